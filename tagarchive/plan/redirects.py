"""Pages that lead from an address where an article stood before to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive import urls
from tagarchive.model import Archive, Article, Filed
from tagarchive.plan.site import Site
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.pages import RedirectPage


def planned(archive: Archive) -> Iterator[Planned]:
    for filed in archive.articles:
        for alias in filed.document.aliases:
            yield Planned(urls.out_path(urls.page_address(alias.text)), recipe, (filed,), "an alias", alias.where)


def recipe(site: Site, filed: Filed[Article]) -> TemplateRecipe:
    return TemplateRecipe(
        RedirectPage(
            language=site.config.language,
            title=filed.document.title,
            url=site.href(filed.address),
            canonical=site.addresses.absolute(filed.address),
        )
    )
