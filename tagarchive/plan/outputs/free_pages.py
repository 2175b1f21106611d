"""Free pages such as About, and the page for addresses that do not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import FreePage
from tagarchive.views.pages import NotFoundPage, TextPage

ORIGIN = "a page"
"""The origin of free pages in messages."""


class Kin(NamedTuple):
    """The pages around a page.

    Attributes:
        above: those whose addresses begin its own, the highest first
        below: those next below it

    """

    above: tuple[TagLink, ...] = ()
    below: tuple[TagLink, ...] = ()

    @property
    def key(self) -> str:
        return joined(*chain.from_iterable(self.above), "", *chain.from_iterable(self.below))


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    links = {placed.address: TagLink(placed.document.title, placed.address) for placed in archive.pages}
    above = {address: tuple(links[at] for at in urls.above(address) if at in links) for address in links}
    below: dict[Address, list[TagLink]] = defaultdict(list)
    for address, pages in above.items():
        below[pages[-1].address if pages else urls.HOME].append(links[address])
    for placed in archive.pages:
        kin = Kin(above[placed.address], tuple(below[placed.address]))
        listed = SitemapItem(placed.address, placed.document.updated)
        where = placed.document.slug.where
        yield PlannedFile(urls.out_path(placed.address), recipe, (placed, kin), ORIGIN, where, listed)
    yield PlannedFile(urls.out_path(site.own(urls.NOT_FOUND)), not_found, (), "the page for missing addresses")


def recipe(site: SiteContext, placed: PlacedDocument[FreePage], kin: Kin) -> TemplateRecipe:
    page = placed.document
    trail = (*(site.crumb(*one) for one in kin.above), site.crumb(page.title, placed.address))
    return TemplateRecipe(
        TextPage(
            site=site.view,
            head=site.head(placed.address, page.title, page.summary, trail=trail),
            title=page.title,
            body=on_page(site, placed),
            below=tuple(map(site.link, kin.below)),
            updated=page.updated,
            lang=site.other_language(page.lang),
            extra=page.extra,
        ),
        site.own_template("page", placed.address),
    )


def not_found(site: SiteContext) -> TemplateRecipe:
    return TemplateRecipe(NotFoundPage(site=site.view, head=site.head(site.own(urls.NOT_FOUND), site.config.title)))
