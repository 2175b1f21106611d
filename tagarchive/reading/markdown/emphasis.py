"""Code spans and emphasis in a line, for a text that stays as it is while a rule goes over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor, DelimiterProcessor

BEHIND_A_SPAN = re.compile(r"((?:\\{2})+)(?=`+)|`")
"""Where a code span begins right behind what another rule, or this one, found."""


LONGEST_SIMPLE = 2
"""Delimiters of one or two signs are emphasis or strong emphasis; longer ones are both."""

_DELIMITER = re.compile(r"\*+|_+")


class _Ticks:
    """The runs of ticks in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        runs = [run.span() for run in re.finditer("`+", text)]
        self.starts = [start for start, _ in runs]
        self.ends = [end for _, end in runs]
        self.by_length: defaultdict[int, list[int]] = defaultdict(list)
        for n, (start, end) in enumerate(runs):
            self.by_length[end - start].append(n)
        self.longest_from = list(range(len(runs)))
        for n in reversed(range(len(runs) - 1)):
            later = self.longest_from[n + 1]
            self.longest_from[n] = n if self.length(n) >= self.length(later) else later

    def length(self, n: int) -> int:
        return self.ends[n] - self.starts[n]

    def run_at(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def next_of(self, length: int, n: int) -> int | None:
        """The next run of a length after the `n`th one."""
        runs = self.by_length.get(length, [])
        at = bisect_right(runs, n)
        return runs[at] if at < len(runs) else None


class CodeSpan(BacktickInlineProcessor):
    """Code between ticks, and as many ticks."""

    def __init__(self) -> None:
        super().__init__(BACKTICK_RE)
        self._ticks = _Ticks("")

    def find_code_spans(self, start: int, text: str) -> Any:
        """Where code starts that ticks at `start` open, and where it ends if it does.

        Without as many ticks behind it, the first of the longest runs that are shorter ends it.
        """
        if self._ticks.text is not text:
            self._ticks = _Ticks(text)
        ticks = self._ticks
        run = ticks.run_at(start)
        end = ticks.ends[run]
        closing = ticks.next_of(end - start, run)
        if closing is not None:
            return end, ticks.starts[closing]
        if run + 1 < len(ticks.starts):
            longest = ticks.longest_from[run + 1]
            length = ticks.length(longest)
            if length < end - start:
                return start + length, ticks.ends[longest] - length
        # Past the ticks, and as many signs more: so does the library.
        return 2 * end - start, None


class Emphasis(DelimiterProcessor):
    """Emphasis; what was found at once is returned one by one, from a text that has not changed."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        return self._simple(m.start(), data) or super().handleMatch(m, data)

    def _simple(self, start: int, data: str) -> tuple[Element, int, int] | None:
        """Emphasis whose delimiter is the next one again: most of it is, and it takes a quarter of the time so."""
        opening = None if self.regions else self.get_match(data, start)
        if opening is None or opening.lastgroup == "end" or len(opening[0]) > LONGEST_SIMPLE:
            return None
        closing = _DELIMITER.search(data, opening.end())
        if closing is None or closing[0] != opening[0]:
            return None
        delimiter = self.delimiters[closing[0][0]]
        ended = delimiter.boundary.match(data, closing.start())
        if ended is None or ended.lastgroup == "start":
            return None
        element = Element(delimiter.tags[0 if len(closing[0]) == LONGEST_SIMPLE else 1])
        element.text = data[opening.end() : closing.start()]
        return element, start, closing.end()

    def get_cached_result(self, pos: int, data: str) -> tuple[Element, int, int]:
        first = self.regions[self.cache_index]
        offset = pos - self.cache_pos
        library: Any = self
        element, count = library._build_element(data, self.cache_index, offset)  # noqa: SLF001
        self.increment_next_position(first[0], count)
        return element, first[0] + offset, first[3] + offset
