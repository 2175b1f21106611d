"""Tag archives, page by page, and the list of all tags."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.model import Archive, PlacedTermText, Term, TermList
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.indexes import Extent, extent, index, index_by_count
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.parts.cards import card
from tagarchive.plan.parts.export_links import exports_beside
from tagarchive.plan.parts.filters import filter_of
from tagarchive.plan.parts.pagination import PageSlice, page_slices
from tagarchive.plan.parts.pictures import picture_of
from tagarchive.plan.parts.profiles import Profile, narrower_of, profile_of, relations_of
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Extra
from tagarchive.views.common import Html
from tagarchive.views.pages import TagPage


class TermHeading(NamedTuple):
    """Data about a term on the pages of its archive.

    Attributes:
        name: name of the tag
        landing: address of the landing page
        text: the text about the tag, source or author, if any
        extent: number and dates of the articles; None except on the landing page
        trail: the way down to the tag

    """

    name: str
    landing: Address
    text: PlacedTermText | None
    extent: Extent | None
    trail: tuple[tuple[TagLink, ...], ...] = ()

    @property
    def key(self) -> str:
        parts = (self.text.key if self.text else "", self.extent.key if self.extent else "")
        return joined(self.name, self.landing, *parts, *chain.from_iterable(chain.from_iterable(self.trail)))


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    yield index(TermList(kind="tag", address=archive.own(urls.TAGS), terms=archive.tags))
    if archive.tags:
        yield index_by_count(archive.tags, archive.own(urls.TAGS_BY_COUNT))
    relations, below = relations_of(archive), narrower_of(archive.tags)
    for tag in archive.tags:
        profile = profile_of(tag, "tag", relations, below.get(tag.address))
        for page in page_slices(tag.address, tag.articles, site.config.archive, tag.order):
            yield _planned(tag, page, profile)


def heading_of(term: Term, page: PageSlice) -> TermHeading:
    return TermHeading(term.name, term.address, term.text, extent(term) if page.landing else None, term.trail)


def _planned(tag: Term, page: PageSlice, profile: Profile) -> PlannedFile:
    return PlannedFile(
        urls.out_path(page.address),
        recipe,
        (heading_of(tag, page), page, profile) if page.landing else (heading_of(tag, page), page),
        f"the archive of the tag “{tag.name}”",
        tag.text.document.name.where if tag.text else None,
        SitemapItem(tag.address, tag.modified) if page.landing else None,
    )


def recipe(site: SiteContext, heading: TermHeading, page: PageSlice, profile: Profile | None = None) -> TemplateRecipe:
    feeds = site.feeds_of(heading.name, heading.landing)
    placed = heading.text
    text = placed.document if placed else None
    shown = profile.view(site) if profile else None
    here = site.crumb(heading.name, heading.landing)
    trail = (site.list_crumb("tag"), *site.crumbs_to(heading.trail), here)
    head = site.head(page.address, heading.name, text.summary if text else "", feeds, trail)
    return TemplateRecipe(
        TagPage(
            site=site.view,
            head=structs.replace(head, card=site.card_at(heading.landing, heading.name) or head.card),
            title=heading.name,
            landing=site.href(heading.landing),
            cards=tuple(card(site, article) for article in page.articles),
            pager=page.pager(site),
            term=heading.extent.view(site) if heading.extent else None,
            profile=shown,
            filter=filter_of(site, profile, shown) if profile and shown else None,
            picture=picture_of(site, placed) if placed and page.landing else None,
            feeds=feeds,
            exports=exports_beside(site, "tag", heading.landing) if page.landing else (),
            body=on_page(site, placed) if placed and page.landing else Html(""),
            lang=site.other_language(text.lang) if text and page.landing else "",
            extra=text.extra if text else Extra(),
        ),
        site.own_template("tag", heading.landing),
    )
