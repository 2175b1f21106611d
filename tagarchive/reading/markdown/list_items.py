"""List items as people write them: their markers, their lines, and the same items as Python-Markdown reads them.

An item reaches as far as in CommonMark (section 5.2): its lines are indented up to its text, or continue its paragraph.
Python-Markdown wants four spaces for each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SHORTEST = 4
"""Length up to which a line may be a marker without a text."""

STEP = 4
"""Number of spaces by which Python-Markdown indents the content of an item."""

_MARKER = re.compile(r"( {0,3})([*+-]|\d{1,9}[.)])(?: +|$)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_OTHER_BLOCK = re.compile(r" {0,3}(?:#{1,6}(?: |$)|>|`{3}|~{3})")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")


class Line(NamedTuple):
    """A line of a text, without the indent of the blocks around it.

    Attributes:
        text: the line
        number: its number in the text, from 1

    """

    text: str
    number: int


class Marker(NamedTuple):
    """The marker of an item.

    Attributes:
        indent: number of spaces before it
        sign: the marker as Python-Markdown reads it: "*", "+", "-" or a number with a full stop
        width: number of characters up to the text of the item

    """

    indent: int
    sign: str
    width: int

    @property
    def ordered(self) -> bool:
        return self.sign.endswith(".")


class Item(NamedTuple):
    """An item of a list.

    Attributes:
        marker: its marker
        lines: its lines without their indent; the first one is the text after the marker
        source: the same lines as they are written

    """

    marker: Marker
    lines: Sequence[Line]
    source: Sequence[Line]

    @property
    def tight(self) -> bool:
        """True if the item needs no blank line: it has none, and no heading after its first line."""
        return all(line.text.strip() for line in self.source) and not any(
            _HEADING.match(line.text) for line in self.lines[1:]
        )


def marker_of(text: str) -> Marker | None:
    """The marker at the start of a line; None for other lines and for thematic breaks."""
    match = _MARKER.match(text)
    if match is None or _RULE.fullmatch(text):
        return None
    spaces = match.end() - match.end(2)
    # After five spaces, CommonMark has code; here they are the author's way to line up texts.
    width = match.end() if 1 <= spaces <= STEP else match.end(2) + 1
    return Marker(len(match[1]), match[2].replace(")", "."), width)


def interrupts(text: str, marker: Marker) -> bool:
    """True if an item can follow a paragraph without a blank line, as in CommonMark: it has a text, and number 1."""
    return bool(text[marker.width :].strip()) and (not marker.ordered or marker.sign == "1.")


def begins_block(text: str) -> bool:
    """True if a line ends a quote without a blank line: a list, a heading, a thematic break or fenced code."""
    marker = marker_of(text)
    return bool(_OTHER_BLOCK.match(text) or _RULE.fullmatch(text)) or (marker is not None and interrupts(text, marker))


def indent_of(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def items_of(lines: Sequence[Line], start: int) -> Iterator[Item]:
    """The items of the list that begins at line `start`. All have a number, or none has."""
    first = marker_of(lines[start].text)
    marker = first
    while first and marker and marker.ordered == first.ordered:
        end = _end_of_item(lines, start, marker)
        yield _item(lines[start:end], marker)
        start = end
        marker = marker_of(lines[start].text) if start < len(lines) else None


def _end_of_item(lines: Sequence[Line], start: int, marker: Marker) -> int:
    """The index after the last line of an item. Blank lines after it belong to it if another item follows."""
    end, after_blank = start + 1, False
    for at in range(start + 1, len(lines)):
        text = lines[at].text
        if not text.strip():
            after_blank = True
            continue
        if indent_of(text) < min(marker.width, STEP) and _ends_item(text, marker, after_blank=after_blank):
            other = marker_of(text)
            return at if other and other.ordered == marker.ordered else end
        end, after_blank = at + 1, False
    return end


def _ends_item(text: str, marker: Marker, *, after_blank: bool) -> bool:
    """True if a line with less indent than the text of an item does not belong to the item."""
    other = marker_of(text)
    if other:
        # An item of the other kind is meant to be inside where it is indented at all.
        return other.ordered == marker.ordered or other.indent < marker.indent + 2
    return after_blank or bool(_OTHER_BLOCK.match(text) or _RULE.fullmatch(text))


def _item(source: Sequence[Line], marker: Marker) -> Item:
    first, rest = source[0], source[1:]
    width = _inner_width(rest, marker)
    inner = (Line(line.text[min(indent_of(line.text), width) :], line.number) for line in rest)
    return Item(marker, (Line(first.text[marker.width :].lstrip(" "), first.number), *inner), source)


def _inner_width(lines: Sequence[Line], marker: Marker) -> int:
    """The number of spaces that the lines of an item have on account of the item.

    It is `STEP` if all lines have that many, else the width of the marker. Where the least indent means code by only
    one of the two, it is that one. An indent beyond a wide marker is not text.
    """
    indents = [indent_of(line.text) for line in lines if line.text.strip()]
    least = min((indent for indent in indents if indent >= min(marker.width, STEP)), default=STEP)
    if marker.width > STEP:
        return STEP if 2 * STEP <= least < marker.width + STEP else min(marker.width, least)
    means_code = marker.width + STEP <= least < 2 * STEP
    return marker.width if least < STEP or means_code else STEP


def is_same_layout(written: Sequence[Line], laid_out: Sequence[str]) -> bool:
    """True if Python-Markdown reads both as the same list: each line is at the same level."""
    return len(written) == len(laid_out) and all(_same_levels(written, laid_out))


def _same_levels(written: Sequence[Line], laid_out: Sequence[str]) -> Iterator[bool]:
    after_blank = False
    for (text, _), new in zip(written, laid_out, strict=True):
        if text == new and len(text) > SHORTEST:
            after_blank = False
            continue
        yield text.strip() == new.strip()
        before, now = indent_of(text), indent_of(new)
        marker = marker_of(text.lstrip(" "))
        if marker:
            has_text = len(text.strip()) >= marker.width
            yield before // STEP == now // STEP and has_text
        elif after_blank and text.strip():
            yield before == now
        after_blank = not text.strip()
