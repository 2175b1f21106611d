"""The archives of authors, sources and years, page by page, and the list of each."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive import urls
from tagarchive.holdings import Archive, Term
from tagarchive.plan.cards import card
from tagarchive.plan.indexes import extent, index
from tagarchive.plan.lists import Sheet, sheets
from tagarchive.plan.site import Site
from tagarchive.plan.tags import Heading
from tagarchive.recipes import Listed, Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.pages import TermPage


def planned(site: Site, archive: Archive) -> Iterator[Planned]:
    wanted = site.config.archive
    if wanted.authors:
        yield from _family(site, "author", urls.AUTHORS, archive.authors)
    if wanted.sources:
        yield from _family(site, "source", urls.SOURCES, archive.sources)
    if wanted.years:
        yield from _family(site, "year", urls.YEARS, archive.years)


def _family(site: Site, kind: str, address: Address, terms: tuple[Term, ...]) -> Iterator[Planned]:
    if terms:
        yield index(kind, address, terms)
    for term in terms:
        for sheet in sheets(term.address, term.articles, site.config.archive):
            heading = Heading(term.name, term.address, None, extent(term) if sheet.landing else None)
            yield Planned(
                urls.out_path(sheet.address),
                recipe,
                (kind, heading, sheet),
                f"the archive of the {kind} “{term.name}”",
                listed=Listed(term.address, term.modified) if sheet.landing else None,
            )


def recipe(site: Site, kind: str, heading: Heading, sheet: Sheet) -> TemplateRecipe:
    feeds = site.feeds_of(heading.name, heading.landing) if kind != "year" else ()
    return TemplateRecipe(
        TermPage(
            site=site.view,
            head=site.head(sheet.address, heading.name, feeds=feeds),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(card(site, article) for article in sheet.articles),
            pager=sheet.pager(site),
            kind=kind,
            feeds=feeds,
            term=heading.extent.view(site) if heading.extent else None,
        )
    )
