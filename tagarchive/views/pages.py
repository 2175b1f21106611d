"""Views of whole pages. Each class names its template."""

from __future__ import annotations

from typing import ClassVar

from tagarchive.core.dates import Moment
from tagarchive.reading.documents import Extra
from tagarchive.views.articles import ArticleView, Record
from tagarchive.views.charts import Calendar, Day, Month, Trends
from tagarchive.views.common import ExportLink, FeedLink, Head, Link, Markup, SiteView, View
from tagarchive.views.files import (
    ApacheRedirects,
    CaddyRedirects,
    FeedGroup,
    NginxRedirects,
    Opml,
    RedirectRules,
    Robots,
    Sitemap,
    SitemapIndex,
)
from tagarchive.views.filters import FilterLink
from tagarchive.views.lists import ListPage, TermSummary
from tagarchive.views.pictures import Picture
from tagarchive.views.profiles import Profile


class ArticlePage(View, frozen=True, kw_only=True):
    """The page of one article."""

    template: ClassVar[str] = "article.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    article: ArticleView
    """The article."""


class HomePage(ListPage, frozen=True, kw_only=True):
    """The home page and the older pages of the whole archive."""

    template: ClassVar[str] = "home.html"
    picture: Picture | None
    """Lead picture of the newest article, on the home page only."""
    trends: Trends | None
    """The tags with the most articles over time, on the home page only."""


class TreeItem(View, frozen=True, kw_only=True):
    """A tag in the tree of all tags, which is a list in the order of its lines."""

    term: TermSummary
    """The tag."""
    opens: bool
    """True if tags below it follow."""
    closes: tuple[int, ...]
    """Depths of the lists that end after it, innermost first."""


class TagPage(ListPage, frozen=True, kw_only=True):
    """A page of a tag archive: "Tag Archives: X"."""

    template: ClassVar[str] = "tag.html"
    term: TermSummary | None
    """Summary of the tag, on the landing page only, so that a new article does not change older pages."""
    profile: Profile | None
    """Profile of the articles, on the landing page only."""
    filter: FilterLink | None
    """Data for the filter of the articles, on the landing page of an archive with several pages only."""
    picture: Picture | None
    """Picture of the tag, on the landing page only."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the tag, one for each format."""
    exports: tuple[ExportLink, ...]
    """The exports of the tag, on the landing page only."""
    body: Markup
    """Text about the tag, on the landing page only."""
    lang: str
    """Language of that text if it differs from the site's, else nothing."""
    extra: Extra
    """`extra:` of the tag's file."""


class PairPage(ListPage, frozen=True, kw_only=True):
    """A page of the archive of two tags. Its list is short: it has the headlines alone."""

    template: ClassVar[str] = "pair.html"
    tags: tuple[Link, ...]
    """The two tags."""
    term: TermSummary | None
    """Summary of the pair, on the landing page only."""
    feeds: tuple[FeedLink, ...]
    """The feed of the pair."""


class TermPage(ListPage, frozen=True, kw_only=True):
    """A page of the archive of an author, a source, a year or a term of a taxonomy."""

    template: ClassVar[str] = "term.html"
    kind: str
    """`author`, `source` or `year`, or the name of a taxonomy."""
    list_title: str
    """Title of the taxonomy; empty for the other kinds."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the author or source, one for each format; years have none."""
    exports: tuple[ExportLink, ...]
    """The exports of the term, on the landing page only."""
    term: TermSummary | None
    """Summary of the term, on the landing page only, so that a new article does not change older pages."""
    profile: Profile | None
    """Profile of the articles, on the landing page only; years have none."""
    record: Record | None
    """Facts about a source or an author from its file, on its landing page only."""
    picture: Picture | None
    """Portrait of an author, on the landing page only."""
    body: Markup
    """Text about a source or an author, on its landing page only."""
    lang: str
    """Language of that text if it differs from the site's, else nothing."""
    extra: Extra
    """`extra:` of the file of the source or author."""
    months: tuple[Month, ...]
    """The months of a year, on the landing page of the year only."""


class PeriodPage(ListPage, frozen=True, kw_only=True):
    """A page of the archive of a month or a day. Its `title` is in digits, such as `2021-11`."""

    template: ClassVar[str] = "period.html"
    kind: str
    """`month` or `day`."""
    first: Moment
    """First day of the month, or the day."""
    term: TermSummary | None
    """Summary of the month or day, on the landing page only."""
    days: tuple[Day, ...]
    """The days of a month, on its landing page, if days have archives."""


class IndexPage(View, frozen=True, kw_only=True):
    """A list of all tags, authors, sources or years, or of all terms of a taxonomy."""

    template: ClassVar[str] = "index.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    kind: str
    """`tag`, `author`, `source` or `year`, or the name of a taxonomy."""
    title: str
    """Title of the taxonomy; empty for the other kinds."""
    terms: tuple[TermSummary, ...]
    """All terms of the kind, by name or by number of articles; years newest first."""
    tree: tuple[TreeItem, ...]
    """Tags under their parents, in the list of tags by name, if the site shows it as a tree."""
    by_count: bool
    """True if the terms are in order of their number of articles, most articles first."""
    other_order: str
    """URL of the same list in the other order, or nothing."""
    exports: tuple[ExportLink, ...]
    """The tables of the site, in the list of tags by name only."""
    years: tuple[Calendar, ...]
    """The calendar of each year, in the list of years only."""


class TextPage(View, frozen=True, kw_only=True):
    """A free page such as About."""

    template: ClassVar[str] = "page.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    title: str
    """Heading of the page."""
    body: Markup
    """Text of the page."""
    below: tuple[Link, ...]
    """The pages next below it."""
    updated: Moment | None
    """Date of the last change, if the author gives one."""
    lang: str
    """Language of the page if it differs from the site's, else nothing."""
    extra: Extra
    """`extra:` of the page's front matter."""


class NotFoundPage(View, frozen=True, kw_only=True):
    """The page for addresses that do not exist (status 404)."""

    template: ClassVar[str] = "404.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""


class SubscribePage(View, frozen=True, kw_only=True):
    """The page that explains feeds and lists all feeds of the site."""

    template: ClassVar[str] = "subscribe.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    groups: tuple[FeedGroup, ...]
    """All lists that have feeds, by kind."""
    opml: str
    """Absolute URL of the OPML file for import into feed readers."""


class SearchPage(View, frozen=True, kw_only=True):
    """The page on which readers search the articles."""

    template: ClassVar[str] = "search.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    index: str
    """URL of the folder with the search index."""


class RedirectPage(View, frozen=True, kw_only=True):
    """A redirect at a former address."""

    template: ClassVar[str] = "redirect.html"
    language: str
    """Language of the site."""
    title: str
    """Title of the target."""
    url: str
    """URL of the target."""
    canonical: str
    """Absolute URL of the target."""


class GonePage(View, frozen=True, kw_only=True):
    """The page at an address whose content was removed for good."""

    template: ClassVar[str] = "gone.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""


class WithdrawnPage(View, frozen=True, kw_only=True):
    """The page of a withdrawn article. It shows nothing of the article."""

    template: ClassVar[str] = "withdrawn.html"
    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    date: Moment
    """Date of the withdrawal."""
    reason: str
    """Reason, or nothing."""
    by: str
    """Person or organisation that asked for it, or nothing."""


OWN_VIEWS: dict[str, type[TagPage | TextPage]] = {"tag": TagPage, "page": TextPage}
"""The kinds that may have own templates, `tag-SLUG.html` or `page-SLUG.html`, and the views of these templates."""


def own_view(template: str) -> type[TagPage | TextPage] | None:
    """The view of a template for a single tag or free page; None for any other template."""
    kind, dash, slug = template.removesuffix(".html").partition("-")
    return OWN_VIEWS.get(kind) if dash and slug and template.endswith(".html") and "/" not in template else None


Page = (
    ArticlePage | HomePage | TagPage | PairPage | TermPage | PeriodPage | IndexPage | TextPage | NotFoundPage
    | RedirectPage | GonePage | WithdrawnPage | SubscribePage | SearchPage | Opml | RedirectRules
    | NginxRedirects | CaddyRedirects | ApacheRedirects | Sitemap | SitemapIndex | Robots
)  # fmt: skip
"""All views that a template renders."""
