"""What every part of the plan has at hand: the config, and what pages say of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tagarchive import urls
from tagarchive.body import Target, ToSite
from tagarchive.config import Config, MenuItem
from tagarchive.digests import digest, digest_of_text
from tagarchive.errors import Location, Written
from tagarchive.holdings import Archive
from tagarchive.links import link_target
from tagarchive.model import CONFIG_FILE
from tagarchive.urls import Address, Addresses
from tagarchive.views.parts import FeedLink, Head, IndexLink, Link, SiteView


class Site(NamedTuple):
    """How an archive is to be shown, and what all its pages show. `key` is a digest of all of it."""

    config: Config
    addresses: Addresses
    view: SiteView
    key: str

    def __hash__(self) -> int:
        return hash(self.key)

    def href(self, address: Address) -> str:
        return self.addresses.href(address)

    def head(self, address: Address, title: str, description: str = "", feeds: tuple[FeedLink, ...] = ()) -> Head:
        """What the page at an address says of itself; `feeds` are its own, the site's comes after them."""
        canonical = self.addresses.absolute(address)
        return Head(title=title, description=description, canonical=canonical, feeds=(*feeds, *self.view.feeds))

    def feeds_of(self, name: str, address: Address) -> tuple[FeedLink, ...]:
        """The feeds of the tag, author or source whose archive stands at an address."""
        return feed_links(f"{name} – {self.config.title}", address, self.config, self.href)

    def other_language(self, lang: str | None) -> str:
        """A language where it is not the site's, else nothing."""
        return lang if lang and lang != self.config.language else ""


def site_of(archive: Archive, config: Config) -> Site:
    view = _site_view(archive, config)
    return Site(config, config.addresses, view, digest_of_text(digest(config) + digest(view)))


def _site_view(archive: Archive, config: Config) -> SiteView:
    href = config.addresses.href
    lists = (
        ("tag", urls.TAGS, archive.tags),
        ("source", urls.SOURCES, archive.sources if config.archive.sources else ()),
        ("author", urls.AUTHORS, archive.authors if config.archive.authors else ()),
        ("year", urls.YEARS, archive.years if config.archive.years else ()),
    )
    pages = (page for page in archive.pages if page.document.menu)
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        home=href(urls.HOME),
        root=href(urls.HOME),
        menu=tuple(_menu_link(item, config) for item in config.menu),
        indexes=tuple(IndexLink(kind=kind, url=href(address)) for kind, address, terms in lists if terms),
        pages=tuple(Link(title=page.document.title, url=href(page.address)) for page in pages),
        feeds=feed_links(config.title, urls.HOME, config, href),
        subscribe=href(urls.SUBSCRIBE) if config.feeds.formats else "",
        rights=config.rights,
    )


_FORMATS = {
    "rss": ("", "application/rss+xml"),
    "atom": (" (Atom)", "application/atom+xml"),
    "json": (" (JSON)", "application/feed+json"),
}
"""What tells the formats of one feed apart, and their media types."""


def feed_links(title: str, page: Address, config: Config, url: Callable[[Address], str]) -> tuple[FeedLink, ...]:
    """The feeds of the list at an address, one a format."""
    return tuple(
        FeedLink(
            title=title + _FORMATS[name][0], url=url(urls.feed(page, name)), format=name, media_type=_FORMATS[name][1]
        )
        for name in dict.fromkeys(config.feeds.formats)
    )


def menu_target(item: MenuItem) -> Target | str:
    """What a link of the menu leads to."""
    return link_target(Written(item.address, Location(CONFIG_FILE)), CONFIG_FILE) or item.address


def _menu_link(item: MenuItem, config: Config) -> Link:
    target = menu_target(item)
    if isinstance(target, ToSite):
        return Link(title=item.title, url=config.addresses.href(Address(target.address)) + target.suffix)
    return Link(title=item.title, url=item.address)
