"""The search page. The index that it reads is made apart, once the texts of all articles are known."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import PlannedFile
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.pages import SearchPage


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    if site.config.search.is_on:
        address = archive.own(urls.SEARCH)
        yield PlannedFile(urls.out_path(address), page, (address,), "the search page")


def page(site: SiteContext, address: Address) -> TemplateRecipe:
    # Search engines have no use for it, and ask not to be shown the results of other searches.
    head = structs.replace(site.head(address, site.config.title), noindex=True)
    return TemplateRecipe(SearchPage(site=site.view, head=head, index=site.href(urls.SEARCH_INDEX)))
