"""What every part of the plan has at hand: the archive, the config, and what pages say of the site."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive import urls
from tagarchive.body import Body, Place, Target, html_in
from tagarchive.config import CONFIG_FILE, Config, MenuItem
from tagarchive.errors import Location, Written
from tagarchive.links import link_target
from tagarchive.model import Archive, Term
from tagarchive.urls import Address, Addresses
from tagarchive.views.parts import FeedLink, Head, Html, IndexLink, Link, SiteView


class Site(NamedTuple):
    """An archive and how it is to be shown."""

    archive: Archive
    config: Config
    addresses: Addresses
    view: SiteView

    def href(self, address: Address) -> str:
        return self.addresses.href(address)

    def head(self, address: Address, title: str, description: str = "", feeds: tuple[FeedLink, ...] = ()) -> Head:
        """What the page at an address says of itself; `feeds` are its own, the site's comes after them."""
        canonical = self.addresses.absolute(address)
        return Head(title=title, description=description, canonical=canonical, feeds=(*feeds, self.view.feed))

    def feed_of(self, term: Term) -> FeedLink:
        return FeedLink(title=f"{term.name} – {self.config.title}", url=self.href(urls.feed(term.address)))

    @property
    def place(self) -> Place:
        """Where a text has a page of its own."""
        return Place(url=self.href, addresses=self.archive.addresses, anchors=True)

    def html(self, body: Body) -> Html:
        """A text on a page of its own."""
        return Html(html_in(body, self.place))

    def other_language(self, lang: str | None) -> str:
        """A language where it is not the site's, else nothing."""
        return lang if lang and lang != self.config.language else ""


def site_of(archive: Archive, config: Config) -> Site:
    return Site(archive, config, config.addresses, _site_view(archive, config))


def _site_view(archive: Archive, config: Config) -> SiteView:
    href = config.addresses.href
    lists = (
        ("tag", urls.TAGS, archive.tags),
        ("source", urls.SOURCES, archive.sources if config.archive.sources else ()),
        ("author", urls.AUTHORS, archive.authors if config.archive.authors else ()),
        ("year", urls.YEARS, archive.years if config.archive.years else ()),
    )
    pages = (page for page in archive.pages if page.menu)
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        home=href(urls.HOME),
        root=href(urls.HOME),
        menu=tuple(_menu_link(item, config) for item in config.menu),
        indexes=tuple(IndexLink(kind=kind, url=href(address)) for kind, address, terms in lists if terms),
        pages=tuple(Link(title=page.title, url=href(urls.page(page.slug.text))) for page in pages),
        feed=FeedLink(title=config.title, url=href(urls.feed(urls.HOME))),
        rights=config.rights,
    )


def menu_target(item: MenuItem) -> Target | str:
    """What a link of the menu leads to."""
    return link_target(Written(item.address, Location(CONFIG_FILE)), CONFIG_FILE) or item.address


def _menu_link(item: MenuItem, config: Config) -> Link:
    url = Place(url=config.addresses.href, addresses={}).href(menu_target(item))
    return Link(title=item.title, url=url or item.address)
