"""Texts in boxes: lines that fit, in the largest size that does. Pure: measures are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tagarchive.render.cards.breaks import Piece, clusters, pieces

Measure = Callable[[str], float]
"""The width of a text at a size of 1."""


class Box(NamedTuple):
    """The room for a text.

    Attributes:
        width: width in pixels
        height: height in pixels
        sizes: sizes of letters in pixels that suit, largest first
        leading: distance of lines, in multiples of the size

    """

    width: float
    height: float
    sizes: Sequence[int]
    leading: float

    def most_lines(self, size: int) -> int:
        return max(1, int(self.height / (size * self.leading)))


class Fitted(NamedTuple):
    """A text that fits into its box.

    Attributes:
        size: size of its letters in pixels
        lines: its lines

    """

    size: int
    lines: tuple[str, ...]


def fitted(text: str, box: Box, measure: Measure, ellipsis: str = "…") -> Fitted:
    """A text in the largest size in which it fits; in the smallest, what has no room is cut off with an ellipsis."""
    parts = [(piece, measure(piece.text)) for piece in pieces(text)]
    space = measure(" ")
    for size in box.sizes:
        width = box.width / size
        if all(wide <= width for _, wide in parts):
            rows = _rows(parts, space, width)
            if len(rows) <= box.most_lines(size):
                return Fitted(size, tuple(map(_line, _balanced(parts, space, width, len(rows)))))
    size = box.sizes[-1]
    width = box.width / size
    small = [(one, measure(one.text)) for piece, wide in parts for one in _divided(piece, wide, width, measure)]
    rows = _rows(small, space, width)
    most = box.most_lines(size)
    lines = [_line(row) for row in rows[:most]]
    if len(rows) > most:
        lines[-1] = _cut(lines[-1], width, measure, ellipsis)
    return Fitted(size, tuple(lines))


Measured = Sequence[tuple[Piece, float]]
"""Parts of a text, each with its width at a size of 1."""


def _rows(parts: Measured, space: float, width: float) -> list[list[Piece]]:
    """Lines as full as they can be."""
    rows: list[list[Piece]] = [[]]
    filled = 0.0
    for piece, wide in parts:
        gap = space if rows[-1] and rows[-1][-1].spaced else 0.0
        if rows[-1] and filled + gap + wide > width:
            rows.append([])
            filled = gap = 0.0
        rows[-1].append(piece)
        filled += gap + wide
    return rows


def _balanced(parts: Measured, space: float, width: float, count: int) -> list[list[Piece]]:
    """As many lines, of about the same length: as narrow as that number allows."""
    narrow, wide = max((wide for _, wide in parts), default=0.0), width
    for _ in range(12):
        middle = (narrow + wide) / 2
        if len(_rows(parts, space, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return _rows(parts, space, wide)


def _line(row: Sequence[Piece]) -> str:
    return "".join(piece.text + (" " if piece.spaced else "") for piece in row).rstrip()


def _divided(piece: Piece, wide: float, width: float, measure: Measure) -> Iterator[Piece]:
    """The parts of a part that is wider than a line, such as a long address; else the part itself."""
    if wide <= width:
        yield piece
        return
    row = ""
    for cluster in clusters(piece.text):
        if row and measure(row + cluster) > width:
            yield Piece(row, spaced=False)
            row = ""
        row += cluster
    yield Piece(row, piece.spaced)


def _cut(line: str, width: float, measure: Measure, ellipsis: str) -> str:
    """The beginning of a line that has room for an ellipsis; of words or signs, none in part."""
    parts = list(pieces(line))
    while len(parts) > 1 and measure(_line(parts) + ellipsis) > width:
        parts.pop()
    text = _line(parts)
    signs = list(clusters(text))
    while len(signs) > 1 and measure("".join(signs) + ellipsis) > width:
        signs.pop()
    return "".join(signs).rstrip(" ,;:、，；：-–—") + ellipsis
