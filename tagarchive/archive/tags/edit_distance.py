"""Edits between two words: the fewest that turn one into the other, and whether a typing error makes them."""

from __future__ import annotations

from typing import NamedTuple

_VOWELS = frozenset("aeiouyаеиоуыэюяё")

_VARIANTS = frozenset(
    frozenset(pair) for pair in ("sz", "ck", "iy", "vw", "dt", "bp", "uv", "gj", "qk", "oa", "ei", "ou", "eo")
)
"""Letters that spellings of one word swap, as in organise and organize."""


class Edits(NamedTuple):
    """The edits between two words.

    Attributes:
        number: number of letters that are added, left out, replaced or swapped with their neighbour
        slips: number of these that change the sound little: doubled or swapped letters, and variants
        is_first: True if the first letters differ
        is_replaced: True if the words are as long as each other

    """

    number: int
    slips: int
    is_first: bool
    is_replaced: bool


def edits(one: str, other: str, most: int) -> Edits | None:
    """The edits between two words; None if there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    before = one[start - 1] if start else ""
    after = one[len(one) - end] if end else ""
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) > most + 2:
        return None
    found = _least(left, right)
    if found > most:
        return None
    return Edits(found, _slips(left, right, before, after), start == 0, len(one) == len(other))


def _least(one: str, other: str) -> int:
    """The number of edits between two short texts (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _slips(left: str, right: str, before: str, after: str) -> int:
    """The number of slips between the parts of two words that differ; `before` and `after` stand beside these."""
    if len(left) == len(right):
        if len(left) == 2 and left == right[::-1]:
            return 1
        return sum(_are_variants(a, b) for a, b in zip(left, right, strict=True) if a != b)
    longer, shorter = sorted((left, right), key=len, reverse=True)
    is_doubled = not shorter and len(longer) == 1 and longer in (before, after)
    return int(is_doubled)


def _are_variants(one: str, other: str) -> bool:
    return frozenset((one, other)) in _VARIANTS or (one in _VOWELS and other in _VOWELS)
