"""Free pages such as About, and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.model import FreePage
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.pages import NotFoundPage, TextPage


def planned(site: Site) -> Iterator[Planned]:
    for page in site.archive.pages:
        address = urls.page(page.slug.text)
        yield Planned(
            urls.out_path(address),
            partial(_recipe, site, page),
            "a page",
            page.slug.where,
            entry(site, address, page.updated),
        )
    yield Planned(urls.out_path(urls.NOT_FOUND), partial(_not_found, site), "the page for missing addresses")


def _recipe(site: Site, page: FreePage) -> TemplateRecipe:
    return TemplateRecipe(
        TextPage(
            site=site.view,
            head=site.head(urls.page(page.slug.text), page.title, page.summary),
            title=page.title,
            body=site.html(page.body),
            updated=page.updated,
            lang=site.other_language(page.lang),
            extra=page.extra,
        )
    )


def _not_found(site: Site) -> TemplateRecipe:
    return TemplateRecipe(NotFoundPage(site=site.view, head=site.head(urls.NOT_FOUND, site.config.title)))
