"""Markdown blocks in linear time, by the rules of Python-Markdown.

A rule that takes a line from a block leaves the rest as another block, and all rules search that block again. The
classes here remember failed searches and do not repeat them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    CodeBlockProcessor,
    HashHeaderProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor

from tagarchive.reading.markdown.converted import FILLED


class Waiting(deque[str]):
    """Queue of unread blocks that removes and inserts the first block in constant time."""

    def pop(self, index: int = -1) -> str:
        return self.popleft() if index == 0 else super().pop()

    def insert(self, index: int, block: str) -> None:
        self.appendleft(block) if index == 0 else super().insert(index, block)


def parse_blocks(parser: BlockParser, parent: Element, blocks: Iterable[str]) -> None:
    """Parses blocks into `parent` like `BlockParser.parseBlocks`, with a `Waiting` queue."""
    waiting: Any = Waiting(blocks)
    while waiting:
        block = waiting[0]
        # A single line that starts with a letter is always a paragraph, which is the last rule.
        for rule in (
            parser.blockprocessors[-1:] if block[:1].isalpha() and "\n" not in block else parser.blockprocessors
        ):
            if rule.test(parent, block) and rule.run(parent, waiting) is not False:
                break


SHORT = 1_000
"""Length in characters up to which a block without a match is not remembered. A search in it is fast enough."""


class InVain:
    """A pattern that matches from the start of a line and remembers the last long block of a text without a match."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.begin()
        self.match = pattern.match
        self.finditer = pattern.finditer

    def begin(self) -> None:
        """Forgets the last text."""
        self._without = ""

    def search(self, block: str) -> re.Match[str] | None:
        before = len(self._without) - len(block)
        if before >= 0 and self._without.endswith(block) and (before == 0 or self._without[before - 1] == "\n"):
            return None
        match = self._pattern.search(block)
        if match is None and len(block) > SHORT:
            self._without = block
        return match


class HashHeading(HashHeaderProcessor):
    """A heading that begins with one to six `#` and a space. Without the space, the line is text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?: (?:\\.|[^\\#]|\\(?![^\n])|#+(?=[^#\n]))*?)?)#* *(?:\n|$)")


class Quote(BlockQuoteProcessor):
    """A quote. Quotes with a blank line between them are two."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802 (the name in the library)
        """No element, because the library would add a quote to the one before it."""
        return None


class Heading(SetextHeaderProcessor):
    """A setext heading: a line with a line of `=` or `-` under it."""

    def run(self, parent: Element, blocks: Any) -> None:
        line, under, rest = [*blocks.pop(0).split("\n", 2), ""][:3]
        SubElement(parent, "h1" if under.startswith("=") else "h2").text = line.strip()
        if rest:
            blocks.insert(0, rest)


class _Indented(BlockProcessor):
    def detab(self, text: str, length: int | None = None) -> tuple[str, str]:
        """The indented and blank lines at the start of a text, without their indent, and the rest of the text."""
        indent = " " * (self.tab_length if length is None else length)
        lines: list[str] = []
        start = 0
        while start <= len(text):
            end = text.find("\n", start) % (len(text) + 1)
            line = text[start:end]
            if line.strip() and not line.startswith(indent):
                break
            lines.append(line.removeprefix(indent) if line.startswith(indent) else "")
            start = end + 1
        return "\n".join(lines), text[start:]


class Code(_Indented, CodeBlockProcessor):
    """Indented code."""


class Definitions(_Indented, DefListProcessor):
    """A definition list."""

    def run(self, parent: Element, blocks: Any) -> bool | None:
        block, sibling = blocks.pop(0), self.lastChild(parent)
        match: Any = self.RE.search(block)
        terms = [term.strip() for term in block[: match.start()].split("\n") if term.strip()]
        if not terms and sibling is None:
            blocks.insert(0, block)
            return False
        after, state = block[match.end() :], "list"
        text, rest = (after, "") if self.NO_INDENT_RE.match(after) else self.detab(after)
        if not terms and sibling is not None and sibling.tag == "p":
            state, terms = "looselist", (sibling.text or "").split("\n")
            del parent[-1]
            sibling = self.lastChild(parent)
        items = sibling if sibling is not None and sibling.tag == "dl" else SubElement(parent, "dl")
        if not terms and len(items) and items[-1].tag == "dd" and len(items[-1]):
            state = "looselist"
        for term in terms:
            SubElement(items, "dt").text = term
        self.parser.state.set(state)
        self.parser.parseBlocks(SubElement(items, "dd"), [f"{match[2]}\n{text}" if text else match[2]])
        self.parser.state.reset()
        if rest:
            blocks.insert(0, rest)
        return None


class _Items:
    def get_items(self, block: str) -> list[str]:
        """The items of a list. A line that does not begin an item belongs to the item before it."""
        rule: Any = self
        items: list[list[str]] = []
        for line in block.split("\n"):
            item = rule.CHILD_RE.match(line)
            if item:
                if not items and rule.TAG == "ol":
                    rule.STARTSWITH = re.match(r"\d+", item[1])[0]  # type: ignore[index]
                items.append([item[3]])
            elif rule.INDENT_RE.match(line) and not items[-1][0].startswith(" " * rule.tab_length):
                items.append([line])
            else:
                items[-1].append(line)
        return ["\n".join(item) for item in items]


class Ordered(_Items, SaneOListProcessor):
    """An ordered list."""


class Unordered(_Items, SaneUListProcessor):
    """An unordered list."""


class Tables(TableProcessor):
    """Tables. Short rows get empty cells, up to `FILLED` in a text."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self.begin()

    def begin(self) -> None:
        """Resets the counts before a new text."""
        self.missing = 0
        self.left_short: list[str] = []

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """True if the first two lines begin a table. With one column, each line must have a `|` at its start or end."""
        head, line, *_ = [*(row.strip(" ") for row in block.split("\n", 2)[:2]), ""]
        if "\n" not in block:
            return False
        self.border: Any = head.startswith("|") or self.RE_END_BORDER.search(head)
        columns = len(self._cells(head))
        cells = self._cells(line)
        if len(cells) != columns or not set("".join(cells)) <= set("|:- "):
            return False
        self.separator: Sequence[str] = cells  # type: ignore[assignment]
        return columns > 1 or (bool(self.border) and all(map(self._is_bordered, block.split("\n")[1:])))

    def _is_bordered(self, line: str) -> bool:
        row = line.strip(" ")
        return row.startswith("|") or self.RE_END_BORDER.search(row) is not None

    def run(self, parent: Element, blocks: Any) -> None:
        head, before = blocks[0].partition("\n")[0], self.missing
        super().run(parent, blocks)
        if self.missing > FILLED >= before:
            self.left_short.append(head)

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._cells(row)
        self.missing += max(0, len(align) - len(cells))
        columns = len(cells) if self.missing > FILLED else len(align)
        line = SubElement(parent, "tr")
        for side, text in zip(align[:columns], chain(cells, repeat("")), strict=False):
            cell = SubElement(
                line, "th" if parent.tag == "thead" else "td", {"style": f"text-align: {side};"} if side else {}
            )
            cell.text = text.strip(" ")

    def _cells(self, row: str) -> list[str]:
        split: Any = super()
        cells: list[str] = split._split_row(row)  # noqa: SLF001 (calls `_split` below)
        return cells

    def _split(self, row: str) -> list[str]:
        """The cells of a row. A `|` in code or after a backslash does not separate cells."""
        pipes, ticks = [], []
        for sign in self.RE_CODE_PIPES.finditer(row):
            if sign[2] or sign[3]:
                # The first backtick after a backslash does not count. Where the run opens code, nor does the second.
                length = len(sign[3] or sign[2][1:])
                ticks.append((length, length - bool(sign[2]), sign.start(), sign.end() - 1))
            elif sign[5]:
                pipes.append(sign.start())
        ends = [-1]
        regions = _code(ticks)
        starts = [start for start, _ in regions]
        for pipe in pipes:
            region = bisect_right(starts, pipe) - 1
            if region < 0 or pipe > regions[region][1]:
                ends.append(pipe)
        return [row[end + 1 : next_end] for end, next_end in zip(ends, [*ends[1:], None], strict=True)]


def _code(ticks: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """The start and end offsets of code spans: a run of backticks and the next run of the same length."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for n, (length, *_) in enumerate(ticks):
        places[length].append(n)
    regions = []
    n = 0
    while n < len(ticks):
        _, wanted, start, _ = ticks[n]
        later = bisect_right(places[wanted], n) if wanted else 0
        n += 1
        if wanted and later < len(places[wanted]):
            regions.append((start, ticks[places[wanted][later]][3]))
            n = places[wanted][later] + 1
    return regions
