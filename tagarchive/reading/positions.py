"""Locations in a file: the line and column of an offset, and of a text that the file contains."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from html import escape

from tagarchive.core.errors import Location

_FEW = 50
"""Number of searches before an index is built."""

_GRAM = 6
"""Length of the keys of the index, in characters."""


class Places:
    """The locations in one file; the text after its front matter starts at `offset`."""

    def __init__(self, text: str, offset: int, path: str) -> None:
        self._text = text
        self._offset = offset
        self.path = path
        self._known: dict[str, Location] = {}
        self._searches = 0

    def at(self, offset: int) -> Location:
        """The location of the character at an offset in the file."""
        line = bisect_right(self._lines, offset)
        return Location(self.path, line, offset - self._lines[line - 1] + 1)

    def of_line(self, number: int) -> Location:
        """The start of a line, counted from 1 at the end of the front matter."""
        return Location(self.path, self.at(self._offset).line + number - 1, 1)

    def of(self, written: str) -> Location:
        """The first location of a text: after the front matter, or else anywhere, or else the start of the file."""
        known = self._known.get(written)
        if known is None:
            forms = dict.fromkeys((written, escape(written)))
            offsets = (self._find(form, start) for start in (self._offset, 0) for form in forms)
            known = self._known[written] = self.at(next((offset for offset in offsets if offset >= 0), 0))
        return known

    def of_link(self, address: str) -> Location:
        """The first location of the address of a link. A word may stand in the text too, so it follows a bracket."""
        bracket = self.of(f"]({address}") if address.isalnum() else self.at(0)
        if bracket == self.at(0):
            return self.of(address)
        return Location(bracket.path, bracket.line, bracket.column + 2)

    def element_at(self, written: str) -> str:
        """The tag of HTML that holds the first place of a text; empty if that is in no tag."""
        offset = self._find(written, self._offset)
        start, end = self._text.rfind("<", 0, max(offset, 0)), self._text.find(">", max(offset, 0))
        tag = self._text[start : end + 1] if offset >= 0 and 0 <= start < end else ""
        return tag if tag.find(">") == len(tag) - 1 else ""

    @cached_property
    def _lines(self) -> list[int]:
        starts = [0]
        while (end := self._text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts

    def _find(self, form: str, start: int) -> int:
        self._searches += 1
        if self._searches > _FEW and len(form) >= _GRAM:
            earliest = self._earliest(form)
            return -1 if earliest is None else self._text.find(form, max(start, earliest))
        return self._text.find(form, start)

    def _earliest(self, form: str) -> int | None:
        """A lower bound of the offset of a form, from the index of its parts; None if a part does not occur."""
        earliest = 0
        for n in range(len(form) - _GRAM + 1):
            first = self._first.get(form[n : n + _GRAM])
            if first is None:
                return None
            earliest = max(earliest, first - n)
        return earliest

    @cached_property
    def _first(self) -> dict[str, int]:
        """The index: the first offset of each part of the text of length `_GRAM`."""
        text = self._text
        return {text[at : at + _GRAM]: at for at in range(len(text) - _GRAM, -1, -1)}
