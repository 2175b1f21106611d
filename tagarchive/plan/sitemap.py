"""The sitemap and robots.txt.

A large sitemap is split into parts with an index: the protocol (sitemaps.org) allows 50,000 entries in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tagarchive.core import urls
from tagarchive.core.dates import latest
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import FileKind, PlannedFile, SitemapItem, SitemapItems
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.files import Robots, Sitemap, SitemapEntry, SitemapIndex

MOST_ENTRIES = 50_000


def planned(listed: Sequence[SitemapItem], most: int = MOST_ENTRIES) -> Iterator[PlannedFile]:
    parts = [SitemapItems(listed[start : start + most]) for start in range(0, len(listed), most)]
    if len(parts) <= 1:
        yield _planned(urls.SITEMAP, sitemap, SitemapItems(listed))
    else:
        addresses = [urls.sitemap_part(number) for number in range(1, len(parts) + 1)]
        yield _planned(urls.SITEMAP, sitemap_index, SitemapItems(map(_part, addresses, parts)))
        for address, part in zip(addresses, parts, strict=True):
            yield _planned(address, sitemap, part)
    yield _planned(urls.ROBOTS, robots)


def _part(address: Address, entries: SitemapItems) -> SitemapItem:
    moments = [entry.modified for entry in entries if entry.modified]
    return SitemapItem(address, latest(*moments) if moments else None)


def _planned(address: Address, make: Callable[..., TemplateRecipe], *parts: SitemapItems) -> PlannedFile:
    return PlannedFile(urls.out_path(address), make, parts, f"the generated {address.lstrip('/')}", kind=FileKind.FILE)


def sitemap(site: SiteContext, entries: SitemapItems) -> TemplateRecipe:
    return TemplateRecipe(Sitemap(entries=tuple(_entry(site, entry) for entry in entries)))


def sitemap_index(site: SiteContext, entries: SitemapItems) -> TemplateRecipe:
    return TemplateRecipe(SitemapIndex(parts=tuple(_entry(site, entry) for entry in entries)))


def robots(site: SiteContext) -> TemplateRecipe:
    return TemplateRecipe(Robots(sitemap=site.addresses.absolute(urls.SITEMAP)))


def _entry(site: SiteContext, listed: SitemapItem) -> SitemapEntry:
    url = site.addresses.absolute(listed.address)
    alternates = listed.alternates.view(site.addresses, site.config.language)
    return SitemapEntry(url=url, modified=listed.modified.text if listed.modified else "", alternates=alternates)
