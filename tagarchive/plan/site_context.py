"""The context of all recipes: the config, and the data about the site that every page shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.model import Archive, PlacedDocument, TermList
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import digest, key_of
from tagarchive.core.errors import Location, Written
from tagarchive.core.urls import Address, Addresses
from tagarchive.plan import theme
from tagarchive.plan.icons import icon_of
from tagarchive.reading.body import Target, ToSite
from tagarchive.reading.card_fonts import CardFonts
from tagarchive.reading.config import Config
from tagarchive.reading.documents import FreePage
from tagarchive.reading.files import CONFIG_FILE, File
from tagarchive.reading.link_targets import link_target
from tagarchive.reading.menu import MenuItem
from tagarchive.reading.site_languages import SiteLanguage, site_languages
from tagarchive.views.common import (
    CardImage,
    Crumb,
    FeedLink,
    Head,
    Html,
    IndexLink,
    LanguageLink,
    Link,
    MarkdownLine,
    SiteView,
)
from tagarchive.views.pages import own_view
from tagarchive.views.social_cards import CARD_HEIGHT, CARD_WIDTH


class SiteContext(NamedTuple):
    """The config of a site and the data that all its pages show.

    Attributes:
        config: the config
        addresses: converts addresses to URLs
        view: the data for templates
        own_templates: names of the templates for a single tag or free page
        edition: code of the language of its pages, if the site is in several; empty for the default language
        fonts: fonts of social cards; None if the site has no cards
        key: a digest of everything above

    """

    config: Config
    addresses: Addresses
    view: SiteView
    own_templates: frozenset[str]
    edition: str
    fonts: CardFonts | None
    key: str

    def __hash__(self) -> int:
        return hash(self.key)

    def href(self, address: Address) -> str:
        return self.addresses.href(address)

    def own(self, address: Address) -> Address:
        """The address among the pages in its language."""
        return urls.in_language(self.edition, address)

    def head(
        self,
        address: Address,
        title: str,
        description: str = "",
        feeds: tuple[FeedLink, ...] = (),
        trail: tuple[Crumb, ...] = (),
    ) -> Head:
        """The metadata of the page at an address. `feeds` are those of the page; the site's feeds follow them."""
        url = self.addresses.absolute(address)
        return Head(
            title=title,
            description=description,
            url=url,
            canonical=url,
            noindex=False,
            feeds=(*feeds, *self.view.feeds),
            trail=(Crumb(kind="home", title="", url=self.view.home), *trail) if trail else (),
            languages=self.view.languages,
            card=self.card_at(urls.in_language(self.edition, urls.HOME), self.config.title),
        )

    def card_at(self, page: Address, title: str, source: str = "") -> CardImage | None:
        """The social card of a page with a title, and with a source if it has one; None if it has no card."""
        if self.fonts is None or not self.fonts.shows(title):
            return None
        url, shown = self.href(urls.social_card(page)), filter(None, dict.fromkeys((title, source, self.config.title)))
        return CardImage(url=url, width=CARD_WIDTH, height=CARD_HEIGHT, alt=" – ".join(shown))

    def link(self, to: TagLink) -> Link:
        """The link to the archive of a term, or to an index."""
        return Link(title=to.name, url=self.href(to.address))

    def crumb(self, title: str, address: Address) -> Crumb:
        return Crumb(kind="", title=title, url=self.href(address))

    def list_crumb(self, kind: str) -> Crumb:
        """The breadcrumb for the list of all tags, authors, sources or years, or for that of a taxonomy."""
        title, address = self.index_of(kind)
        return Crumb(kind="" if title else kind, title=title, url=self.href(address))

    def index_of(self, kind: str) -> TagLink:
        """The title and address of the index of a kind of terms. The theme names those without a title."""
        taxonomies = {one.name: TagLink(one.title, one.address) for one in self.config.taxonomies}
        return taxonomies.get(kind) or TagLink("", self.own(LISTS[kind]))

    def crumbs_to(self, trail: Iterable[Sequence[TagLink]]) -> Iterator[Crumb]:
        """The breadcrumbs for the way down to a tag. Several parents share one place."""
        for step in trail:
            first, *beside = map(self.link, step)
            yield Crumb(kind="", title=first.title, url=first.url, beside=tuple(beside))

    def own_template(self, kind: str, address: Address) -> str:
        """The template for the single tag or page at an address; empty if the site has none."""
        name = own_template(kind, address)
        return name if name in self.own_templates else ""

    def feeds_of(self, name: str, address: Address, kind: str = "") -> tuple[FeedLink, ...]:
        """The feeds of the tag, author, source or pair with its archive at an address."""
        return feed_links(f"{name} – {self.config.title}", address, self.config, self.href, kind)

    def other_language(self, lang: str | None) -> str:
        """The language if it differs from the site's, else an empty text."""
        return lang if lang and lang != self.config.language else ""


def own_template(kind: str, address: Address) -> str:
    """Name of the template for the single tag or page at an address."""
    return f"{kind}-{address.split('/')[-2]}.html"


LISTS = {"tag": urls.TAGS, "source": urls.SOURCES, "author": urls.AUTHORS, "year": urls.YEARS}
"""Addresses of the lists of all tags, sources, authors and years."""


def site_of(archive: Archive, language: SiteLanguage, templates: Collection[str]) -> SiteContext:
    """The context of the pages of a site, or of those in one of its languages."""
    config, edition, addresses = language.config, language.edition, language.site.addresses
    view = _site_view(archive, language)
    own = frozenset(name for name in templates if own_view(name))
    key = _key(config, view, own, edition, archive.fonts)
    return SiteContext(config, addresses, view, own, edition, archive.fonts, key)


def restyled_site(site: SiteContext, statics: Sequence[File]) -> SiteContext:
    """The site with other style sheets and scripts."""
    icon = icon_of(statics, site.config, site.href)
    view = structs.replace(site.view, assets=theme.assets(statics, site.href), icon=icon)
    return site._replace(view=view, key=_key(site.config, view, site.own_templates, site.edition, site.fonts))


def _key(config: Config, view: SiteView, own_templates: frozenset[str], edition: str, fonts: CardFonts | None) -> str:
    return key_of(digest(config), digest(view), edition, fonts.key if fonts else "", *sorted(own_templates))


def term_lists(archive: Archive, config: Config) -> tuple[TermList, ...]:
    """The kinds of terms that the site has archives of: tags, taxonomies, sources, authors and years."""
    options = config.archive
    of_others = {
        "source": archive.sources if options.sources else (),
        "author": archive.authors if options.authors else (),
        "year": archive.years if options.years else (),
    }
    tags = TermList(kind="tag", address=archive.own(urls.TAGS), terms=archive.tags)
    others = (TermList(kind=kind, address=archive.own(LISTS[kind]), terms=terms) for kind, terms in of_others.items())
    return (tags, *archive.taxonomies, *others)


def _site_view(archive: Archive, language: SiteLanguage) -> SiteView:
    config = language.config
    href = config.addresses.href
    places, home = {page.address for page in archive.pages}, archive.own(urls.HOME)
    pages = (page for page in archive.pages if _is_in_menu(page, places))
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        digits=config.digits,
        calendar=config.calendar,
        home=href(home),
        root=href(urls.HOME),
        menu=tuple(_menu_link(item, config) for item in config.menu),
        origin=config.addresses.origin,
        assets=theme.assets(archive.statics, href),
        policy=theme.policy(config.html),
        style=theme.style(config.theme),
        paper=config.theme.paper,
        paper_dark=config.theme.paper_dark,
        icon=icon_of(archive.statics, config, href),
        indexes=tuple(
            IndexLink(kind=one.kind, title=one.title, url=href(one.address))
            for one in term_lists(archive, config)
            if one.terms
        ),
        pages=tuple(Link(title=page.document.title, url=href(page.address)) for page in pages),
        feeds=feed_links(config.title, home, config, href),
        subscribe=href(archive.own(urls.SUBSCRIBE)) if config.feeds.formats else "",
        search=href(archive.own(urls.SEARCH)) if config.search.is_on else "",
        rights=MarkdownLine(text=config.rights, base_url=config.addresses.base_url) if config.rights else Html(""),
        languages=tuple(_home_pages(language)) if language.site.codes else (),
    )


def _home_pages(language: SiteLanguage) -> Iterator[LanguageLink]:
    """The home pages of a site in several languages, as they are linked from pages in one of these."""
    for one in site_languages(language.site):
        url = language.site.addresses.href(urls.in_language(one.edition, urls.HOME))
        yield LanguageLink(lang=one.config.language, url=url, here=one.edition == language.edition)


def _is_in_menu(page: PlacedDocument[FreePage], places: Collection[Address]) -> bool:
    """True if a page is in the menu. One that another page is above is only if it says so."""
    wish = page.document.menu
    return not any(place in places for place in urls.above(page.address)) if wish is None else wish


_FORMATS = {
    "rss": ("", "application/rss+xml"),
    "atom": (" (Atom)", "application/atom+xml"),
    "json": (" (JSON)", "application/feed+json"),
}
"""The title suffix and the media type of each feed format."""


def feed_formats(config: Config, kind: str) -> tuple[str, ...]:
    """The formats of the feeds of a kind of list. Pairs are many, so they have feeds of the first format only."""
    formats: tuple[str, ...] = tuple(dict.fromkeys(config.feeds.formats))
    return formats[:1] if kind == "pair" else formats


def feed_links(
    title: str, page: Address, config: Config, url: Callable[[Address], str], kind: str = ""
) -> tuple[FeedLink, ...]:
    """The feeds of the list at an address, one for each format."""
    return tuple(
        FeedLink(
            title=title + _FORMATS[name][0], url=url(urls.feed(page, name)), format=name, media_type=_FORMATS[name][1]
        )
        for name in feed_formats(config, kind)
    )


def menu_target(item: MenuItem) -> Target | str:
    """The target of a menu link."""
    return link_target(Written(item.address, Location(CONFIG_FILE)), CONFIG_FILE) or item.address


def menu_of(config: Config) -> Iterator[Target | str]:
    """The targets of the menus in all languages of a site."""
    for language in site_languages(config):
        yield from map(menu_target, language.config.menu)


def targets_of(archive: Archive, config: Config) -> Iterator[Target | str]:
    """The targets of all links within the site."""
    yield from menu_of(config)
    for document in archive.documents:
        yield from document.targets()


def _menu_link(item: MenuItem, config: Config) -> Link:
    target = menu_target(item)
    if isinstance(target, ToSite):
        return Link(title=item.title, url=config.addresses.href(Address(target.address)) + target.suffix)
    return Link(title=item.title, url=item.address)
