"""HTML as authors write it, made ready for the sanitiser, with what the sanitiser drops of it.

The sanitiser drops what it does not allow without a word. So the text is read before it: what is not HTML becomes text,
what has another form that is allowed gets that form, and the rest is noted. Nothing here makes a text safe. The
sanitiser reads the result like any other HTML.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import escape, unescape
from typing import NamedTuple

import nh3

from tagarchive.reading.sanitiser import ELEMENTS, RAW_TEXT, Allowed
from tagarchive.reading.script_embeds import shown_by, shown_in

_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<instruction>[!?])[^>]*+>?"
    # The commonest tags need no look.
    r"|<(?!/?(?:b|br|code|em|h[1-6]|i|li|ol|strong|sup|td|th|tr|ul)>)(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]*+)"
    # No choice is taken back, so this takes time in proportion to the text.
    r"""(?P<attributes>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_CLOSING = re.compile(r"</([a-zA-Z][^\s/<>]*)")
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])[^<>]*+>?", re.IGNORECASE) for name in RAW_TEXT}

_TAG = re.compile("<[a-zA-Z!?]")
_DOUBTFUL_LINK = re.compile(
    r'=(?=")(?:(?<=href=)|(?<=src=))"(?!(?:https?://|mailto:[\w.-]+@)[\w.-]+["/?#])[^"/?#]*[:&]'
)
"""An attribute with an address that the sanitiser may drop. It begins with one sign, which C looks for."""
_DOUBTFUL = re.compile(r"(?!https?://[\w.-]+(?:[/?#]|\Z))[^/?#]*:")
"""An address that the sanitiser may drop: it is no path and no plain web address."""

_LINKING = frozenset("a audio img source track video".split())
_ADDRESSES = ("href", "src", "poster")
_HOLDING = frozenset("blockquote div".split())
_TRANSPARENT = frozenset("noscript picture".split())
"""Elements that are nothing but their content where no script runs and pictures have one size."""
_FOREIGN = frozenset("math svg".split())
_WEB = frozenset("ftp http https".split())

_HELD = 20_000
"""Length of the HTML of an embedded post in which a link to it is looked for."""

BROKEN_LINK, HANDLER, INSTRUCTION = "", "on", "?"


class Found(NamedTuple):
    """A thing that is not kept as it is written.

    Attributes:
        kind: name of an element, a scheme with its colon, a host, or one of the kinds above
        written: the text as it is written

    """

    kind: str
    written: str


class Ready(NamedTuple):
    """HTML that is ready for the sanitiser.

    Attributes:
        html: the HTML
        dropped: things in it that the sanitiser drops, in order
        embeds: scripts of other hosts in whose place a link is, in order

    """

    html: str
    dropped: tuple[Found, ...] = ()
    embeds: tuple[Found, ...] = ()


def ready(html: str, text: str, allowed: Allowed, sanitiser: nh3.Cleaner) -> Ready:
    """The HTML of a Markdown text, ready for the sanitiser, which keeps what is `allowed`."""
    if ("<" in text and _TAG.search(text)) or _DOUBTFUL_LINK.search(html):
        return _Reader(html, allowed, sanitiser).ready()
    return Ready(html)


class _Reader:
    """A reading of the HTML of one text."""

    def __init__(self, html: str, allowed: Allowed, sanitiser: nh3.Cleaner) -> None:
        self.html = html
        self.allowed = allowed
        self.sanitiser = sanitiser
        self.parts: list[str] = []
        self.dropped: list[Found] = []
        self.embeds: list[Found] = []
        self.in_paragraph = False
        self.foreign = ""

    @cached_property
    def closed(self) -> frozenset[str]:
        """The names of all end tags."""
        return frozenset(name.lower() for name in _CLOSING.findall(self.html))

    def ready(self) -> Ready:
        end = 0
        while token := _TOKEN.search(self.html, end):
            self.parts.append(self.html[end : token.start()])
            end = self.read(token)
        self.parts.append(self.html[end:])
        return Ready("".join(self.parts), tuple(self.dropped), tuple(self.embeds))

    def read(self, token: re.Match[str]) -> int:
        """Adds what a token becomes. Returns the offset to read on from."""
        name = (token["name"] or "").lower()
        end = self.end_of(name, token)
        if name and not self.is_element(name, token):
            self.parts.append("&lt;")
            return token.start() + 1
        self.parts.append(self.in_place_of(name, token, end))
        self.follow(name, token)
        return end

    def in_place_of(self, name: str, token: re.Match[str], end: int) -> str:
        """The HTML for a token and the text up to `end`."""
        if name in _TRANSPARENT and (name == "noscript" or name not in self.allowed.tags):
            return ""
        written = self.html[token.start() : end]
        if not name or token["close"]:
            self.dropped += [Found(INSTRUCTION, written)] if token["instruction"] else []
            return written
        if name in self.allowed.tags:
            return self.kept(name, token) + self.html[token.end() : end]
        return self.script(token) if name == "script" else self.left_out(name, token, written)

    def end_of(self, name: str, token: re.Match[str]) -> int:
        """The offset after a token, and after the content and end tag of an element whose content is text."""
        if token["close"] or name not in RAW_TEXT:
            return token.end()
        closing = _ENDS[name].search(self.html, token.end())
        return closing.end() if closing else len(self.html)

    def is_element(self, name: str, token: re.Match[str]) -> bool:
        """True for an element of HTML. A name with a hyphen or colon must be used as an element would be."""
        if name in ELEMENTS or name in self.allowed.tags or self.foreign:
            return True
        return bool(re.search("[:-]", name)) and ("=" in token["attributes"] or name in self.closed)

    def follow(self, name: str, token: re.Match[str]) -> None:
        """Keeps in mind what is open after a token."""
        if name == "p":
            self.in_paragraph = not token["close"]
        if name in _FOREIGN:
            self.foreign = "" if token["close"] or token["attributes"].endswith("/") else name

    def left_out(self, name: str, token: re.Match[str], written: str) -> str:
        """The element as it is written; the sanitiser keeps the text in it."""
        # The parts of a drawing that is left out are no losses of their own.
        if not self.foreign or self.foreign in self.allowed.tags:
            self.dropped.append(Found(name, token[0]))
        return written

    def kept(self, name: str, token: re.Match[str]) -> str:
        """The start tag of an allowed element; for a picture with an address that is dropped, its words."""
        self.dropped += [Found(HANDLER, token[0])] if self.has_handler(token) else []
        if name not in _LINKING and name not in _HOLDING:
            return token[0]
        attributes = _attributes(token)
        if name in _HOLDING:
            return token[0] + self.link_within(name, attributes, token)
        lost = [found for key in _ADDRESSES if (found := self.lost(attributes.get(key, "")))]
        self.dropped += lost
        if lost and name == "img":
            return escape(attributes.get("alt", ""))
        return _anchor(attributes, token) if name == "a" else token[0]

    def has_handler(self, token: re.Match[str]) -> bool:
        """True if an attribute of a tag is a script, and scripts are dropped."""
        if "script" in self.allowed.tags or not _HANDLER.search(token["attributes"]):
            return False
        return any(name.startswith("on") for name in _attributes(token))

    def lost(self, address: str) -> Found | None:
        """The address, if the sanitiser drops it."""
        if not _DOUBTFUL.match(address):
            return None
        scheme = "".join(address.partition(":")[0].split()).lower()
        known = scheme in self.allowed.schemes
        # Only web addresses can be broken. To ask the sanitiser takes long.
        kept = (known and scheme not in _WEB) or "=" in self.sanitiser.clean(f'<a href="{escape(address)}"></a>')
        return None if kept else Found(BROKEN_LINK if known else f"{scheme}:", address)

    def script(self, token: re.Match[str]) -> str:
        """A link to what a script shows, or nothing."""
        shown = shown_by(_attributes(token))
        if shown is None:
            self.dropped.append(Found("script", token[0]))
            return ""
        self.embeds.append(Found(shown.host, token[0]))
        return self.link(shown.url) if shown.url else ""

    def link_within(self, name: str, attributes: dict[str, str], token: re.Match[str]) -> str:
        """A link to what a script shows in an element, if the element has none."""
        url = "" if "script" in self.allowed.tags else shown_in(attributes)
        if not url:
            return ""
        start, end = token.end(), token.end() + _HELD
        closing = self.html.find(f"</{name}", start, end)
        has_link = self.html.find("<a ", start, end if closing < 0 else closing) >= 0
        return "" if has_link else self.link(url)

    def link(self, url: str) -> str:
        words = url.partition("://")[2].partition("?")[0].strip("/")
        link = f'<a href="{escape(url)}">{escape(words)}</a>'
        return f" {link} " if self.in_paragraph else f"<p>{link}</p>"


def _attributes(token: re.Match[str]) -> dict[str, str]:
    """The attributes of a tag; of two with one name, the first."""
    found = _ATTRIBUTE.findall(token["attributes"].removesuffix("/"))
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in reversed(found)}


def _anchor(attributes: dict[str, str], token: re.Match[str]) -> str:
    """The start tag of a link. An anchor, which leads nowhere, has an `id` for its `name` and nothing in it.

    Many anchors have no end tag. In HTML they go on to the end of the text, and no link can stand in them.
    """
    name = attributes.get("name", "").strip()
    id_ = f' id="{escape(name)}"' if name and "id" not in attributes else ""
    is_anchor = "href" not in attributes and "class" not in attributes and (name or "id" in attributes)
    return f"<a{id_}{token['attributes']}>" + ("</a>" if is_anchor else "")
