"""The words of a file of a search index, divided among parts of the index: each has all words, with its own pages.

A list of words is `[[word, pages, forms], …]`, of which `forms` are `[form, pages]` with other marks. A page is its
distance to the one before, and two lists of numbers. Millions of pages are read as bytes, for lists take ten times as
long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tagarchive.render.search.cbor import LIST, NUMBER, TEXT, beginning, head

_NATURAL = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a....)"
_NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_NUMBERS = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)" + _NUMBER + rb"*+"
_PAGE = re.compile(rb"\x83(" + _NATURAL + rb")(" + _NUMBERS + _NUMBERS + rb")", re.DOTALL)
_PAGES = re.compile(rb"(?:\x83" + _NATURAL + _NUMBERS + _NUMBERS + rb")*+", re.DOTALL)


def _step(distance: int) -> bytes:
    """The beginning of a page that is so far from the one before."""
    return b"\x83" + head(NUMBER, distance)


_STEPS = tuple(map(_step, range(256)))


def divided(data: bytes, places: Sequence[tuple[int, int]], number: int) -> list[bytes]:
    """An encoded list of words for each of so many parts.

    `places` has for each page the number of its part and its place there. Raises `ValueError` if the encoding has an
    unknown form.
    """
    division = _Division(data, places, number)
    division.copy_list()
    for _ in range(division.copy_list()):
        division.copy_word()
        for _ in range(division.copy_list()):
            division.copy_word()
    if division.at != len(data):
        raise ValueError("more follows the words")
    return [b"".join(part) for part in division.parts]


class _Division:
    """The parts of an encoding that is read once.

    Attributes:
        parts: what each part has so far
        at: where the rest of the encoding begins

    """

    def __init__(self, data: bytes, places: Sequence[tuple[int, int]], number: int) -> None:
        self.data, self.places, self.number = data, places, number
        self.parts: list[list[bytes]] = [[] for _ in range(number)]
        self.at = 0

    def copy_list(self) -> int:
        """The length of the list that begins here. Each part has a list of this length."""
        kind, length, end = beginning(self.data, self.at)
        if kind != LIST:
            raise ValueError(f"found a value of kind {kind}, expected a list")
        self._copy(end)
        return length

    def copy_word(self) -> None:
        """Copies a word and divides its pages."""
        self.copy_list()
        kind, length, end = beginning(self.data, self.at)
        if kind != TEXT:
            raise ValueError(f"found a value of kind {kind}, expected a text")
        self._copy(end + length)
        _, length, start = beginning(self.data, self.at)
        run = _PAGES.match(self.data, start)
        end = run.end() if run else start
        pages = _PAGE.findall(self.data, start, end)
        if len(pages) != length:
            raise ValueError(f"found {len(pages)} pages, expected {length}")
        self._divide(pages)
        self.at = end

    def _copy(self, end: int) -> None:
        for part in self.parts:
            part.append(self.data[self.at : end])
        self.at = end

    def _divide(self, pages: Sequence[tuple[bytes, bytes]]) -> None:
        found: list[list[tuple[int, bytes]]] = [[] for _ in range(self.number)]
        page = 0
        for distance, rest in pages:
            page += distance[0] if len(distance) == 1 else int.from_bytes(distance[1:], "big")
            owner, place = self.places[page]
            found[owner].append((place, rest))
        for part, own in zip(self.parts, found, strict=True):
            part.append(head(LIST, len(own)))
            last = 0
            for place, rest in sorted(own):
                step = place - last
                part.append((_STEPS[step] if step < len(_STEPS) else _step(step)) + rest)
                last = place
