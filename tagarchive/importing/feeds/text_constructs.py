"""Texts in elements of feeds: plain text, escaped HTML, XHTML, and what Atom 0.3 calls modes."""

from __future__ import annotations

import binascii
from base64 import b64decode
from copy import deepcopy
from html import escape
from typing import Any, Literal, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.feeds.titles import once_more, plain_line
from tagarchive.importing.feeds.xml_names import XHTML
from tagarchive.importing.inputs.texts import line_of, line_of_html

BASE, _LANG = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("base", "lang"))
_HTML = ("html", "text/html", "application/xhtml+xml", "xhtml", "text/x-html", "application/xhtml")
_TEXT = ("", "text", "plain", "text/plain", "text/markdown")


class Construct(NamedTuple):
    """A text of an element.

    Attributes:
        text: the text as it is written in the element
        kind: what it is; "other" if it is neither a text nor HTML

    """

    text: str
    kind: Literal["text", "html", "other"]

    @property
    def html(self) -> str:
        return self.text if self.kind == "html" else html_of_plain(self.text) if self.kind == "text" else ""

    @property
    def line(self) -> str:
        """The text on one line, without markup."""
        return once_more(line_of_html(self.text) if self.kind == "html" else line_of(self.text))


def construct_of(element: Any) -> Construct:
    """The text of an element of Atom (RFC 4287, 3.1; Atom 0.3)."""
    kind = (element.get("type") or "").strip().lower().partition(";")[0]
    mode = (element.get("mode") or "").strip().lower()
    if mode == "base64":
        text = _decoded(text_of(element))
        return Construct(text, "html" if kind in _HTML else "text" if kind in _TEXT else "other")
    if mode == "xml" or kind in ("xhtml", "application/xhtml+xml") or (not mode and len(element) and kind in _HTML):
        return Construct(_markup(element), "html") if _has_elements(element) else Construct(text_of(element), "html")
    if kind in _HTML:
        return Construct(text_of(element), "html")
    if kind in _TEXT or kind.startswith("text/"):
        return Construct(_markup(element), "html") if _has_elements(element) else Construct(text_of(element), "text")
    return Construct("", "other")


def text_of(element: Any) -> str:
    """The text of an element and those in it; references to entities stay as they are written."""
    return "".join(element.itertext()).strip()


def inner_html(element: Any) -> str:
    """The content of an element that holds XHTML or escaped HTML."""
    return _markup(element) if _has_elements(element) else text_of(element)


def line_of_element(element: Any) -> str:
    """The text of an element on one line; names and labels have no markup."""
    return line_of(plain_line(text_of(element)))


def base_of(element: Any) -> str:
    """The base of the addresses in an element, by `xml:base`; empty if none is given."""
    base = ""
    for one in reversed([element, *element.iterancestors()]):
        base = urljoin(base, (one.get(BASE) or "").strip())
    return base


def language_of(element: Any) -> str:
    """The language of an element by `xml:lang`; empty if none is given."""
    return next((one.get(_LANG) for one in (element, *element.iterancestors()) if one.get(_LANG)), "")


def _has_elements(element: Any) -> bool:
    return any(isinstance(child.tag, str) for child in element)


def _markup(element: Any) -> str:
    """The content of an element as HTML. The one `div` around XHTML is no part of it (RFC 4287, 3.1.1.3)."""
    copied = deepcopy(element)
    root = etree.Element("div")
    root.text = copied.text
    root.extend(list(copied))
    for one in root.iter(etree.Element):
        if str(one.tag).startswith(f"{{{XHTML}}}"):
            one.tag = etree.QName(one.tag).localname
        one.attrib.pop(BASE, None)
        if one.get(_LANG):
            one.set("lang", one.attrib.pop(_LANG))
    etree.cleanup_namespaces(root)
    children = [child for child in root if isinstance(child.tag, str)]
    words = "".join([root.text or "", *(child.tail or "" for child in root)])
    if len(children) == 1 and children[0].tag == "div" and not words.strip() and not children[0].attrib:
        root = children[0]
    html = (etree.tostring(child, method="html", encoding="unicode") for child in root)
    return f"{escape(root.text or '', quote=False)}{''.join(html)}".strip()


def _decoded(text: str) -> str:
    try:
        return b64decode("".join(text.split())).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
