"""Causes of faults in YAML: a look at the lines of a block that the parser refuses.

The parser tells where it can't go on, which may be far below the mistake: a quote that is not closed ends the block. So
the lines are read again from the top, as a person reads them, and each that YAML can't mean is told with its cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tagarchive.reading.written_values import shortened
from tagarchive.reading.yaml_values import KEY, Value, is_block, read_value

_LONGEST = 200
"""Maximum number of lines of a value in which its end is looked for."""

_MOST = 20
"""Maximum number of mistakes that are told of one block."""

_ITEM = re.compile(r"(?:-[ \t]+)+|-$")
_CLOSE_ITEM = re.compile(r"-(?=[^\s-])")
_BULLET = re.compile(r"(?P<bullet>[*+\u2022\u2013\u2014])[ \t]+(?=\S)")
_CLOSE_KEY = re.compile(r"(?P<key>[\w-]+):(?!//)(?P<value>\S.*)")
_OTHER_SIGN = re.compile(r"(?P<key>[\w-]+)(?::[\u00a0\u2007\u202f\u200b\u3000]+|\s*\uff1a\s*)(?P<value>.*)")
_ASSIGNED = re.compile(r"(?P<key>[\w-]+)\s*=\s*(?P<value>.*)")
_FIELD = re.compile(r"[a-z_]+")


class Fault(NamedTuple):
    """A mistake in a block of YAML.

    Attributes:
        line: number of its line, from 0
        column: number of its first character in the line, from 0
        message: what was found
        hint: the line as it should be, or what to do

    """

    line: int
    column: int
    message: str
    hint: str


class _Line(NamedTuple):
    """A line of YAML.

    Attributes:
        number: its number, from 0
        indent: number of spaces before it
        text: the line without these, and without those at its end
        is_after_gap: True if the line before it is empty

    """

    number: int
    indent: int
    text: str
    is_after_gap: bool = False

    def fault(self, message: str, hint: str, at: int = 0) -> Fault:
        return Fault(self.number, self.indent + at, message, hint)


_START = _Line(-1, 0, "")


def faults(text: str) -> Iterator[Fault]:
    """The first mistakes in a block of YAML that can't be read, in order. Empty if none is known."""
    return islice(_Reading(text).faults(), _MOST)


class _Reading:
    """A reading of the lines of a block.

    Attributes:
        lines: the lines
        at: number of the next line
        above: the last line with a key or an item; its indent is that of the key
        value: value that begins on that line, as it is written

    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.at = 0
        self.above = _START
        self.value = ""

    def faults(self) -> Iterator[Fault]:
        is_after_gap = False
        while self.at < len(self.lines):
            raw = self.lines[self.at]
            line = _Line(self.at, _indent(raw), raw.strip(" "), is_after_gap)
            self.at += 1
            is_after_gap = not line.text.strip()
            if not is_after_gap and not line.text.startswith("#"):
                yield from self.mistakes(line)

    def mistakes(self, line: _Line) -> Iterator[Fault]:
        """The mistakes of a line and of the value that begins on it."""
        item = _ITEM.match(line.text)
        start = item.end() if item else 0
        key = KEY.match(line.text, start)
        if line.text.startswith("\t"):
            meant = f"{' ' * line.indent}  {shortened(line.text)}"
            yield line.fault("found a tab at the start of a line, expected spaces", f"write `{meant}`")
        elif key and (item or not self.is_below_value(line)):
            yield from self.keyed(line, start, key)
        elif item:
            yield from self.valued(line, start, start, "- ")
        else:
            yield from self.odd(line)

    def is_below_value(self, line: _Line) -> bool:
        """True for a line that goes on with the value of the line above."""
        return line.indent > self.above.indent and bool(self.value)

    def keyed(self, line: _Line, start: int, key: re.Match[str]) -> Iterator[Fault]:
        """The mistakes of a line with a key, which begins at an offset in its text."""
        if self.above is _START and any(_indent(raw) < line.indent and KEY.match(raw) for raw in self.lines[self.at :]):
            yield line.fault("found spaces before the first key, expected none", f"write `{shortened(line.text)}`")
        name, value = key["key"].rstrip(), line.text[key.end() :]
        if start and not _FIELD.fullmatch(name) and KEY.search(value):
            yield from self.valued(line, start, start, "- ")
        else:
            yield from self.valued(line, start, key.end(), f"{name}: ")

    def valued(self, line: _Line, start: int, offset: int, before: str) -> Iterator[Fault]:
        """The mistakes of a value at an offset in its line, whose key or item begins at `start`."""
        self.above, self.value = line._replace(indent=line.indent + start), line.text[offset:]
        if is_block(self.value):
            while self.at < len(self.lines) and self.is_in_block(self.lines[self.at], line):
                self.at += 1
            return
        following = self.lines[self.at : self.at + _LONGEST]
        found = read_value(Value("\n".join([self.value, *following]), self.above.indent, before))
        self.at += found.rows - 1
        if found.message:
            yield line.fault(found.message, found.hint, offset)

    @staticmethod
    def is_in_block(raw: str, line: _Line) -> bool:
        return not raw.strip() or _indent(raw) > line.indent

    def odd(self, line: _Line) -> Iterator[Fault]:
        """The mistake of a line without a key and an item, or with one at a wrong place."""
        mistake = self.of_item(line.text) or self.of_key(line)
        if mistake:
            yield line.fault(*mistake)
            self.above, self.value = line, ""

    def of_item(self, text: str) -> tuple[str, str] | None:
        """The mistake of a line that is meant as an item of a list."""
        if self.value and not self.above.text.startswith("-"):
            return None
        if _CLOSE_ITEM.match(text):
            message = f"found “{shortened(text)}”, an item of a list without a space after its hyphen"
            return message, f"write `- {shortened(text[1:])}`"
        if bullet := _BULLET.match(text):
            message = f"found {bullet['bullet']} before an item of a list, expected a hyphen"
            return message, f"write `- {shortened(text[bullet.end() :])}`"
        return None

    def of_key(self, line: _Line) -> tuple[str, str] | None:
        """The mistake of a line that is meant as a key, or that belongs to the text below the block."""
        text = line.text
        if self.is_below_value(line):
            return self._too_deep(text) if KEY.match(text) else None
        if meant := _OTHER_SIGN.match(text):
            message = f"found a colon after {meant['key']} with no plain space, or one of another script"
        elif meant := _CLOSE_KEY.match(text):
            message = f"found “{shortened(text)}” without a space after the colon"
        elif meant := _ASSIGNED.match(text):
            message = f"found “{shortened(text)}”, which is TOML, expected a colon"
        else:
            if line.is_after_gap:
                self.at = len(self.lines)  # No line of a text is a mistake of its own.
            hint = "if this is where the text starts, write a line `---` before it" if line.is_after_gap else ""
            return f"found “{shortened(text)}”, expected a line of `key: value`", hint
        return message, f"write `{meant['key']}: {shortened(meant['value'])}`"

    def _too_deep(self, text: str) -> tuple[str, str]:
        above = KEY.match(self.above.text)
        name = above["key"].rstrip() if above else "the line above"
        message = f"found “{shortened(text)}” with more spaces before it than {name}, which has its value already"
        return message, f"write `{shortened(text)}` below the first letter of {name}"


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip(" "))
