"""The archives of pairs of tags, page by page. They are many: their pages have headlines alone, and no exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.plan.outputs.tags import TermHeading, heading_of
from tagarchive.plan.parts.cards import headline
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.pages import PairPage

PER_PAGE: Final = 50
"""Number of headlines on a page, if that is more than the number of articles on a page of other lists."""


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    options = site.config.archive
    options = structs.replace(options, per_page=max(options.per_page, PER_PAGE))
    for pair in archive.pairs:
        for page in page_slices(pair.address, pair.articles, options):
            yield PlannedFile(
                urls.out_path(page.address),
                recipe,
                (heading_of(pair, page), page),
                f"the archive of the pair of tags “{pair.name}”",
                listed=SitemapItem(pair.address, pair.modified) if page.landing else None,
            )


def recipe(site: SiteContext, heading: TermHeading, page: PageSlice) -> TemplateRecipe:
    feeds = site.feeds_of(heading.name, heading.landing, "pair")
    here = site.crumb(heading.name, heading.landing)
    trail = (site.list_crumb("tag"), *site.crumbs_to(heading.trail), here)
    return TemplateRecipe(
        PairPage(
            site=site.view,
            head=site.head(page.address, heading.name, "", feeds, trail),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(headline(site, article) for article in page.articles),
            pager=page.pager(site),
            tags=tuple(site.link(tag) for step in heading.trail for tag in step),
            term=heading.extent.view(site) if heading.extent else None,
            feeds=feeds,
        )
    )
