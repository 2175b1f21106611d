"""Inflections: whether two words are forms of one, by their endings, in languages that write endings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Grade(NamedTuple):
    """Probability that two words are forms of one.

    Attributes:
        score: probability
        weight: share of the company of their tags in the final score

    """

    score: float
    weight: float


_PLURAL = Grade(0.9, 0.08)
_FORM = Grade(0.66, 0.4)
_LOOSE = Grade(0.5, 0.5)

_ENDINGS: Mapping[frozenset[str], tuple[Grade, int]] = {
    frozenset(pair): (grade, least)
    for grade, table in (
        # Plurals that hardly anything else ends like.
        (_PLURAL, {
            ("", "s"): 3, ("", "es"): 4, ("y", "ies"): 3, ("f", "ves"): 3, ("fe", "ves"): 2, ("is", "es"): 4,
            ("us", "i"): 4, ("um", "a"): 4, ("man", "men"): 0, ("o", "oes"): 4, ("ey", "ies"): 3, ("", "en"): 4,
            ("e", "en"): 4, ("", "x"): 4, ("al", "aux"): 3, ("ion", "iones"): 3, ("ao", "oes"): 3, ("ild", "ildren"): 1,
            ("a", "as"): 4, ("o", "os"): 4, ("z", "ces"): 4, ("а", "ы"): 4, ("", "ы"): 4, ("", "и"): 4, ("я", "и"): 4,
            ("ь", "и"): 4, ("", "ов"): 4, ("а", "и"): 4, ("", "ات"): 3, ("ه", "ات"): 3, ("", "ها"): 3, ("", "ler"): 4,
            ("", "lar"): 4, ("ise", "ize"): 3, ("isation", "ization"): 3, ("our", "or"): 3, ("ogue", "og"): 3,
            ("ce", "se"): 4,
        }),
        # Other forms, some of which are other words.
        (_FORM, {
            ("", "ed"): 4, ("", "ing"): 4, ("e", "ing"): 3, ("e", "ed"): 3, ("ed", "ing"): 4, ("s", "ing"): 4,
            ("", "ers"): 5, ("e", "ers"): 4, ("", "d"): 5, ("y", "ied"): 4, ("ical", "ic"): 4, ("re", "er"): 4,
            ("а", "у"): 4, ("а", "е"): 4, ("", "а"): 4, ("", "у"): 4, ("ая", "ый"): 4, ("ий", "ая"): 4, ("ый", "ые"): 4,
            ("ий", "ие"): 4, ("", "er"): 5, ("e", "er"): 4, ("", "al"): 5,
        }),
        # Forms in some languages, and other words in others.
        (_LOOSE, {
            ("", "e"): 4, ("", "n"): 5, ("a", "e"): 5, ("o", "i"): 5, ("a", "o"): 5, ("m", "ns"): 4, ("l", "is"): 4,
            ("on", "a"): 5, ("", "i"): 4, ("", "om"): 5,
        }),
    )
    for pair, least in table.items()
}  # fmt: skip
"""Endings of two forms of a word, with their grade and the least number of letters before them."""


_LONGEST = 4
"""Number of letters that an ending adds at most."""


def inflection(one: str, other: str) -> Grade | None:
    """Probability that two words are forms of one; None if their endings do not say so. Equal words are one."""
    if one == other:
        return Grade(1, 0)
    if one[:2] != other[:2] or abs(len(one) - len(other)) > _LONGEST:
        return None
    start = _common(one, other)
    # The ending may begin within what both have in common, as in policy and policies or in crisis and crises.
    for cut in range(start, max(start - 4, -1), -1):
        grade, least = _ENDINGS.get(frozenset((one[cut:], other[cut:])), (None, 0))
        if grade and cut >= least:
            return grade if cut > 3 or grade is not _PLURAL or cut + len(one[cut:]) > 4 else _LOOSE
    if _is_doubled(one, other, start):
        return _FORM
    is_other_script = not one.isascii() and start >= 4 and max(len(one), len(other)) - start <= 2
    return _LOOSE if is_other_script else None


def _is_doubled(one: str, other: str, start: int) -> bool:
    """True if the longer word doubles the last letter of the shorter one before its ending, as blogging does."""
    short, long = sorted((one, other), key=len)
    return start == len(short) >= 3 and long[start:] in {short[-1] + ending for ending in ("ing", "ed", "er", "ers")}


def _common(one: str, other: str) -> int:
    """Number of letters that two words begin with alike."""
    both = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in both if a != b), min(len(one), len(other)))
