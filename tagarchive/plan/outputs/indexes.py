"""Lists of all tags, authors, sources or years, with the number and dates of their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from tagarchive.archive.model import Term, TermList
from tagarchive.core import urls
from tagarchive.core.dates import Moment, latest
from tagarchive.core.digests import joined
from tagarchive.core.headings import initial
from tagarchive.core.urls import Address
from tagarchive.plan.parts.charts import YearMonths
from tagarchive.plan.parts.export_links import exports_of_site
from tagarchive.plan.planned_files import Keyed, Many, PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.lists import TermSummary
from tagarchive.views.pages import IndexPage, TreeItem

_TOP = Address("")
"""Stands for the top of the tree of all tags."""


class Extent(msgspec.Struct, frozen=True):
    """A term with the number and dates of its articles.

    Attributes:
        name: its name
        address: address of its archive
        summary: a sentence about it, or nothing
        count: number of articles
        first: date of the oldest article
        last: date of the newest article
        parents: addresses of the archives of a tag's parents

    """

    name: str
    address: Address
    summary: str
    count: int
    first: Moment
    last: Moment
    parents: tuple[Address, ...] = ()

    @property
    def key(self) -> str:
        return joined(
            self.name, self.address, self.summary, str(self.count), self.first.text, self.last.text, *self.parents
        )

    def view(self, site: SiteContext) -> TermSummary:
        return TermSummary(
            title=self.name,
            url=site.href(self.address),
            initial=initial(self.name, site.config.language),
            summary=self.summary,
            count=self.count,
            first=self.first,
            last=self.last,
        )


def extent(term: Term) -> Extent:
    summary = term.text.document.summary if term.text else ""
    first, last = term.articles[-1].document.date, term.articles[0].document.date
    parents = tuple(at for _, at in term.parents)
    return Extent(term.name, term.address, summary, len(term.articles), first, last, parents)


def index(terms: TermList, years: Iterable[YearMonths] = ()) -> PlannedFile:
    """The list of all terms of a kind, by name."""
    modified = latest(*(term.modified for term in terms.terms)) if terms.terms else None
    parts = (terms.kind, terms.address, Many(map(extent, terms.terms)), Many(years))
    return _planned(terms.address, parts, SitemapItem(terms.address, modified))


def index_by_count(tags: tuple[Term, ...], address: Address) -> PlannedFile:
    """The list of all tags at an address, most articles first. Its canonical URL is that of the list by name."""
    by_count = sorted(tags, key=lambda tag: -len(tag.articles))
    parts = ("tag", address, Many(map(extent, by_count)), Many[YearMonths]())
    return _planned(address, parts)


def _planned(address: Address, parts: tuple[Keyed | str, ...], listed: SitemapItem | None = None) -> PlannedFile:
    return PlannedFile(urls.out_path(address), recipe, parts, f"the list of all {parts[0]}s", listed=listed)


def recipe(
    site: SiteContext,
    kind: str,
    address: Address,
    extents: Many[Extent],
    years: Many[YearMonths],
) -> TemplateRecipe:
    by_name, by_count = site.own(urls.TAGS), address == site.own(urls.TAGS_BY_COUNT)
    other_order = by_name if by_count else site.own(urls.TAGS_BY_COUNT)
    title, landing = site.index_of(kind)
    return TemplateRecipe(
        IndexPage(
            site=site.view,
            head=site.head(
                landing, title or site.config.title, site.config.description, trail=(site.list_crumb(kind),)
            ),
            kind=kind,
            title=title,
            terms=tuple(extent.view(site) for extent in extents),
            tree=tuple(_tree(site, extents)) if site.config.archive.tag_index == "tree" and not by_count else (),
            by_count=by_count,
            other_order=site.href(other_order) if kind == "tag" and len(extents) > 1 else "",
            exports=exports_of_site(site) if address == by_name else (),
            years=tuple(year.view(site) for year in years),
        )
    )


def _tree(site: SiteContext, extents: Iterable[Extent]) -> Iterator[TreeItem]:
    """The tags under their parents, in the order of `extents`. A tag has its children below its first parent alone."""
    below: dict[Address, list[Extent]] = defaultdict(list)
    for extent_ in extents:
        for parent in extent_.parents or (_TOP,):
            below[parent].append(extent_)
    lines = list(_lines(below.pop(_TOP, []), below, 0))
    depths = [depth for _, depth in lines]
    for (extent_, depth), following in zip(lines, [*depths[1:], 0], strict=False):
        yield TreeItem(term=extent_.view(site), opens=following > depth, closes=tuple(range(depth, following, -1)))


def _lines(level: Iterable[Extent], below: dict[Address, list[Extent]], depth: int) -> Iterator[tuple[Extent, int]]:
    """Each tag of a level with its depth, and after it those below it."""
    for extent_ in level:
        yield extent_, depth
        yield from _lines(below.pop(extent_.address, []), below, depth + 1)
