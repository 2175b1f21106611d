"""The page that lists all feeds, and the OPML file for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.feeds import channels
from tagarchive.plan.planned_files import FileKind, PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext, feed_links
from tagarchive.views.files import FeedGroup, FeedOffer, Opml
from tagarchive.views.pages import SubscribePage


class Offer(NamedTuple):
    """A list that has feeds.

    Attributes:
        kind: `site`, `tag`, `author`, `source` or the name of a taxonomy
        group: title of the taxonomy, or ""
        name: its name
        page: address of its page

    """

    kind: str
    group: str
    name: str
    page: Address

    @property
    def key(self) -> str:
        return joined(*self)


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    offers = _offers(site, archive)
    if offers:
        listed = SitemapItem(urls.SUBSCRIBE, None)
        yield PlannedFile(urls.out_path(urls.SUBSCRIBE), page, offers, "the page of all feeds", listed=listed)
        yield PlannedFile(urls.out_path(urls.OPML), opml, offers, "the list of all feeds", kind=FileKind.FILE)


def _offers(site: SiteContext, archive: Archive) -> tuple[Offer, ...]:
    return tuple(
        Offer(channel.kind, channel.group, channel.name, channel.about.page)
        for channel in channels(site, archive)
        if channel.kind != "pair"  # They are too many to choose from, and parts of the tags.
    )


def page(site: SiteContext, *offers: Offer) -> TemplateRecipe:
    head = site.head(urls.SUBSCRIBE, site.config.title)
    address = site.addresses.absolute(urls.OPML)
    return TemplateRecipe(SubscribePage(site=site.view, head=head, groups=_groups(site, offers), opml=address))


def opml(site: SiteContext, *offers: Offer) -> TemplateRecipe:
    config = site.config
    return TemplateRecipe(Opml(title=config.title, language=config.language, groups=_groups(site, offers)))


def _groups(site: SiteContext, offers: tuple[Offer, ...]) -> tuple[FeedGroup, ...]:
    by_kind = groupby(offers, attrgetter("kind", "group"))
    return tuple(
        FeedGroup(kind=kind, title=title, offers=tuple(_offer(site, offer) for offer in group))
        for (kind, title), group in by_kind
    )


def _offer(site: SiteContext, offer: Offer) -> FeedOffer:
    absolute = site.addresses.absolute
    feeds = feed_links(offer.name, offer.page, site.config, absolute)
    return FeedOffer(title=offer.name, url=absolute(offer.page), feeds=feeds)
