"""Lists of all tags, authors, sources or years, with how much there is of each."""

from __future__ import annotations

import msgspec

from tagarchive import urls
from tagarchive.dates import Moment, latest
from tagarchive.holdings import Term
from tagarchive.plan.site import Site
from tagarchive.recipes import Listed, Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.pages import IndexPage, TermSummary


class Extent(msgspec.Struct, frozen=True):
    """A term and how much there is of it."""

    name: str
    address: Address
    summary: str
    count: int
    first: Moment
    last: Moment

    @property
    def key(self) -> str:
        return "\2".join((self.name, self.address, self.summary, str(self.count), self.first.text, self.last.text))

    def view(self, site: Site) -> TermSummary:
        return TermSummary(
            title=self.name,
            url=site.href(self.address),
            summary=self.summary,
            count=self.count,
            first=self.first,
            last=self.last,
        )


def extent(term: Term) -> Extent:
    summary = term.text.document.summary if term.text else ""
    first, last = term.articles[-1].document.date, term.articles[0].document.date
    return Extent(term.name, term.address, summary, len(term.articles), first, last)


def index(kind: str, address: Address, terms: tuple[Term, ...]) -> Planned:
    modified = latest(*(term.modified for term in terms)) if terms else None
    parts: tuple[str | Extent, ...] = (kind, address, *map(extent, terms))
    return Planned(urls.out_path(address), recipe, parts, f"the list of all {kind}s", listed=Listed(address, modified))


def recipe(site: Site, kind: str, address: Address, *extents: Extent) -> TemplateRecipe:
    head = site.head(address, site.config.title, site.config.description)
    terms = tuple(extent.view(site) for extent in extents)
    return TemplateRecipe(IndexPage(site=site.view, head=head, kind=kind, terms=terms))
