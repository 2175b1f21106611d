"""What every part of the plan has at hand: the config, and what pages say of the site."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive import urls
from tagarchive.body import Target, ToSite
from tagarchive.config import Config, MenuItem
from tagarchive.digests import digest, digest_of_text
from tagarchive.errors import Location, Written
from tagarchive.links import link_target
from tagarchive.model import CONFIG_FILE, Archive
from tagarchive.urls import Address, Addresses
from tagarchive.views.parts import FeedLink, Head, IndexLink, Link, SiteView


class Site(NamedTuple):
    """How an archive is to be shown, and what all its pages show. `key` is a digest of all of it."""

    config: Config
    addresses: Addresses
    view: SiteView
    key: str

    def href(self, address: Address) -> str:
        return self.addresses.href(address)

    def head(self, address: Address, title: str, description: str = "", feeds: tuple[FeedLink, ...] = ()) -> Head:
        """What the page at an address says of itself; `feeds` are its own, the site's comes after them."""
        canonical = self.addresses.absolute(address)
        return Head(title=title, description=description, canonical=canonical, feeds=(*feeds, self.view.feed))

    def feed_of(self, name: str, address: Address) -> FeedLink:
        """The feed of the tag whose archive stands at an address."""
        return FeedLink(title=f"{name} – {self.config.title}", url=self.href(urls.feed(address)))

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
        feed=FeedLink(title=config.title, url=href(urls.feed(urls.HOME))),
        rights=config.rights,
    )


def menu_target(item: MenuItem) -> Target | str:
    """What a link of the menu leads to."""
    return link_target(Written(item.address, Location(CONFIG_FILE)), CONFIG_FILE) or item.address


def _menu_link(item: MenuItem, config: Config) -> Link:
    target = menu_target(item)
    if isinstance(target, ToSite):
        return Link(title=item.title, url=config.addresses.href(Address(target.address)) + target.suffix)
    return Link(title=item.title, url=item.address)
