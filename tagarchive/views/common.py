"""Views shared by all pages. URLs start at the host's root unless a field says that they are absolute."""

from __future__ import annotations

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.reading.body import Place


class View(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A frozen value. Its fields are texts, numbers, booleans, moments, tuples and other views."""


class Html(msgspec.Struct, frozen=True, tag=True):
    """Safe HTML. Templates print it without escaping."""

    text: str
    """The HTML itself."""

    def __html__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Text(View, frozen=True, kw_only=True):
    """A text by the site's author, to be shown at one place. It becomes `Html` when the page is rendered.

    A view identifies the text by the path of its file and by the digest of its body. The view does not hold the text.
    """

    path: str
    """Path of the source file."""
    digest: str
    """Digest of the body."""
    place: Place
    """Place at which the text is shown."""


class MarkdownLine(View, frozen=True, kw_only=True):
    """A line of Markdown. It becomes `Html` when the page is rendered."""

    text: str
    """The line as its author wrote it."""
    base_url: str
    """Public address of the site, for links to its own addresses."""


Markup = Html | Text
"""Rendered HTML, or a text that becomes HTML when the page is rendered."""


class Link(View, frozen=True, kw_only=True):
    """A link with its text."""

    title: str
    """Text of the link."""
    url: str
    """URL of the link."""


class FeedLink(View, frozen=True, kw_only=True):
    """A feed of a page."""

    title: str
    """Name of the feed."""
    url: str
    """URL of the feed."""
    format: str
    """`rss`, `atom` or `json`."""
    media_type: str
    """Media type, such as `application/rss+xml`."""


class ExportLink(View, frozen=True, kw_only=True):
    """An export of a list."""

    format: str
    """`csl`, `bibtex`, `ris`, `json`, `csv` or `bookmarks`; `package` for `datapackage.json`."""
    url: str
    """URL of the file."""


class IndexLink(View, frozen=True, kw_only=True):
    """A link to the list of all tags, sources, authors or years, or of the terms of a taxonomy."""

    kind: str
    """`tag`, `source`, `author` or `year`, or the name of a taxonomy."""
    title: str
    """Title of a taxonomy; empty for the other kinds."""
    url: str
    """URL of the list."""


class Asset(View, frozen=True, kw_only=True):
    """A style sheet or script of `static/`."""

    name: str
    """Path of the file in `static/`."""
    url: str
    """URL that changes with the content, so that browsers may cache the file without expiry."""
    integrity: str
    """Digest for Subresource Integrity: `sha256-…`."""


class Crumb(View, frozen=True, kw_only=True):
    """A step of the breadcrumb trail from the home page to a page."""

    kind: str
    """`home`, or `tag`, `source`, `author` or `year` for the list of all of them; `month` or `day` for one of them;
    empty for any other step, which has a title."""
    title: str
    """Title of the step, or nothing; that of a month or a day is in digits."""
    url: str
    """URL of the step."""
    beside: tuple[Link, ...] = ()
    """Other steps at this place: the further parents of a tag."""
    first: Moment | None = None
    """First day of the month or day that the step leads to."""


class SiteIcon(View, frozen=True, kw_only=True):
    """The icon that `site.toml` names."""

    url: str
    """URL of the picture."""
    media_type: str
    """Media type, such as `image/png`."""
    width: int
    """Width in pixels, or 0 if unknown."""
    height: int
    """Height in pixels, or 0 if unknown."""


class LanguageLink(View, frozen=True, kw_only=True):
    """A page in one of the languages of the site."""

    lang: str
    """The language, as a BCP 47 tag; the filter `language_name` names it."""
    url: str
    """URL of the page in this language, or of the home page if there is no such page."""
    here: bool
    """True for the language of the page itself."""


class SiteView(View, frozen=True, kw_only=True):
    """Data about the site that every page can see: `site`."""

    title: str
    """Name of the site."""
    description: str
    """One sentence about it, or nothing."""
    language: str
    """Language of the site, as a BCP 47 tag."""
    digits: str
    """`latin` or `native`: the digits of the interface."""
    calendar: str
    """`gregorian` or `persian`: the calendar of dates."""
    home: str
    """URL of the home page."""
    root: str
    """Prefix for the name of a static file: `{{ site.root }}favicon.svg`."""
    origin: str
    """Prefix that makes a URL absolute: `https://example.org`."""
    assets: tuple[Asset, ...]
    """The style sheets and scripts in `static/`; the filter `asset` finds one by its name."""
    policy: Html
    """Content Security Policy of pages without the rules for scripts; empty if everything is allowed."""
    style: Html
    """CSS for the options under `[theme]`, or nothing."""
    paper: str
    """Background colour of the page."""
    paper_dark: str
    """Background colour of the page in dark mode."""
    icon: SiteIcon | None
    """The icon of `site.toml`; without one, the theme has `favicon.svg` and `favicon.ico`."""
    menu: tuple[Link, ...]
    """The menu of `site.toml`; empty if it has none."""
    indexes: tuple[IndexLink, ...]
    """The lists of all tags, sources, authors and years, if the site has them."""
    pages: tuple[Link, ...]
    """The free pages."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the whole site, one for each format."""
    subscribe: str
    """URL of the page that explains and lists the feeds; empty if the site has no feeds."""
    search: str
    """URL of the search page; empty if the site has no search."""
    rights: Html | MarkdownLine
    """Copyright or licence line as HTML, or nothing."""
    languages: tuple[LanguageLink, ...] = ()
    """Home pages of a site in several languages, one for each, the default one first."""


class Alternate(View, frozen=True, kw_only=True):
    """A page in one of its languages."""

    lang: str
    """Language of the page, as a BCP 47 tag; `x-default` for the page of readers of all other languages."""
    url: str
    """Absolute URL of the page."""


class CardImage(View, frozen=True, kw_only=True):
    """The social card of a page, for places where somebody posts a link to it."""

    url: str
    """URL of the picture."""
    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
    alt: str
    """Text that the card shows."""


class Head(View, frozen=True, kw_only=True):
    """Metadata of a page for browsers, feed readers and search engines: `head`."""

    title: str
    """Title of the page; pages about the whole site have the title of the site."""
    description: str
    """One or two sentences, or nothing."""
    url: str
    """Absolute URL of the page."""
    canonical: str
    """Absolute URL that search engines should list: that of the page, or of the original or shown copy."""
    noindex: bool
    """True if search engines should not list the page."""
    feeds: tuple[FeedLink, ...]
    """Feeds of this page, then the feeds of the site."""
    trail: tuple[Crumb, ...]
    """Breadcrumb trail from the home page to this page, both included; empty if the page has none."""
    card: CardImage | None
    """Social card of the page, or of the site if the page has none of its own; None if the site has no cards."""
    alternates: tuple[Alternate, ...] = ()
    """The page in all its languages, itself included; empty if it is in one language."""
    languages: tuple[LanguageLink, ...] = ()
    """The languages of a site in several, each with this page in it or else with its home page."""
