"""Code spans and emphasis, for a text that does not change while a rule is applied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor, DelimiterProcessor, InlineProcessor
from markdown.util import AMP_SUBSTITUTE

BEHIND_A_SPAN = re.compile(r"((?:\\{2})+)(?=`+)|`")
"""Start of a code span directly after a match of any rule."""


LONGEST_SIMPLE = 2
"""Maximum length of a delimiter for either emphasis (one sign) or strong emphasis (two). A longer one means both."""

_DELIMITER = re.compile(r"\*+|_+|~+")


class Ticks:
    """The runs of backticks in a text, by number."""

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
        """The number of the next run of a length after run `n`; None if there is none."""
        runs = self.by_length.get(length, [])
        at = bisect_right(runs, n)
        return runs[at] if at < len(runs) else None


class CodeSpan(BacktickInlineProcessor):
    """A code span between two runs of backticks of the same length."""

    def __init__(self) -> None:
        super().__init__(BACKTICK_RE)
        self._ticks = Ticks("")

    def find_code_spans(self, start: int, text: str) -> Any:
        """The start and end offsets of the code that backticks at `start` open; the end is None if there is none.

        Without a later run of the same length, the longest later run ends the code if it is shorter. Of several such
        runs, the first one counts.
        """
        if self._ticks.text is not text:
            self._ticks = Ticks(text)
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
        # The library skips the backticks and as many characters after them.
        return 2 * end - start, None


class Emphasis(DelimiterProcessor):
    """Emphasis. Results that the library finds together are returned one by one, with offsets in the unchanged text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        return self._simple(m.start(), data) or super().handleMatch(m, data)

    def _simple(self, start: int, data: str) -> tuple[Element, int, int] | None:
        """Emphasis that the next delimiter closes; None in other cases. Most emphasis is such, and this is faster."""
        opening = None if self.regions else self.get_match(data, start)
        if opening is None or opening.lastgroup == "end" or len(opening[0]) > LONGEST_SIMPLE:
            return None
        closing = _DELIMITER.search(data, opening.end())
        if closing is None or closing[0] != opening[0]:
            return None
        delimiter = self.delimiters[closing[0][0]]
        if delimiter.double and len(closing[0]) < LONGEST_SIMPLE:
            return None
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


class EscapedAmpersand(InlineProcessor):
    """The rule for an escaped ampersand. By the library's rule for escapes, an escaped `&copy;` would show its sign."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ARG002, N802
        return f"{AMP_SUBSTITUTE}amp;", m.start(), m.end()
