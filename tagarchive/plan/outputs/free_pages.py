"""Free pages such as About, and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import FreePage
from tagarchive.views.pages import NotFoundPage, TextPage


class Above(NamedTuple):
    """The pages whose addresses begin that of a page, the highest first."""

    pages: tuple[TagLink, ...] = ()

    @property
    def key(self) -> str:
        return joined(*chain.from_iterable(self.pages))


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    titles = {placed.address: placed.document.title for placed in archive.pages}
    for placed in archive.pages:
        above = Above(tuple(TagLink(titles[at], at) for at in urls.above(placed.address) if at in titles))
        listed = SitemapItem(placed.address, placed.document.updated)
        yield PlannedFile(
            urls.out_path(placed.address), recipe, (placed, above), "a page", placed.document.slug.where, listed
        )
    yield PlannedFile(urls.out_path(urls.NOT_FOUND), not_found, (), "the page for missing addresses")


def recipe(site: SiteContext, placed: PlacedDocument[FreePage], above: Above) -> TemplateRecipe:
    page = placed.document
    trail = (*(site.crumb(*one) for one in above.pages), site.crumb(page.title, placed.address))
    return TemplateRecipe(
        TextPage(
            site=site.view,
            head=site.head(placed.address, page.title, page.summary, trail=trail),
            title=page.title,
            body=on_page(site, placed),
            updated=page.updated,
            lang=site.other_language(page.lang),
            extra=page.extra,
        ),
        site.own_template("page", placed.address),
    )


def not_found(site: SiteContext) -> TemplateRecipe:
    return TemplateRecipe(NotFoundPage(site=site.view, head=site.head(urls.NOT_FOUND, site.config.title)))
