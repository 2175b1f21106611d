"""Filter indexes: the articles of each tag with their tags, sources and authors, for the script that filters them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from tagarchive.archive.model import Archive, Articles
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.lineage import Lineage, lineage_of
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.parts.filters import parts_of
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import ExportRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.filters import FilterEntry, FilterPart

T = TypeVar("T", bound=Hashable)


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    lineage = lineage_of(archive.tags)
    for tag in archive.tags:
        origin = f"the filter index of the tag “{tag.name}”"
        for address, articles in parts_of(site, tag.address, tag.articles, tag.order).items():
            parts = (tag.address, articles, lineage)
            yield PlannedFile(urls.out_path(address), recipe, parts, origin, kind=FileKind.FILE)


class _Numbers(dict[T, int], Generic[T]):
    """Numbers of values, from 0 in the order in which they are asked for."""

    def __missing__(self, value: T) -> int:
        self[value] = len(self)
        return self[value]

    def of(self, values: Iterable[T]) -> tuple[int, ...]:
        return tuple(self[value] for value in values)


def recipe(site: SiteContext, tag: Address, articles: Articles, lineage: Lineage) -> ExportRecipe:
    tags, sources, authors = _Numbers[TagLink](), _Numbers[str](), _Numbers[str]()
    entries = [
        FilterEntry(
            title=placed.document.title,
            url=site.href(placed.address),
            date=placed.document.date.day,
            tags=tags.of(_besides(tag, lineage, placed.tags)),
            sources=sources.of([placed.source.name] if placed.source else ()),
            authors=authors.of(dict.fromkeys(placed.document.byline)),
        )
        for placed in articles
    ]
    named = tuple((urls.slug_of(link.address), link.name) for link in tags)
    return ExportRecipe(FilterPart(tags=named, sources=tuple(sources), authors=tuple(authors), articles=tuple(entries)))


def _besides(tag: Address, lineage: Lineage, tags: Sequence[TagLink]) -> Iterator[TagLink]:
    """The tags that archives of an article have, without a tag itself and those above it."""
    return (
        link for address, link in lineage.filed(tags).items() if address != tag and address not in lineage.over(tag)
    )
