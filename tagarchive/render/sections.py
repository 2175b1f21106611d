"""Sections: the articles of a list by year or month, with anchors to which charts lead, and terms by their letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.views.articles import Card
from tagarchive.views.lists import TermSummary

_YEAR, _MONTH, _DAY = 4, 7, 10
"""Length of the prefix of an ISO date that names the year, the month, and the day."""


class Entry(msgspec.Struct, frozen=True):
    """An article of a section.

    Attributes:
        card: the article
        anchor: id of the article if it is the first of its month on the page and no heading has the id; else empty

    """

    card: Card
    anchor: str


class CardSection(msgspec.Struct, frozen=True):
    """A section of a list.

    Attributes:
        id: id of its heading; empty if the list has one section only, without a heading
        first: first day of its year or month
        entries: its articles

    """

    id: str
    first: Moment
    entries: tuple[Entry, ...]


def in_sections(cards: Sequence[Card], by: str = "year") -> tuple[CardSection, ...]:
    """The articles of a list in sections by `year` or by `month`, in the order of the list.

    Usage: `{% for section in cards | in_sections %}`. A section has an `id`, the `first` day of its year or
    month, and `entries`, each with its `card` and an `anchor`. Articles of a single year are one section without an id.
    """
    width = _MONTH if by == "month" else _YEAR
    parted = by == "month" or len({card.date.year for card in cards}) > 1
    found: list[tuple[str, list[Entry]]] = []
    met: set[str] = set()
    for card in cards:
        text = card.date.text
        period, month = text[:width], text[:_MONTH]
        if not found or (parted and period not in met):
            found.append((period, []))
        found[-1][1].append(Entry(card, "" if month in met or by == "month" else f"month-{month}"))
        met |= {period, month}
    return tuple(
        CardSection(f"{by}-{period}" if parted else "", Moment(f"{period}-01-01"[:_DAY]), tuple(entries))
        for period, entries in found
    )


class LetterSection(msgspec.Struct, frozen=True):
    """A section of a list of terms.

    Attributes:
        letter: the letter that its names begin with, in the language of the site
        terms: its terms

    """

    letter: str
    terms: tuple[TermSummary, ...]


def by_letter(terms: Iterable[TermSummary]) -> tuple[LetterSection, ...]:
    """Terms in sections by `initial`, in the order of the list.

    Usage: `{% for section in terms | by_letter %}`. A section has a `letter` and `terms`.
    """
    return tuple(LetterSection(letter, tuple(within)) for letter, within in groupby(terms, lambda term: term.initial))
