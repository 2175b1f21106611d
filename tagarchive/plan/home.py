"""The home page and the older pages of the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.plan.cards import card
from tagarchive.plan.lists import Sheet, sheets
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.pages import HomePage


def planned(site: Site) -> Iterator[Planned]:
    modified = site.archive.modified
    for sheet in sheets(urls.HOME, site.archive.articles, site.config.archive):
        listed = entry(site, sheet.address, modified) if sheet.landing else None
        yield Planned(urls.out_path(sheet.address), partial(_recipe, site, sheet), "the home page", entry=listed)


def _recipe(site: Site, sheet: Sheet) -> TemplateRecipe:
    return TemplateRecipe(
        HomePage(
            site=site.view,
            head=site.head(sheet.address, site.config.title, site.config.description),
            title=site.config.title,
            landing=site.view.home,
            cards=tuple(card(site, article) for article in sheet.articles),
            pager=sheet.pager(site),
        )
    )
