"""The home page and the older pages of the whole archive."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.plan.parts.cards import card
from tagarchive.plan.parts.charts import Busiest, busiest
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.parts.pictures import head_picture_of
from tagarchive.plan.pictures.spots import Spot
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.pages import HomePage


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for page in page_slices(archive.own(urls.HOME), archive.articles, site.config.archive):
        listed = SitemapItem(page.address, archive.modified) if page.landing else None
        tags = busiest(archive) if page.landing else None
        parts = (page, tags) if tags else (page,)
        yield PlannedFile(urls.out_path(page.address), recipe, parts, "the home page", listed=listed)


def recipe(site: SiteContext, page: PageSlice, tags: Busiest | None = None) -> TemplateRecipe:
    lead = page.articles[0] if page.articles and page.landing else None
    return TemplateRecipe(
        HomePage(
            site=site.view,
            head=site.head(page.address, site.config.title, site.config.description),
            title=site.config.title,
            landing=site.view.home,
            cards=tuple(card(site, article) for article in page.articles),
            pager=page.pager(site),
            picture=head_picture_of(site, lead, Spot.LEAD) if lead else None,
            trends=tags.view(site) if tags else None,
        )
    )
