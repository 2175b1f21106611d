"""Free pages such as About, and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.core import urls
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import FreePage
from tagarchive.views.pages import NotFoundPage, TextPage

ORIGIN = "a page"
"""The origin of free pages in messages."""


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for placed in archive.pages:
        listed = SitemapItem(placed.address, placed.document.updated)
        yield PlannedFile(urls.out_path(placed.address), recipe, (placed,), ORIGIN, placed.document.slug.where, listed)
    yield PlannedFile(urls.out_path(urls.NOT_FOUND), not_found, (), "the page for missing addresses")


def recipe(site: SiteContext, placed: PlacedDocument[FreePage]) -> TemplateRecipe:
    page = placed.document
    return TemplateRecipe(
        TextPage(
            site=site.view,
            head=site.head(placed.address, page.title, page.summary, trail=(site.crumb(page.title, placed.address),)),
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
