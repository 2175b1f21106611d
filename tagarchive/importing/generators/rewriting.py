"""A text that is rewritten from start to end: what replaces a call, and what is said of calls that nobody knows."""

from __future__ import annotations

import re
from typing import NamedTuple

from tagarchive.importing.generators.calls import Meaning
from tagarchive.importing.generators.markdown_text import line_at
from tagarchive.importing.items import Lost, Noted, Remark
from tagarchive.importing.texts import shortened

DEEPEST = 8
"""Maximum depth of calls in one another."""


class Rewritten(NamedTuple):
    """A text, and what is to be said of it."""

    text: str
    remarks: tuple[Remark, ...] = ()


class Rewriting:
    """The rewriting of one text.

    Attributes:
        text: the text as it is in the input
        line: line of the file at which it starts

    """

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.line = line
        self.remarks: list[Remark] = []
        self._pieces: list[str] = []
        self._done = 0

    def line_at(self, offset: int) -> int:
        return line_at(self.text, offset, self.line)

    def replace(self, start: int, end: int, new: str | Meaning) -> None:
        """Replaces a part of the text. Parts come in order."""
        self._pieces.append(self.text[self._done : start])
        self._pieces.append(new if isinstance(new, str) else placed(new, self.text, start, end))
        self._done = end

    def lose(self, start: int, end: int) -> None:
        """Says that a call stays visible."""
        self.remarks.append(Lost("shortcode", shortened(self.text[start:end]), self.line_at(start)))

    def note(self, offset: int, text: str) -> None:
        self.remarks.append(Noted(text, self.line_at(offset)))

    def finished(self) -> Rewritten:
        return Rewritten("".join([*self._pieces, self.text[self._done :]]), tuple(self.remarks))


def placed(meaning: Meaning, text: str, start: int, end: int) -> str:
    """The form of a meaning that fits its place: a block if nothing else is on its lines."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line_start:start], text[end : line_end if line_end >= 0 else len(text)]
    if after.strip() or not re.fullmatch(r"[ \t>]*", before):
        return meaning.inline
    block = f"\n{before}".join(meaning.block.split("\n"))
    if meaning.block == meaning.inline:
        return block
    above = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : max(line_start - 1, 0)]
    below = text[line_end + 1 : _end_of_line(text, line_end + 1)] if line_end >= 0 else ""
    head = f"\n{before}" if line_start and above.strip(" \t>") else ""
    tail = f"\n{before.rstrip()}" if below.strip(" \t>") else ""
    return f"{head}{block}{tail}"


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
