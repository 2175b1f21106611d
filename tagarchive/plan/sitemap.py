"""The sitemap, made of what every other part of the plan wants to be found, and robots.txt.

The protocol (sitemaps.org) allows 50,000 addresses in a file; a larger site gets an index of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tagarchive import urls
from tagarchive.dates import Moment
from tagarchive.plan.site import Site
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.pages import Robots, Sitemap, SitemapEntry, SitemapIndex

MOST_ENTRIES = 50_000


def entry(site: Site, address: Address, modified: Moment | None) -> SitemapEntry:
    """The line of a page in the sitemap."""
    return SitemapEntry(url=site.addresses.absolute(address), modified=modified.text if modified else "")


def planned(site: Site, entries: Sequence[SitemapEntry], most: int = MOST_ENTRIES) -> Iterator[Planned]:
    parts = [tuple(entries[start : start + most]) for start in range(0, len(entries), most)]
    if len(parts) <= 1:
        yield _planned(urls.SITEMAP, Sitemap(entries=tuple(entries)))
    else:
        addresses = [urls.sitemap_part(number) for number in range(1, len(parts) + 1)]
        yield _planned(urls.SITEMAP, SitemapIndex(parts=tuple(map(partial(_part, site), addresses, parts))))
        yield from map(_planned, addresses, (Sitemap(entries=part) for part in parts))
    yield _planned(urls.ROBOTS, Robots(sitemap=site.addresses.absolute(urls.SITEMAP)))


def _part(site: Site, address: Address, entries: tuple[SitemapEntry, ...]) -> SitemapEntry:
    return SitemapEntry(url=site.addresses.absolute(address), modified=_newest(entries))


def _newest(entries: tuple[SitemapEntry, ...]) -> str:
    moments = [Moment(entry.modified) for entry in entries if entry.modified]
    return max(moments, key=Moment.when).text if moments else ""


def _planned(address: Address, view: Sitemap | SitemapIndex | Robots) -> Planned:
    return Planned(urls.out_path(address), partial(TemplateRecipe, view), f"the generated {address.lstrip('/')}")
