"""The home page and the older pages of the whole archive."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.plan.parts.cards import card, picture_of
from tagarchive.plan.parts.charts import Busiest, busiest
from tagarchive.plan.parts.pagination import Sheet, sheets
from tagarchive.plan.recipes import Listed, Planned, TemplateRecipe
from tagarchive.plan.site_context import Site
from tagarchive.views.pages import HomePage


def planned(site: Site, archive: Archive) -> Iterator[Planned]:
    for sheet in sheets(urls.HOME, archive.articles, site.config.archive):
        listed = Listed(sheet.address, archive.modified) if sheet.landing else None
        tags = busiest(archive) if sheet.landing else None
        parts = (sheet, tags) if tags else (sheet,)
        yield Planned(urls.out_path(sheet.address), recipe, parts, "the home page", listed=listed)


def recipe(site: Site, sheet: Sheet, tags: Busiest | None = None) -> TemplateRecipe:
    lead = sheet.articles[0] if sheet.articles and sheet.landing else None
    return TemplateRecipe(
        HomePage(
            site=site.view,
            head=site.head(sheet.address, site.config.title, site.config.description),
            title=site.config.title,
            landing=site.view.home,
            cards=tuple(card(site, article) for article in sheet.articles),
            pager=sheet.pager(site),
            picture=picture_of(site, lead, site.href) if lead else None,
            trends=tags.view(site) if tags else None,
        )
    )
