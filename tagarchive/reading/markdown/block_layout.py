"""The layout of lists, quotes, tables and fences as people write them, changed to that of Python-Markdown.

Python-Markdown wants blank lines around lists and tables, four spaces for each level of a list, and fences at the start
of a line. People write what other programs read: CommonMark. A text that Python-Markdown reads in the same way stays as
it is, so its HTML is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from tagarchive.reading.markdown.code_blocks import Fence, FenceEnds, Fences, fence_of
from tagarchive.reading.markdown.inline_notes import InlineNotes
from tagarchive.reading.markdown.list_items import (
    STEP,
    Item,
    Line,
    begins_block,
    indent_of,
    interrupts,
    is_same_layout,
    items_of,
    marker_of,
)
from tagarchive.reading.markdown.tasks import box

_QUOTED = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r"#{1,6}(?: |$)")
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_UNDER_HEADER = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
_PIPE = re.compile(r"(?<!\\)\|")

MOST_NESTED = 50
"""Number of lists and quotes in one another up to which their layout changes."""


class Whole(NamedTuple):
    """Values that all blocks of one text share.

    Attributes:
        md: the converter, which keeps HTML that it does not read
        fences: the reader of fenced code
        notes: the notes in place so far

    """

    md: Any
    fences: Fences
    notes: InlineNotes


class Blocks:
    """The blocks of a text, of an item or of a quote.

    `depth` counts the lists and quotes around them. No blank line is added to a tight item, which is in a list without
    blank lines. In any item, a list may follow the first paragraph directly.
    """

    def __init__(self, whole: Whole, depth: int = 0, *, in_item: bool = False, tight: bool = False) -> None:
        self.whole = whole
        self.depth = depth
        self.tight = tight
        self.at_item = in_item
        self.out: list[str] = []
        self.kind = ""
        """Kind of the line before: "text", "table", "list", "quote", "code", "html", or empty for a blank line."""
        self.first = 0
        """Index in `out` of the first line of the paragraph."""

    def laid_out(self, lines: Sequence[Line]) -> list[str]:
        self.lines = list(lines)
        self.ends = FenceEnds(self.lines)
        at = 0
        while at < len(self.lines):
            text = self.lines[at].text
            # Most lines are such, and this takes a third of the time.
            if self.kind == "text" and _is_plain(text):
                self.out.append(text)
                at += 1
            else:
                at = self.block(at)
        return self.out

    def block(self, at: int) -> int:
        """Adds the block or line at an index. Returns the index after it."""
        text = self.lines[at].text
        if _is_plain(text):
            return self.add(at, at + 1, "text")
        if not text.strip():
            self.at_item = False
            return self.add(at, at + 1, "")
        fence = fence_of(text)
        end = self.ends.end_of(fence, at) if fence else None
        if fence and end is not None:
            return self.fenced(fence, at, end)
        return self.other(at)

    def other(self, at: int) -> int:
        """Adds a block that is neither a line of a paragraph nor fenced code."""
        return self.indented(at) if indent_of(self.lines[at].text) >= STEP else self.container(at)

    def container(self, at: int) -> int:
        """Adds a list, a quote or a line of a paragraph."""
        text = self.lines[at].text
        marker = marker_of(text) if self.depth < MOST_NESTED else None
        if marker and (self.kind not in ("text", "table") or interrupts(text, marker)):
            return self.list_(at)
        if _QUOTED.match(text) and self.depth < MOST_NESTED:
            return self.quote(at)
        return self.paragraph(at)

    def add(self, start: int, end: int, kind: str) -> int:
        """Adds lines as they are."""
        self.begin(kind)
        self.out += [line.text for line in self.lines[start:end]]
        return end

    def begin(self, kind: str) -> None:
        """Notes the kind of the next line. A line of text after a table belongs to the table."""
        if kind == "text" and self.kind == "table":
            return
        if kind == "text" and self.kind != "text":
            self.first = len(self.out)
        self.kind = kind

    def set_apart(self) -> None:
        """Adds a blank line if there is none."""
        if self.out and self.out[-1].strip() and not self.tight:
            self.out.append("")
            self.kind = ""

    def replace(self, at: int, text: str) -> None:
        self.lines[at] = self.lines[at]._replace(text=text)

    def end_of_block(self, start: int) -> int:
        """The index of the next blank line or fence after a line."""
        end = start + 1
        while end < len(self.lines) and self.lines[end].text.strip() and not fence_of(self.lines[end].text):
            end += 1
        return end

    def fenced(self, fence: Fence, start: int, end: int) -> int:
        self.set_apart()
        code = (line.text for line in self.lines[start + 1 : end])
        self.out.append(self.whole.fences.placeholder(fence, code, self.lines[start].number))
        self.set_apart()
        self.kind = "code"
        return end + 1

    def indented(self, start: int) -> int:
        """Adds indented code, or a line of a paragraph."""
        if self.kind:
            return self.paragraph(start)
        end = start + 1
        while end < len(self.lines) and indent_of(self.lines[end].text) >= STEP:
            end += 1
        return self.add(start, end, "code")

    def paragraph(self, start: int) -> int:
        """Adds a line of a paragraph or table. A header of a table in a paragraph is set apart."""
        text = self.lines[start].text
        if "^[" in text:
            return self.noted(start)
        if self.kind == "table" and _HEADING.match(text):
            self.set_apart()
        if self.kind == "text" and "|" in text and _UNDER_HEADER.fullmatch(text) and self.is_under_header(text):
            if len(self.out) > self.first + 1 and not self.tight:
                self.out.insert(-1, "")
            self.kind = "table"
        return self.add(start, start + 1, "text")

    def is_under_header(self, text: str) -> bool:
        """True if the line before has as many cells as this one, which then makes it the header of a table."""
        header = self.out[-1]
        return "|" in header and _cells(header) == _cells(text)

    def noted(self, start: int) -> int:
        """Adds lines of a paragraph with notes in place."""
        end = start + 1
        while end < len(self.lines) and self.lines[end].text[:1].isalpha():
            end += 1
        text = "\n".join(line.text for line in self.lines[start:end])
        self.begin("text")
        self.out += self.whole.notes.named(text).split("\n")
        return end

    def list_(self, start: int) -> int:
        items = list(items_of(self.lines, start))
        source = [line for item in items for line in item.source]
        written = [line.text for line in source]
        tight = all(item.tight for item in items)
        laid_out, last = list[str](), list[str]()
        for item in items:
            # Python-Markdown takes an item directly after a second paragraph for text.
            if laid_out and laid_out[-1].strip() and not all(map(str.strip, last)):
                laid_out.append("")
            last = self.item(item, tight=tight)
            laid_out += last
        if self.kind and not self.at_item:
            self.set_apart()
        self.out += written if is_same_layout(source, laid_out) else laid_out
        self.kind = "list" if written[-1].strip() else ""
        return start + len(source)

    def item(self, item: Item, *, tight: bool) -> list[str]:
        """The lines of an item for Python-Markdown."""
        first = item.lines[0]
        task = _TASK.match(first.text)
        lines = [first._replace(text=first.text[task.end() :]) if task else first, *item.lines[1:]]
        if len(lines) == 1 and _is_plain(lines[0].text):
            text, rest = lines[0].text, list[str]()
        else:
            blocks = Blocks(self.whole, self.depth + 1, in_item=True, tight=tight)
            text, *rest = blocks.laid_out(lines)
        if task:
            text = f"{self.whole.md.htmlStash.store(box(done=task[1] != ' '))} {text}"
        sign = " " * item.marker.indent + item.marker.sign
        # An empty item after a line with text would make a heading of it.
        sign = sign.replace("-", "*") if not text else sign
        opening = list(takewhile(str.strip, rest))
        # Python-Markdown takes a quote in the first block of an item for one only if it is not indented.
        begun = (line if line.startswith(">") else _indented(line) for line in opening)
        return [f"{sign} {text}", *begun, *map(_indented, rest[len(opening) :])]

    def quote(self, start: int) -> int:
        end = self.end_of_quote(start)
        inner = [line._replace(text=_QUOTED.sub("", line.text, count=1)) for line in self.lines[start:end]]
        laid_out = Blocks(self.whole, self.depth + 1).laid_out(inner)
        if self.kind in ("table", "list"):
            self.set_apart()
        while len(laid_out) > 1 and not laid_out[-1].strip():
            laid_out.pop()
        if laid_out == [line.text for line in inner]:
            self.add(start, end, "quote")
        else:
            self.out += [f"> {text}".rstrip() for text in laid_out]
            self.kind = "quote"
        if end < len(self.lines) and self.lines[end].text.strip():
            self.set_apart()
        return end

    def end_of_quote(self, start: int) -> int:
        """The index after a quote. A line without a sign of its own continues a paragraph of it."""
        end = start + 1
        while end < len(self.lines) and self.lines[end].text.strip():
            text, before = self.lines[end].text, self.lines[end - 1].text
            if not _QUOTED.match(text) and (not _QUOTED.sub("", before, count=1).strip() or begins_block(text)):
                break
            end += 1
        return end


def _indented(text: str) -> str:
    return f"{' ' * STEP}{text}" if text.strip() else ""


def _is_plain(text: str) -> bool:
    """True if a line is nothing but a line of a paragraph."""
    return text[:1].isalpha() and "^[" not in text


def _cells(row: str) -> int:
    return len(_PIPE.split(row.strip(" ").strip("|")))
