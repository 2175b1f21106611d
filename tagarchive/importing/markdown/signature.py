"""Signatures of HTML: the visible content as a value. Two texts with equal signatures say the same."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

from tagarchive.importing.markdown.footnotes import NOTE

Signature = list[tuple[str, ...]]
"""Events in order: blocks and their words, links, pictures, code, cells. Spaces between words make no difference."""

_BREAKING = frozenset(
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "audio video iframe".split()
)
_COUNTED = frozenset("aside blockquote caption dd details dl dt figcaption figure li ol summary tr ul".split())
_MEANING = {"b": "strong", "i": "em", "s": "del", "strike": "del", "strong": "strong", "em": "em", "del": "del"}
_INLINE = frozenset("code kbd mark sub sup u ins q".split())


def signature(root: Tag | str) -> Signature:
    """The signature of a tree, or of HTML that this program makes."""
    tree = BeautifulSoup(root, "html.parser") if isinstance(root, str) else root
    reading = _Signature()
    notes = reading.without_notes(tree) if isinstance(root, str) and "footnote" in root else []
    reading.node(tree)
    reading.flush()
    reading.notes += notes
    return [*reading.events, *(("note", text) for text in reading.notes)]


class _Signature:
    """The events so far, and the words of the block that is read."""

    def __init__(self) -> None:
        self.events: Signature = []
        self.words: list[str] = []
        self.inner: Signature = []
        self.notes: list[str] = []

    def flush(self) -> None:
        text = _squeezed("".join(self.words))
        if text or self.inner:
            self.events.append(("text", text))
            self.events += self.inner
        self.words, self.inner = [], []

    def node(self, node: PageElement) -> None:
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment):
                self.words.append(str(node))
        elif isinstance(node, Tag):
            self.element(node)

    def element(self, element: Tag) -> None:
        name = element.name
        if NOTE in element.get_attribute_list("class"):
            self.notes.append(_squeezed(element.get_text()))
        elif name in _BREAKING:
            self.flush()
            self.block(element)
            self.flush()
        else:
            self.phrase(element)

    def block(self, element: Tag) -> None:
        name = element.name
        if name == "pre":
            self.events.append(("pre", _code(element)))
            return
        if name in _COUNTED or re.fullmatch(r"h[1-6]", name):
            self.events.append((name, *_extent(element)))
        elif name in ("td", "th"):
            self.events.append((name, str(element.get("colspan", "1")), str(element.get("rowspan", "1"))))
        elif name in ("iframe", "audio", "video"):
            self.events.append((name, str(element.get("src", "")), str(element.get("poster", ""))))
        elif name == "hr":
            self.events.append((name,))
        self.children(element)

    def phrase(self, element: Tag) -> None:
        name = element.name
        if name == "img":
            self.inner.append(("img", str(element.get("src", "")).strip(), _squeezed(str(element.get("alt", "")))))
        elif name == "source":
            self.inner.append(("source", str(element.get("src", ""))))
        elif name == "br":
            self.words.append(" ")
        elif name in _MEANING or name in _INLINE:
            self.marked(_MEANING.get(name, name), element)
        elif name == "a" and element.get("href"):
            self.link(element)
        else:
            self.children(element)

    def marked(self, name: str, element: Tag) -> None:
        text = _squeezed(element.get_text())
        if text:
            self.inner.append((name, text))
        self.children(element)

    def link(self, element: Tag) -> None:
        href, text = str(element["href"]).strip(), _squeezed(element.get_text())
        bare = {href, href.removeprefix("mailto:"), href.removeprefix("http://"), href.removeprefix("https://")}
        # A bare address becomes a link to itself.
        if text not in bare and (text or element.find("img")):
            self.inner.append(("a", re.sub(r"\s", "%20", href), text))
        self.children(element)

    def children(self, element: Tag) -> None:
        for child in element.children:
            self.node(child)

    def without_notes(self, tree: Any) -> list[str]:
        """The texts of the footnotes of a tree that this program made; takes them and their marks out of it."""
        notes = []
        for section in tree.select(".footnotes, .footnote"):
            for item in section.find_all("li"):
                for back in item.select("a[href^='#fnref'], .footnote-backref"):
                    back.decompose()
                notes.append(_squeezed(item.get_text()))
            section.decompose()
        for mark in tree.select("sup.footnote-ref, sup[id^='fnref'], a.footnote-ref"):
            mark.decompose()
        return notes


def _extent(element: Tag) -> tuple[str, ...]:
    return (str(element["start"]),) if element.name == "ol" and str(element.get("start", "1")) != "1" else ()


def _code(element: Tag) -> str:
    text = "".join(
        "\n" if isinstance(node, Tag) and node.name == "br" else "" if isinstance(node, Tag) else str(node)
        for node in element.descendants
    )
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())
