"""The page that lists feeds for people, and the OPML file for feed readers, which lists all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.feeds import Channel, channels
from tagarchive.plan.planned_files import FileKind, PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext, feed_links
from tagarchive.views.files import FeedGroup, FeedOffer, Opml
from tagarchive.views.pages import SubscribePage

MOST = 40
"""Number of lists of a kind that the page for people names: the largest. A page of thousands helps nobody."""


class Offer(NamedTuple):
    """A list that has feeds.

    Attributes:
        kind: `site`, `tag`, `author`, `source` or the name of a taxonomy
        group: title of the taxonomy, or ""
        name: its name
        page: address of its page
        is_large: True if it is among the largest of its kind

    """

    kind: str
    group: str
    name: str
    page: Address
    is_large: bool

    @property
    def key(self) -> str:
        return joined(self.kind, self.group, self.name, self.page, str(self.is_large))


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    offers = _offers(site, archive)
    if offers:
        address = site.own(urls.SUBSCRIBE)
        listed = SitemapItem(address, None)
        yield PlannedFile(urls.out_path(address), page, offers, "the page of all feeds", listed=listed)
        yield PlannedFile(urls.out_path(site.own(urls.OPML)), opml, offers, "the list of all feeds", kind=FileKind.FILE)


def _offers(site: SiteContext, archive: Archive) -> tuple[Offer, ...]:
    # Pairs are too many to choose from, and parts of the tags.
    by_kind = groupby((one for one in channels(site, archive) if one.kind != "pair"), attrgetter("kind"))
    return tuple(offer for _, group in by_kind for offer in _offers_of(list(group)))


def _offers_of(kind: Sequence[Channel]) -> Iterator[Offer]:
    """The lists of one kind, with a mark on the largest."""
    large = {one.about.page for one in nlargest(MOST, kind, key=lambda channel: len(channel.articles))}
    for one in kind:
        yield Offer(one.kind, one.group, one.name, one.about.page, one.about.page in large)


def page(site: SiteContext, *offers: Offer) -> TemplateRecipe:
    head = site.head(site.own(urls.SUBSCRIBE), site.config.title)
    address = site.addresses.absolute(site.own(urls.OPML))
    large = tuple(offer for offer in offers if offer.is_large)
    kinds = {offer.kind for offer in offers if not offer.is_large}
    return TemplateRecipe(SubscribePage(site=site.view, head=head, groups=_groups(site, large, kinds), opml=address))


def opml(site: SiteContext, *offers: Offer) -> TemplateRecipe:
    config = site.config
    return TemplateRecipe(Opml(title=config.title, language=config.language, groups=_groups(site, offers)))


def _groups(site: SiteContext, offers: Iterable[Offer], partial: Collection[str] = ()) -> tuple[FeedGroup, ...]:
    """The lists by kind. Those of the kinds in `partial` are not all there are."""
    by_kind = groupby(offers, attrgetter("kind", "group"))
    return tuple(
        FeedGroup(
            kind=kind,
            title=title,
            offers=tuple(_offer(site, offer) for offer in group),
            index=site.href(site.index_of(kind).address) if kind in partial else "",
        )
        for (kind, title), group in by_kind
    )


def _offer(site: SiteContext, offer: Offer) -> FeedOffer:
    absolute = site.addresses.absolute
    feeds = feed_links(offer.name, offer.page, site.config, absolute)
    return FeedOffer(title=offer.name, url=absolute(offer.page), feeds=feeds)
