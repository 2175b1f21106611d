"""A text that is rewritten from start to end: what replaces a call, and what is said of calls that nobody knows."""

from __future__ import annotations

import re
from typing import NamedTuple

from tagarchive.importing.generators.calls import Meaning
from tagarchive.importing.generators.markdown_text import line_at
from tagarchive.importing.inputs.items import Lost, Noted, Remark
from tagarchive.importing.inputs.texts import shortened

_LONGEST_INDENT = 200
_INDENT = re.compile(r"[ \t>]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_FILLED_LINE = re.compile(r"[ \t>]*[^\s>]")
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
        self._counted = (0, line)

    def line_at(self, offset: int) -> int:
        """The line of a place; places are asked for in order, more or less."""
        counted, line = self._counted
        if offset < counted:
            return line_at(self.text, offset, self.line)
        self._counted = (offset, line + self.text.count("\n", counted, offset))
        return self._counted[1]

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
    # Only so much is looked at, since a line may be very long.
    near = text[max(0, start - _LONGEST_INDENT) : start]
    before = near.rpartition("\n")[2]
    after = _REST_OF_LINE.match(text, end)
    if after is None or not _INDENT.fullmatch(before) or len(before) == _LONGEST_INDENT:
        return meaning.inline
    # Code in a list has the indent of the list already.
    lines = (line.removeprefix(before) if not before.strip() else line for line in meaning.block.split("\n"))
    block = f"\n{before}".join(lines)
    if meaning.block == meaning.inline:
        return block
    line_start = start - len(before)
    is_below = _FILLED_LINE.match(text, after.end())
    is_above = line_start > 0 and _is_filled(text[max(0, line_start - _LONGEST_INDENT) : line_start - 1])
    head, tail = f"\n{before}" if is_above else "", f"\n{before.rstrip()}" if is_below else ""
    return f"{head}{block}{tail}"


def _is_filled(above: str) -> bool:
    """True if the last line of a text holds more than spaces and signs of quotations."""
    return bool(above.rpartition("\n")[2].strip(" \t>"))
