"""Pages that lead from an address where an article stood before to where it is now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.model import Article
from tagarchive.plan.cards import address_of
from tagarchive.plan.site import Site
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.pages import RedirectPage


def planned(site: Site) -> Iterator[Planned]:
    for article in site.archive.articles:
        for alias in article.aliases:
            path = urls.out_path(urls.page_address(alias.text))
            yield Planned(path, partial(_recipe, site, article), "an alias", alias.where)


def _recipe(site: Site, article: Article) -> TemplateRecipe:
    canonical = site.addresses.absolute(site.archive.addresses[article.path])
    page = RedirectPage(
        language=site.config.language, title=article.title, url=address_of(site, article), canonical=canonical
    )
    return TemplateRecipe(page)
