"""Whole pages: one class a template, and the template's name with it."""

from __future__ import annotations

from typing import ClassVar

from tagarchive.dates import Moment
from tagarchive.model import Extra
from tagarchive.views.articles import ArticleView, Card
from tagarchive.views.parts import FeedLink, Head, Markup, SiteView, View


class ArticlePage(View, frozen=True, kw_only=True):
    """The page of one article."""

    template: ClassVar[str] = "article.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""
    article: ArticleView
    """The article."""


class Pager(View, frozen=True, kw_only=True):
    """Where a page of a list stands among the others."""

    number: int
    """Its number; 0 for the landing page, which has none."""
    newer: str
    """Address of the page with newer articles, or nothing."""
    older: str
    """Address of the page with older articles, or nothing."""


class ListPage(View, frozen=True, kw_only=True):
    """A page of a list of articles: the landing page or a numbered one."""

    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""
    title: str
    """What the list holds: the name of the tag, author, source or year."""
    landing: str
    """Address of the landing page."""
    cards: tuple[Card, ...]
    """The articles of this page, newest first."""
    pager: Pager
    """The pages before and after this one."""


class HomePage(ListPage, frozen=True, kw_only=True):
    """The home page and the older pages of the whole archive."""

    template: ClassVar[str] = "home.html"


class TermSummary(View, frozen=True, kw_only=True):
    """A tag, author, source or year and how much there is of it."""

    title: str
    """Its name."""
    url: str
    """Address of its archive."""
    summary: str
    """A sentence about it, or nothing."""
    count: int
    """How many articles it has."""
    first: Moment
    """Date of the oldest."""
    last: Moment
    """Date of the newest."""


class TagPage(ListPage, frozen=True, kw_only=True):
    """A page of a tag archive: "Tag Archives: X"."""

    template: ClassVar[str] = "tag.html"
    term: TermSummary | None
    """How much there is of the tag; on the landing page only, so that a new article leaves older pages alone."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the tag, one a format."""
    body: Markup
    """The tag's own text, on the landing page only."""
    lang: str
    """The language of that text where it is not the site's, else nothing."""
    extra: Extra
    """`extra:` of the tag's file."""


class TermPage(ListPage, frozen=True, kw_only=True):
    """A page of the archive of an author, a source or a year."""

    template: ClassVar[str] = "term.html"
    kind: str
    """`author`, `source` or `year`."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the author or source, one a format; years have none."""
    term: TermSummary | None
    """How much there is of it; on the landing page only, so that a new article leaves older pages alone."""


class IndexPage(View, frozen=True, kw_only=True):
    """A list of all tags, authors, sources or years."""

    template: ClassVar[str] = "index.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""
    kind: str
    """`tag`, `author`, `source` or `year`."""
    terms: tuple[TermSummary, ...]
    """All of them, in the order of their names; years newest first."""


class TextPage(View, frozen=True, kw_only=True):
    """A free page such as About."""

    template: ClassVar[str] = "page.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""
    title: str
    """Its heading."""
    body: Markup
    """Its text."""
    updated: Moment | None
    """When it last changed, where its author says so."""
    lang: str
    """Its language where it is not the site's, else nothing."""
    extra: Extra
    """`extra:` of its front matter."""


class NotFoundPage(View, frozen=True, kw_only=True):
    """What a reader sees at an address that does not exist."""

    template: ClassVar[str] = "404.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""


class FeedOffer(View, frozen=True, kw_only=True):
    """A list of articles that readers may follow."""

    title: str
    """What it is about: the site, a tag, an author or a source."""
    url: str
    """Absolute address of its page."""
    feeds: tuple[FeedLink, ...]
    """Its feeds, one a format, with absolute addresses."""


class FeedGroup(View, frozen=True, kw_only=True):
    """What readers may follow, by kind."""

    kind: str
    """`site`, `tag`, `author` or `source`."""
    offers: tuple[FeedOffer, ...]
    """All of that kind."""


class SubscribePage(View, frozen=True, kw_only=True):
    """The page for people who want to follow: what a feed is, and the address of each."""

    template: ClassVar[str] = "subscribe.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""
    groups: tuple[FeedGroup, ...]
    """Everything that can be followed."""
    opml: str
    """Absolute address of the list that reading programs import."""


class Opml(View, frozen=True, kw_only=True):
    """All feeds as a list that reading programs import (OPML 2.0, opml.org/spec2.opml)."""

    template: ClassVar[str] = "feeds.opml"
    title: str
    """Name of the site."""
    language: str
    """Its language."""
    groups: tuple[FeedGroup, ...]
    """Everything that can be followed."""


class RedirectPage(View, frozen=True, kw_only=True):
    """What stands at an address where something stood before."""

    template: ClassVar[str] = "redirect.html"
    language: str
    """Language of the site."""
    title: str
    """What stands there now."""
    url: str
    """Where it is."""
    canonical: str
    """The same, absolute."""


class GonePage(View, frozen=True, kw_only=True):
    """What stands at an address that was published and given up."""

    template: ClassVar[str] = "gone.html"
    site: SiteView
    """The site."""
    head: Head
    """What the page says of itself."""


class RedirectRule(View, frozen=True, kw_only=True):
    """An address that leads elsewhere."""

    old: str
    """The address."""
    new: str
    """Where it leads."""


class RedirectRules(View, frozen=True, kw_only=True):
    """Redirects as Netlify, Cloudflare Pages and others read them from a file `_redirects`."""

    template: ClassVar[str] = "redirects.txt"
    rules: tuple[RedirectRule, ...]
    """One an address."""


class SitemapEntry(View, frozen=True, kw_only=True):
    """A page that search engines may list."""

    url: str
    """Its absolute address."""
    modified: str
    """When it last changed, as RFC 3339 text, or nothing where nobody can say."""


class Sitemap(View, frozen=True, kw_only=True):
    """A sitemap, or one part of a large one."""

    template: ClassVar[str] = "sitemap.xml"
    entries: tuple[SitemapEntry, ...]
    """The pages."""


class SitemapIndex(View, frozen=True, kw_only=True):
    """The list of the parts of a large sitemap."""

    template: ClassVar[str] = "sitemap-index.xml"
    parts: tuple[SitemapEntry, ...]
    """The parts."""


class Robots(View, frozen=True, kw_only=True):
    """What crawlers are told."""

    template: ClassVar[str] = "robots.txt"
    sitemap: str
    """Absolute address of the sitemap."""


Page = (
    ArticlePage | HomePage | TagPage | TermPage | IndexPage | TextPage | NotFoundPage | RedirectPage
    | GonePage | SubscribePage | Opml | RedirectRules | Sitemap | SitemapIndex | Robots
)  # fmt: skip
"""Every view that a template renders."""
