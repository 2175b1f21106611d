"""The archives of authors, sources, years and terms of taxonomies, page by page, and the list of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagarchive.archive.model import Archive, TermList
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.indexes import index
from tagarchive.plan.outputs.tags import TermHeading, heading_of
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.parts.cards import card, record_of
from tagarchive.plan.parts.charts import YearMonths, months_of
from tagarchive.plan.parts.export_links import exports_beside
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.parts.pictures import picture_of
from tagarchive.plan.parts.profiles import Profile, TagRelations, profile_of, relations_of
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext, term_lists
from tagarchive.reading.documents import Extra
from tagarchive.views.common import Html
from tagarchive.views.pages import TermPage


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    relations, months = relations_of(archive), {month.name: month.address for month in archive.months}
    for terms in term_lists(archive, site.config):
        if terms.kind != "tag" and (terms.terms or terms.title):
            yield from _family(site, terms, relations, months)


def _family(
    site: SiteContext, family: TermList, relations: TagRelations, archives: Mapping[str, Address]
) -> Iterator[PlannedFile]:
    """The pages of all terms of a kind. `archives` are those of months, by month."""
    kind, terms = family.kind, family.terms
    pages = {term.address: page_slices(term.address, term.articles, site.config.archive) for term in terms}
    of_years = terms if kind == "year" else ()
    months = {year.address: months_of(year, pages[year.address], archives) for year in of_years}
    yield index(family, months.values())
    for term in terms:
        beside = months.get(term.address) or profile_of(term, kind, relations)
        for page in pages[term.address]:
            parts = (kind, heading_of(term, page), page)
            yield PlannedFile(
                urls.out_path(page.address),
                recipe,
                (*parts, beside) if page.landing else parts,
                f"the archive of the {kind} “{term.name}”",
                term.text.document.name.where if term.text else None,
                listed=SitemapItem(term.address, term.modified) if page.landing else None,
            )


def recipe(
    site: SiteContext, kind: str, heading: TermHeading, page: PageSlice, beside: YearMonths | Profile | None = None
) -> TemplateRecipe:
    feeds = site.feeds_of(heading.name, heading.landing) if kind != "year" else ()
    trail = (site.list_crumb(kind), site.crumb(heading.name, heading.landing))
    text = heading.text.document if heading.text else None
    shown = heading.text if page.landing else None
    return TemplateRecipe(
        TermPage(
            site=site.view,
            head=site.head(page.address, heading.name, text.summary if text else "", feeds, trail),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(card(site, article) for article in page.articles),
            pager=page.pager(site),
            kind=kind,
            list_title=site.index_of(kind).name,
            feeds=feeds,
            exports=exports_beside(site, kind, heading.landing) if page.landing else (),
            term=heading.extent.view(site) if heading.extent else None,
            profile=beside.view(site) if isinstance(beside, Profile) else None,
            record=record_of(site, shown) if shown else None,
            picture=picture_of(site, shown) if shown else None,
            body=on_page(site, shown) if shown else Html(""),
            lang=site.other_language(shown.document.lang) if shown else "",
            extra=text.extra if text else Extra(),
            months=beside.view(site).months if isinstance(beside, YearMonths) else (),
        )
    )
