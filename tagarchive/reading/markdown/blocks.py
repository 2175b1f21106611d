"""Blocks of Markdown in time that grows with the text: the library's rules, which look at no line oftener than need be.

A rule that takes a line from a block leaves the rest as another block, at which each rule looks anew. What it looked
for in vain before, it need not look for again.
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
    CodeBlockProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor


class Waiting(deque[str]):
    """Blocks that wait to be read; the first is taken and put back in no time, however many there are."""

    def pop(self, index: int = -1) -> str:
        return self.popleft() if index == 0 else super().pop()

    def insert(self, index: int, block: str) -> None:
        self.appendleft(block) if index == 0 else super().insert(index, block)


def parse_blocks(parser: BlockParser, parent: Element, blocks: Iterable[str]) -> None:
    """What `BlockParser.parseBlocks` does, with blocks that wait."""
    waiting: Any = Waiting(blocks)
    while waiting:
        block = waiting[0]
        # A line that starts with a letter is nothing but a paragraph, the last of the rules.
        for rule in (
            parser.blockprocessors[-1:] if block[:1].isalpha() and "\n" not in block else parser.blockprocessors
        ):
            if rule.test(parent, block) and rule.run(parent, waiting) is not False:
                break


SHORT = 1_000
"""A block of so many characters is looked through sooner than remembered instead of a longer one."""


class InVain:
    """An expression for something that begins with a line, which remembers where it was looked for in vain."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._without = ""
        self.match = pattern.match
        self.finditer = pattern.finditer

    def search(self, block: str) -> re.Match[str] | None:
        before = len(self._without) - len(block)
        if before >= 0 and self._without.endswith(block) and (before == 0 or self._without[before - 1] == "\n"):
            return None
        found = self._pattern.search(block)
        if found is None and len(block) > SHORT:
            self._without = block
        return found


class Heading(SetextHeaderProcessor):
    """A line with another of `=` or `-` under it."""

    def run(self, parent: Element, blocks: Any) -> None:
        line, under, rest = [*blocks.pop(0).split("\n", 2), ""][:3]
        SubElement(parent, "h1" if under.startswith("=") else "h2").text = line.strip()
        if rest:
            blocks.insert(0, rest)


class _Indented(BlockProcessor):
    def detab(self, text: str, length: int | None = None) -> tuple[str, str]:
        """The indented and blank lines that a text starts with, without their indent, and the rest."""
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
    """Terms and what they mean."""

    def run(self, parent: Element, blocks: Any) -> bool | None:
        block, sibling = blocks.pop(0), self.lastChild(parent)
        found: Any = self.RE.search(block)
        terms = [term.strip() for term in block[: found.start()].split("\n") if term.strip()]
        if not terms and sibling is None:
            blocks.insert(0, block)
            return False
        after, state = block[found.end() :], "list"
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
        self.parser.parseBlocks(SubElement(items, "dd"), [f"{found[2]}\n{text}" if text else found[2]])
        self.parser.state.reset()
        if rest:
            blocks.insert(0, rest)
        return None


class _Items:
    def get_items(self, block: str) -> list[str]:
        """The items of a list; each line that is none belongs to the one before it."""
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
    """A list with numbers."""


class Unordered(_Items, SaneUListProcessor):
    """A list with points."""


FILLED = 20_000
"""So many cells at most are added to the short rows of a text's tables."""


class Tables(TableProcessor):
    """Tables, whose short rows are filled up as long as it takes few cells."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self.begin()

    def begin(self) -> None:
        """Begins a text."""
        self.missing = 0
        self.left_short: list[str] = []

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Looks at the first two lines; a table of one column has a sign at the side of each line."""
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
        cells: list[str] = split._split_row(row)  # noqa: SLF001 (which calls what follows)
        return cells

    def _split(self, row: str) -> list[str]:
        """The cells of a row; a `|` within code, or behind a backslash, parts none."""
        pipes, ticks = [], []
        for sign in self.RE_CODE_PIPES.finditer(row):
            if sign[2] or sign[3]:
                # Of ticks behind a backslash the first does not count, and where they open code not the second either.
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
    """Where code starts and ends: ticks, and the next ones that are as many."""
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
