"""The archives of authors, sources and years, page by page, and the list of each kind."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive, Term
from tagarchive.core import urls
from tagarchive.plan.outputs.indexes import extent, index
from tagarchive.plan.outputs.tags import TermHeading
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.parts.cards import card, source_record
from tagarchive.plan.parts.charts import YearMonths, months_of
from tagarchive.plan.parts.export_links import exports_beside
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Extra
from tagarchive.views.common import Html
from tagarchive.views.pages import TermPage


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    wanted = site.config.archive
    if wanted.authors:
        yield from _family(site, "author", archive.authors)
    if wanted.sources:
        yield from _family(site, "source", archive.sources)
    if wanted.years:
        yield from _family(site, "year", archive.years)


def _family(site: SiteContext, kind: str, terms: tuple[Term, ...]) -> Iterator[PlannedFile]:
    pages = {term.address: page_slices(term.address, term.articles, site.config.archive) for term in terms}
    months = {term.address: months_of(term, pages[term.address]) for term in terms} if kind == "year" else {}
    if terms:
        yield index(kind, terms, months.values())
    for term in terms:
        for page in pages[term.address]:
            heading = TermHeading(term.name, term.address, term.text, extent(term) if page.landing else None)
            calendar = [months[term.address]] if term.address in months and page.landing else []
            yield PlannedFile(
                urls.out_path(page.address),
                recipe,
                (kind, heading, page, *calendar),
                f"the archive of the {kind} “{term.name}”",
                term.text.document.name.where if term.text else None,
                listed=SitemapItem(term.address, term.modified) if page.landing else None,
            )


def recipe(
    site: SiteContext, kind: str, heading: TermHeading, page: PageSlice, calendar: YearMonths | None = None
) -> TemplateRecipe:
    feeds = site.feeds_of(heading.name, heading.landing) if kind != "year" else ()
    trail = (site.list_crumb(kind), site.crumb(heading.name, heading.landing))
    text = heading.text.document if heading.text else None
    record = source_record(site, heading.text) if heading.text and page.landing else None
    return TemplateRecipe(
        TermPage(
            site=site.view,
            head=site.head(page.address, heading.name, text.summary if text else "", feeds, trail),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(card(site, article) for article in page.articles),
            pager=page.pager(site),
            kind=kind,
            feeds=feeds,
            exports=exports_beside(site, kind, heading.landing) if page.landing else (),
            term=heading.extent.view(site) if heading.extent else None,
            record=record,
            body=on_page(site, heading.text) if heading.text and page.landing else Html(""),
            lang=site.other_language(text.lang) if text and page.landing else "",
            extra=text.extra if text else Extra(),
            months=tuple(month.view(site) for month in calendar.months) if calendar else (),
        )
    )
