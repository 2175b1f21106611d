"""The archives of months and days, page by page. Those of years are with the other terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.archive.model import Archive, Term
from tagarchive.archive.terms import MONTH
from tagarchive.core import urls
from tagarchive.core.dates import Moment
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.tags import TermHeading, heading_of
from tagarchive.plan.parts.cards import card
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.charts import Day
from tagarchive.views.common import Crumb
from tagarchive.views.pages import PeriodPage


class Days(NamedTuple):
    """The days of a month that have archives, oldest first, each with its number of articles."""

    days: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> str:
        return joined(*(f"{day} {count}" for day, count in self.days))

    def view(self, site: SiteContext) -> tuple[Day, ...]:
        return tuple(Day(date=Moment(day), count=count, url=site.href(_at(site, day))) for day, count in self.days)


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    days: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for day in reversed(archive.days):
        days[day.name[:MONTH]].append((day.name, len(day.articles)))
        yield from _pages(site, "day", day, Days())
    for month in archive.months:
        yield from _pages(site, "month", month, Days(tuple(days[month.name])))


def _pages(site: SiteContext, kind: str, term: Term, days: Days) -> Iterator[PlannedFile]:
    for page in page_slices(term.address, term.articles, site.config.archive):
        yield PlannedFile(
            urls.out_path(page.address),
            recipe,
            (kind, heading_of(term, page), page, days if page.landing else Days()),
            f"the archive of the {kind} {term.name}",
            listed=SitemapItem(term.address, term.modified) if page.landing else None,
        )


def recipe(site: SiteContext, kind: str, heading: TermHeading, page: PageSlice, days: Days) -> TemplateRecipe:
    return TemplateRecipe(
        PeriodPage(
            site=site.view,
            head=site.head(page.address, heading.name, trail=tuple(_trail(site, heading.name))),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(card(site, article) for article in page.articles),
            pager=page.pager(site),
            kind=kind,
            first=_first_day(heading.name),
            term=heading.extent.view(site) if heading.extent else None,
            days=days.view(site),
        )
    )


def _trail(site: SiteContext, name: str) -> Iterator[Crumb]:
    """The breadcrumbs to a month or a day: the list of years, the year, the month."""
    year, *within = name.split("-")
    yield site.list_crumb("year")
    yield site.crumb(year, _at(site, year))
    for kind, count in zip(("month", "day"), range(1, len(within) + 1), strict=False):
        period = "-".join((year, *within[:count]))
        yield Crumb(kind=kind, title=period, url=site.href(_at(site, period)), first=_first_day(period))


def _at(site: SiteContext, period: str) -> Address:
    return site.own(urls.period(period))


def _first_day(period: str) -> Moment:
    return Moment(f"{period}-01"[: len("2021-11-08")])
