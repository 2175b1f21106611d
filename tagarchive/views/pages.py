"""Whole pages: one class a template, and the template's name with it."""

from __future__ import annotations

from typing import ClassVar

from tagarchive.core.dates import Moment
from tagarchive.reading.documents import Extra
from tagarchive.views.articles import ArticleView, Card, Picture
from tagarchive.views.charts import Calendar, Month, Trends
from tagarchive.views.common import FeedLink, Head, Markup, SiteView, View
from tagarchive.views.files import FeedGroup, Opml, RedirectRules, Robots, Sitemap, SitemapIndex


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
    picture: Picture | None
    """The picture of the newest article, on the home page only."""
    trends: Trends | None
    """The busiest tags over time, on the home page only."""


class TermSummary(View, frozen=True, kw_only=True):
    """A tag, author, source or year and how much there is of it."""

    title: str
    """Its name."""
    url: str
    """Address of its archive."""
    initial: str
    """What it is listed under: the first letter of its name, `0–9`, or `#`."""
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
    months: tuple[Month, ...]
    """The months of a year, on its landing page only."""


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
    """All of them, in the order of their names or with the most articles first; years newest first."""
    by_count: bool
    """Whether those with the most articles stand first."""
    other_order: str
    """Address of the same list in the other order, or nothing."""
    years: tuple[Calendar, ...]
    """The calendar of each year, where it is the list of years."""


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


OWN_VIEWS: dict[str, type[TagPage | TextPage]] = {"tag": TagPage, "page": TextPage}
"""What a site may have a template of its own for, `tag-SLUG.html` or `page-SLUG.html`, and what such templates see."""


def own_view(template: str) -> type[TagPage | TextPage] | None:
    """The view of a template for one tag or one free page; None of any other template."""
    kind, dash, slug = template.removesuffix(".html").partition("-")
    return OWN_VIEWS.get(kind) if dash and slug and template.endswith(".html") and "/" not in template else None


Page = (
    ArticlePage | HomePage | TagPage | TermPage | IndexPage | TextPage | NotFoundPage | RedirectPage
    | GonePage | SubscribePage | Opml | RedirectRules | Sitemap | SitemapIndex | Robots
)  # fmt: skip
"""Every view that a template renders."""
