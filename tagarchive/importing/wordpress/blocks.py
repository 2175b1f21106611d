"""Texts of the block editor: HTML between comments that say what each block is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.wordpress import block_html
from tagarchive.importing.wordpress.classic import classic
from tagarchive.importing.wordpress.page import Page
from tagarchive.importing.wordpress.shortcodes import expanded

_HEAD = re.compile(r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?=[\s/]|$)(.*)", re.DOTALL)
_DEEPEST = 60
"""Depth up to which blocks are looked at; those that are nested deeper become their HTML."""

_RAW = frozenset({"code", "preformatted", "syntaxhighlighter/code"})
_CLASSIC = frozenset({"shortcode", "freeform", "classic"})


class _Comment(NamedTuple):
    """The comment at the beginning or end of a block."""

    start: int
    end: int
    name: str
    attributes: dict[str, Any]
    is_end: bool
    is_whole: bool


class _Frame:
    """A block that is open."""

    def __init__(self, comment: _Comment, line: int) -> None:
        self.block = block_html.Block(comment.name, comment.attributes, line)
        self.parts: list[str] = []


def has_blocks(text: str) -> bool:
    """True if a text is of the block editor."""
    return "<!-- wp:" in text


def rendered(text: str, line: int, page: Page) -> str:
    """The HTML of a text of the block editor. `line` is the line of the export on which it begins."""
    return _Rendering(text, line, page).html()


class _Rendering:
    """The rendering of one text."""

    def __init__(self, text: str, line: int, page: Page) -> None:
        self._text = text
        self._page = page
        self._line = line
        self._at = 0
        self._frames: list[_Frame] = []
        self._out: list[str] = []

    def html(self) -> str:
        for comment in _comments(self._text):
            self._slice(comment.start)
            if comment.is_end:
                self._end(comment.name)
            elif comment.is_whole:
                self._put(self._shown(block_html.Block(comment.name, comment.attributes, self._line), ""))
            elif len(self._frames) < _DEEPEST:
                self._frames.append(_Frame(comment, self._line))
                self._page.quiet += comment.name in block_html.DROPPED
            self._step(comment.end)
        self._slice(len(self._text))
        while self._frames:
            self._close()
        return "".join(self._out)

    def _step(self, offset: int) -> None:
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset

    def _slice(self, end: int) -> None:
        """Takes the HTML up to an offset."""
        written = self._text[self._at : end]
        name = self._frames[-1].block.name if self._frames else "freeform"
        if name in _RAW:
            self._put(written)
        elif name in _CLASSIC:
            self._put(classic(written, self._line, self._page))
        else:
            self._put(self._page.resolved(expanded(written, self._line, self._page)))
        self._step(end)

    def _put(self, html: str) -> None:
        (self._frames[-1].parts if self._frames else self._out).append(html)

    def _end(self, name: str) -> None:
        if any(frame.block.name == name for frame in self._frames):
            while self._close() != name:
                pass

    def _close(self) -> str:
        frame = self._frames.pop()
        self._page.quiet -= frame.block.name in block_html.DROPPED
        self._put(self._shown(frame.block, "".join(frame.parts)))
        return frame.block.name

    def _shown(self, block: block_html.Block, inner: str) -> str:
        if block.name == "block":
            return self._reusable(block)
        return block_html.shown(block, inner, self._page)

    def _reusable(self, block: block_html.Block) -> str:
        """The text of a reusable block."""
        number = block.attributes.get("ref")
        text = self._page.contents.blocks.get(number) if isinstance(number, int) else None
        if text is None or number in self._page.opened or len(self._page.opened) > 3:
            self._page.say(Lost("block", f"reusable block {escape(str(number))[:20]} is not in the export", block.line))
            return ""
        outer, self._page.opened = self._page.opened, (*self._page.opened, int(number or 0))
        html = rendered(text, block.line, self._page) if has_blocks(text) else classic(text, block.line, self._page)
        self._page.opened = outer
        return html


def _comments(text: str) -> Iterator[_Comment]:
    """The comments of blocks in order."""
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        at = end + 3
        head = _HEAD.match(text[start + 4 : end])
        if head is None:
            continue
        rest = head[3].strip()
        is_whole = rest.endswith("/")
        attributes = _attributes(rest.removesuffix("/").strip())
        yield _Comment(start, at, head[2].removeprefix("core/"), attributes, bool(head[1]), is_whole)


def _attributes(written: str) -> dict[str, Any]:
    try:
        found = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
