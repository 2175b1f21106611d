"""Shortcodes: where they stand in a text, and their attributes and content."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.wordpress.html_tokens import tokens_of
from tagarchive.importing.wordpress.page import Page
from tagarchive.importing.wordpress.shortcode_html import ENCLOSING, KNOWN, LANGUAGES, Shortcode, shown

_TAG = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]*)((?:[\s=/][^\[\]]*)?)\](\]?)")
_PART = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*'([^']*)'|([\w-]+)\s*=\s*([^\s'"]+)|"([^"]*)"|'([^']*)'|(\S+)"""
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "″": '"', "‘": "'", "’": "'"})
_DEEPEST = 3
_NEAR = 200


class _Tag(NamedTuple):
    start: int
    end: int
    name: str
    rest: str
    is_end: bool
    is_escaped: bool


def expanded(text: str, line: int, page: Page, depth: int = 0) -> str:
    """A text with marks for what its known shortcodes show. Unknown ones stay visible, and are reported.

    `line` is the line of the export on which the text begins.
    """
    return _Expansion(text, line, page, depth).text() if "[" in text else text


class _Expansion:
    """The expansion of the shortcodes of one text."""

    def __init__(self, text: str, line: int, page: Page, depth: int) -> None:
        self._text = text
        self._page = page
        self._depth = depth
        self._out: list[str] = []
        self._done = 0
        self._line, self._counted = line, 0

    def text(self) -> str:
        tags = _tags_of(self._text)
        ends = _ends_of(tags)
        for tag in tags:
            if tag.start >= self._done:
                self._read(tag, _close(tag, ends))
        return "".join([*self._out, self._text[self._done :]])

    def _read(self, tag: _Tag, close: _Tag | None) -> None:
        written = self._text[tag.start : tag.end]
        if tag.is_escaped:
            if tag.name in KNOWN:
                self._put(tag.start, written[1:-1], tag.end)
        elif not _is_known(tag, close):
            if not tag.is_end and _is_shortcode(tag, close, self._text):
                self._page.say(Lost("shortcode", shortened(written), self._line_at(tag.start)))
        else:
            self._show(tag, close)

    def _show(self, tag: _Tag, close: _Tag | None) -> None:
        end = close.end if close else tag.end
        line = self._line_at(tag.start)
        content = self._text[tag.end : close.start] if close else ""
        if content and tag.name not in LANGUAGES and self._depth < _DEEPEST:
            content = expanded(content, self._line_at(tag.end), self._page, self._depth + 1)
        named, bare = attributes_of(tag.rest)
        html = shown(Shortcode(tag.name, named, bare, content, line), self._page)
        if html is None:
            self._page.say(Lost("shortcode", shortened(self._text[tag.start : tag.end]), line))
            self._put(tag.start, self._text[tag.start : end], end)
            return
        is_block = html.is_block and not _is_within(self._text, tag.start, end)
        self._put(tag.start, self._page.mark(html.html, is_block=is_block), end)

    def _put(self, start: int, text: str, end: int) -> None:
        self._out += (self._text[self._done : start], text)
        self._done = end

    def _line_at(self, offset: int) -> int:
        """The line of the export at an offset that is not before the last one that was asked for."""
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line


def _tags_of(text: str) -> list[_Tag]:
    """The tags of shortcodes in the text of HTML, not in its tags, code and comments."""
    spans = _spans(text)
    starts = [start for start, _ in spans]
    tags = []
    for found in _TAG.finditer(text):
        at = bisect_right(starts, found.start()) - 1
        if at < 0 or found.start() >= spans[at][1]:
            continue
        is_escaped = bool(found[1] and found[5])
        start = found.start() + (len(found[1]) if not is_escaped else 0)
        end = found.end() - (len(found[5]) if not is_escaped else 0)
        tags.append(_Tag(start, end, found[3].lower(), found[4], bool(found[2]), is_escaped))
    return tags


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    code = 0
    for token in tokens_of(text):
        if token.name == "code":
            code = max(0, code + (1 if token.kind == "start" else -1))
        elif token.kind == "text" and not code:
            spans.append((token.start, token.end))
    return spans


def _ends_of(tags: list[_Tag]) -> Mapping[str, list[_Tag]]:
    ends: dict[str, list[_Tag]] = {}
    for tag in tags:
        if tag.is_end and not tag.is_escaped:
            ends.setdefault(tag.name, []).append(tag)
    return ends


def _close(tag: _Tag, ends: Mapping[str, list[_Tag]]) -> _Tag | None:
    """The end tag of a shortcode; None if it has no content."""
    if tag.is_end or tag.rest.rstrip().endswith("/"):
        return None
    closing = ends.get(tag.name, [])
    at = bisect_left(closing, tag.end, key=lambda one: one.start)
    return closing[at] if at < len(closing) else None


def _is_known(tag: _Tag, close: _Tag | None) -> bool:
    if tag.is_end or tag.name not in KNOWN:
        return False
    return close is not None or tag.name not in ENCLOSING


def _is_shortcode(tag: _Tag, close: _Tag | None, text: str) -> bool:
    """True if words in brackets are surely a shortcode: with attributes, with an end, or alone on a line."""
    if close is not None or "=" in tag.rest or tag.rest.endswith("/"):
        return True
    before, after = _around(text, tag.start, tag.end)
    is_alone = not re.sub(r"<[^<>]*>", "", before + after).strip()
    return is_alone and tag.name.islower() and len(tag.name) > 2 and not tag.rest.strip()


def _is_within(text: str, start: int, end: int) -> bool:
    """True if something stands before and after a shortcode on its line, so that it is no block of its own."""
    before, after = _around(text, start, end)
    return bool(before.strip() and after.strip())


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Text before and after a place on its line, as far as it is near."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    return before, text[end : end + _NEAR].partition("\n")[0]


def attributes_of(rest: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The attributes of a shortcode with a name, and those without."""
    named: dict[str, str] = {}
    bare: list[str] = []
    written = unescape(rest).translate(_QUOTES).strip().removesuffix("/").strip().removeprefix("=")
    for found in _PART.finditer(written):
        key = found[1] or found[3] or found[5]
        value = next((part for part in (found[2], found[4], found[6]) if part is not None), "")
        if key and not key.lower().startswith("http"):
            named.setdefault(key.lower(), value)
        else:
            bare.append(next((part for part in (found[7], found[8], found[9]) if part is not None), found[0]))
    return named, tuple(bare)
