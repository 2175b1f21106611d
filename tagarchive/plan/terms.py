"""The archives of authors, sources and years, page by page, and the list of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.model import Term
from tagarchive.plan.cards import card
from tagarchive.plan.indexes import index, summary
from tagarchive.plan.lists import Sheet, sheets
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.pages import TermPage


def planned(site: Site) -> Iterator[Planned]:
    wanted, archive = site.config.archive, site.archive
    if wanted.authors:
        yield from _family(site, "author", urls.AUTHORS, archive.authors)
    if wanted.sources:
        yield from _family(site, "source", urls.SOURCES, archive.sources)
    if wanted.years:
        yield from _family(site, "year", urls.YEARS, archive.years)


def _family(site: Site, kind: str, address: Address, terms: tuple[Term, ...]) -> Iterator[Planned]:
    if terms:
        yield index(site, kind, address, terms)
    for term in terms:
        for sheet in sheets(term.address, term.articles, site.config.archive):
            yield Planned(
                urls.out_path(sheet.address),
                partial(_recipe, site, kind, term, sheet),
                f"the archive of the {kind} “{term.name}”",
                entry=entry(site, term.address, term.modified) if sheet.landing else None,
            )


def _recipe(site: Site, kind: str, term: Term, sheet: Sheet) -> TemplateRecipe:
    return TemplateRecipe(
        TermPage(
            site=site.view,
            head=site.head(sheet.address, term.name),
            title=term.name,
            landing=site.href(term.address),
            cards=tuple(card(site, article) for article in sheet.articles),
            pager=sheet.pager(site),
            kind=kind,
            term=summary(site, term) if sheet.landing else None,
        )
    )
