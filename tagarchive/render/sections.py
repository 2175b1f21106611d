"""Sections: the articles of a list by year or month, with anchors to which charts lead, and terms by their letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.render.persian_calendar import persian_day
from tagarchive.views.articles import Card
from tagarchive.views.common import SiteView
from tagarchive.views.lists import TermSummary

_MONTH, _DAY = 7, 10
"""Length of the prefix of an ISO date that names the month, and the day."""


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


def in_sections(cards: Sequence[Card], by: str = "year", site: SiteView | None = None) -> tuple[CardSection, ...]:
    """The articles of a list in sections by `year` or by `month`, in the order of the list.

    Usage: `{% for section in cards | in_sections("year", site) %}`. Years are those of the calendar of the site, months
    are Gregorian. A section has an `id`, the `first` day of its year or month (in the calendar of Iran the day of its
    first article), and `entries`, each with its `card` and an `anchor`. Articles of a single year are one section
    without an id.
    """
    is_persian = by == "year" and site is not None and site.calendar == "persian"
    period_of = _persian_year if is_persian else _month if by == "month" else _year
    parted = by == "month" or len(set(map(period_of, cards))) > 1
    found: list[tuple[str, list[Entry]]] = []
    met: set[str] = set()
    for card in cards:
        period, month = period_of(card), f"month-{_month(card)}"
        if not found or (parted and period not in met):
            found.append((period, []))
        found[-1][1].append(Entry(card, "" if month in met or by == "month" else month))
        met |= {period, month}
    return tuple(
        CardSection(f"{by}-{period}" if parted else "", _first(period, entries, is_persian), tuple(entries))
        for period, entries in found
    )


def _first(period: str, entries: Sequence[Entry], is_persian: bool) -> Moment:  # noqa: FBT001 (private)
    return Moment(entries[0].card.date.day if is_persian else f"{period}-01-01"[:_DAY])


def _year(card: Card) -> str:
    return card.date.year


def _month(card: Card) -> str:
    return card.date.text[:_MONTH]


def _persian_year(card: Card) -> str:
    return str(persian_day(date.fromisoformat(card.date.day)).year)


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
