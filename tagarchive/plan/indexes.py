"""Lists of all tags, authors, sources or years, with how much there is of each."""

from __future__ import annotations

from functools import partial

from tagarchive import urls
from tagarchive.dates import latest
from tagarchive.model import Term
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.pages import IndexPage, TermSummary


def index(site: Site, kind: str, address: Address, terms: tuple[Term, ...]) -> Planned:
    modified = latest(*(term.modified for term in terms)) if terms else None
    recipe = partial(_recipe, site, kind, address, terms)
    return Planned(urls.out_path(address), recipe, f"the list of all {kind}s", entry=entry(site, address, modified))


def _recipe(site: Site, kind: str, address: Address, terms: tuple[Term, ...]) -> TemplateRecipe:
    head = site.head(address, site.config.title, site.config.description)
    return TemplateRecipe(
        IndexPage(site=site.view, head=head, kind=kind, terms=tuple(summary(site, term) for term in terms))
    )


def summary(site: Site, term: Term) -> TermSummary:
    """A term and how much there is of it."""
    return TermSummary(
        title=term.name,
        url=site.href(term.address),
        summary=term.text.summary if term.text else "",
        count=len(term.articles),
        first=term.articles[-1].date,
        last=term.articles[0].date,
    )
