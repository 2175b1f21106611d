"""Web addresses that stand in a text without brackets become links, as on GitHub (GFM, "Autolinks")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, STX, AtomicString

_NOT_IN_ADDRESSES = "“”„‘’‚«»‹›。，、；：！？（）「」『』【】《》〈〉"
"""Punctuation that addresses have in encoded form only. It ends an address that a text goes on after."""

_ADDRESS = rf"(?<![a-zA-Z0-9_/@.:=-])(?:https?://\w|www\.\w+\.)[^\s<>{STX}{ETX}{_NOT_IN_ADDRESSES}]*"

_ENDS = frozenset("?!.,:;*_~'\"")
"""Signs that end a sentence or mark it up. At the end of an address they are not part of it."""

_PAIRS = {")": "(", "]": "["}


class BareAddresses(InlineProcessor):
    """The rule for addresses. It applies to no text within a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(_ADDRESS, md)
        self._anchors = ("", list[tuple[int, int]]())

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802 (the library's name)
        if self._anchors[0] is not data:
            self._anchors = (data, list(self._anchors_in(data)))
        if any(start <= m.start() < end for start, end in self._anchors[1]):
            return None, None, None
        url = _trimmed(m[0])
        link = Element("a", {"href": url if url.startswith("http") else f"http://{url}"})
        link.text = AtomicString(url)
        return link, m.start(), m.start() + len(url)

    def _anchors_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end offsets of links that are written as HTML."""
        md: Any = self.md
        start = None
        for placeholder in INLINE_PLACEHOLDER_RE.finditer(text):
            node = md.treeprocessors["inline"].stashed_nodes.get(placeholder[1])
            html = _raw(node, md) if isinstance(node, str) else ""
            if start is None and re.match(r"<a[\s>]", html):
                start = placeholder.end()
            elif start is not None and html.startswith("</a"):
                yield start, placeholder.start()
                start = None


def _raw(node: str, md: Any) -> str:
    """The HTML tag that a placeholder stands for, in small letters; empty if it stands for something else."""
    placeholder = HTML_PLACEHOLDER_RE.fullmatch(node)
    known = placeholder is not None and int(placeholder[1]) < md.htmlStash.html_counter
    return str(md.htmlStash.rawHtmlBlocks[int(placeholder[1])]).lower() if placeholder and known else ""


def _trimmed(address: str) -> str:
    """An address without the signs after it: of a sentence, of markup, and brackets that open before it."""
    unopened = {close: address.count(close) - address.count(opening) for close, opening in _PAIRS.items()}
    end = len(address)
    while end and (address[end - 1] in _ENDS or unopened.get(address[end - 1], 0) > 0):
        if address[end - 1] in unopened:
            unopened[address[end - 1]] -= 1
        end -= 1
    return address[:end]
