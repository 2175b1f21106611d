"""Article counts over time: the tags with the most articles, the months of a year, and the activity of a term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from tagarchive.archive.model import Archive, Articles, PlacedDocument, Term
from tagarchive.core.dates import Moment
from tagarchive.core.digests import digest, key_of
from tagarchive.core.urls import Address
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article, Order
from tagarchive.views.charts import Activity, Calendar, Month, Period, Trend, Trends

BUSIEST = 8
"""Number of tags in the chart."""

MOST_PERIODS = 36
"""Limit for the number of periods. A longer archive is shown by years, or else by decades."""

FEWEST = 8
"""Number of articles from which a term has a chart."""

_HIGH = 20
_HIGH_ACTIVITY = 40
_DECADE, _YEAR, _MONTH = 3, 4, 7
"""Length of the prefix of an ISO date that names the decade, the year, and the month."""


class Row(msgspec.Struct, frozen=True):
    """A tag and its number of articles.

    Attributes:
        name: name of the tag
        address: address of its archive
        count: number of articles
        counts: number of articles in each period

    """

    name: str
    address: Address
    count: int
    counts: tuple[int, ...]


class Busiest:
    """The tags with the most articles, by period. They are counted when that is asked for.

    Attributes:
        tags: the tags, most articles first
        articles: all articles

    """

    def __init__(self, tags: Sequence[Term], articles: tuple[PlacedDocument[Article], ...]) -> None:
        self.tags = tags
        self.articles = articles

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods, as prefixes of ISO dates."""
        # Articles are in order of time, which can differ from the order of their local dates.
        dates = [placed.document.date.text for placed in self.articles]
        return _periods(min(dates)[:_MONTH], max(dates)[:_MONTH])

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The number of articles of each tag in each period."""
        return tuple(_row(tag, self.periods) for tag in self.tags)

    @property
    def key(self) -> str:
        return key_of(*self.periods, *map(digest, self.rows))

    def view(self, site: SiteContext) -> Trends:
        return Trends(
            periods=tuple(_first_day(period) for period in self.periods),
            monthly=any(len(period) == _MONTH for period in self.periods),
            width=4 * len(self.periods),
            tags=tuple(_trend(site, row) for row in self.rows),
        )


def busiest(archive: Archive) -> Busiest | None:
    """The tags with the most articles; None if the archive has no tags."""
    if not archive.tags:
        return None
    return Busiest(sorted(archive.tags, key=lambda tag: -len(tag.articles))[:BUSIEST], archive.articles)


def _row(tag: Term, periods: Sequence[str]) -> Row:
    width = len(periods[0])
    counts = Counter([placed.document.date.text[:width] for placed in tag.articles])
    return Row(tag.name, tag.address, len(tag.articles), tuple(counts[period] for period in periods))


def _periods(first: str, last: str) -> tuple[str, ...]:
    """The periods from one month to another, as months, years or decades."""
    years = [f"{year:04}" for year in range(int(first[:_YEAR]), int(last[:_YEAR]) + 1)]
    months = [month for year in years for month in _months(year) if first <= month <= last]
    decades = list(dict.fromkeys(year[:_DECADE] for year in years))
    periods = next((choice for choice in (months, years) if len(choice) <= MOST_PERIODS), decades)
    return tuple(periods[-MOST_PERIODS:])


def _months(year: str) -> list[str]:
    return [f"{year}-{month:02}" for month in range(1, 13)]


def _first_day(period: str) -> Moment:
    return Moment(period + {_DECADE: "0-01-01", _YEAR: "-01-01", _MONTH: "-01"}[len(period)])


def _trend(site: SiteContext, row: Row) -> Trend:
    return Trend(title=row.name, url=site.href(row.address), count=row.count, counts=row.counts, path=_bars(row.counts))


def _bars(counts: Sequence[int]) -> str:
    """SVG path data of a bar chart. The highest bar has the full height."""
    heights = enumerate(_heights(counts, _HIGH))
    return "".join(f"M{4 * n} {_HIGH}v-{high}h3v{high}z" for n, high in heights if high)


def _heights(counts: Sequence[int], full: int) -> list[int]:
    """The heights of bars, of which the highest has the full height and every other is at least 1."""
    most = max(counts, default=0)
    return [-(-full * count // most) if count else 0 for count in counts]


class MonthCount(msgspec.Struct, frozen=True):
    """A month and its number of articles.

    Attributes:
        month: the month, such as `2021-03`
        count: number of articles
        page: address of the archive of the month, or else of the page of the year's archive with its newest article
        whole: True if the month has an archive

    """

    month: str
    count: int
    page: Address | None
    whole: bool = False

    def view(self, site: SiteContext) -> Month:
        place = (self.page, self.month) if self.page else None
        url = site.href(self.page) if self.page and self.whole else _at(site, place)
        return Month(first=_first_day(self.month), count=self.count, url=url)


class YearMonths(msgspec.Struct, frozen=True):
    """A year and its months.

    Attributes:
        name: the year
        address: address of its archive
        months: the twelve months

    """

    name: str
    address: Address
    months: tuple[MonthCount, ...]

    @property
    def key(self) -> str:
        return digest(self)

    def view(self, site: SiteContext) -> Calendar:
        return Calendar(
            title=self.name,
            url=site.href(self.address),
            count=sum(month.count for month in self.months),
            months=tuple(month.view(site) for month in self.months),
        )


def months_of(year: Term, page_slices: Sequence[PageSlice], archives: Mapping[str, Address]) -> YearMonths:
    """The number of articles in each month of a year. `page_slices` are the pages of its archive.

    `archives` are the addresses of those of months, by month.
    """
    places = {} if archives else {month: page for month, (page, _) in _first_places(page_slices, _MONTH).items()}
    counts = Counter([placed.document.date.text[:_MONTH] for placed in year.articles])
    at = archives or places
    months = (MonthCount(month, counts[month], at.get(month), bool(archives)) for month in _months(year.name))
    return YearMonths(year.name, year.address, tuple(months))


def _first_places(pages: Iterable[PageSlice], width: int) -> dict[str, tuple[Address, str]]:
    """The page with the first article of each period, and the month of that article."""
    places: dict[str, tuple[Address, str]] = {}
    for page in pages:
        for placed in page.articles:
            date = placed.document.date
            if (period := date.text[:width]) not in places:
                places[period] = (page.address, _month(date))
    return places


def activity_of(site: SiteContext, landing: Address, articles: Articles, order: Order) -> Activity | None:
    """The articles of a list over time; None if they are too few, or all of one period."""
    months = [_month(placed.document.date) for placed in articles]
    periods = _periods(min(months), max(months))
    width = len(periods[0])
    counts = Counter(month[:width] for month in months)
    if len(articles) < FEWEST or len(counts) < 2:
        return None
    places = _first_places(page_slices(landing, articles, site.config.archive, order), width)
    heights = _heights([counts[period] for period in periods], _HIGH_ACTIVITY)
    return Activity(
        periods=tuple(
            Period(first=_first_day(period), count=counts[period], height=high, url=_at(site, places.get(period)))
            for period, high in zip(periods, heights, strict=True)
        ),
        monthly=width == _MONTH,
    )


def _at(site: SiteContext, place: tuple[Address, str] | None) -> str:
    """The URL of the first article of a month on a page."""
    return f"{site.href(place[0])}#month-{place[1]}" if place else ""


def _month(date: Moment) -> str:
    return date.text[:_MONTH]
