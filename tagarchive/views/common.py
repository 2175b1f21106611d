"""What every page can see. URLs start at the host's root unless a field says that they are absolute."""

from __future__ import annotations

import msgspec

from tagarchive.reading.body import Place


class View(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A frozen value of texts, numbers, truths, moments, tuples and other views."""


class Html(msgspec.Struct, frozen=True, tag=True):
    """Safe HTML: a template that prints it does not escape it."""

    text: str
    """The HTML itself."""

    def __html__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Text(View, frozen=True, kw_only=True):
    """A text of the site's author at one place: it becomes `Html` when the page is rendered.

    `path` is the file that it stands in and `digest` that of its body, so that a view which holds it says what it
    shows without holding it.
    """

    path: str
    """The file it stands in."""
    digest: str
    """The digest of its body."""
    place: Place
    """Where it is shown."""


Markup = Html | Text
"""HTML, at hand or to be made."""


class Link(View, frozen=True, kw_only=True):
    """A name and where it leads."""

    title: str
    """What the link says."""
    url: str
    """Where it leads."""


class FeedLink(View, frozen=True, kw_only=True):
    """A feed that a page belongs to."""

    title: str
    """Name of the feed."""
    url: str
    """Its address."""
    format: str
    """`rss`, `atom` or `json`."""
    media_type: str
    """Its media type, such as `application/rss+xml`."""


class IndexLink(View, frozen=True, kw_only=True):
    """A list of all tags, sources, authors or years."""

    kind: str
    """`tag`, `source`, `author` or `year`."""
    url: str
    """Its address."""


class Asset(View, frozen=True, kw_only=True):
    """A style sheet or script of `static/`."""

    name: str
    """Its path in that folder."""
    url: str
    """An address that changes with its content, so that browsers may keep what stands there for ever."""
    integrity: str
    """A digest of it, as browsers and policies take it (Subresource Integrity): `sha256-…`."""


class Crumb(View, frozen=True, kw_only=True):
    """A step on the way from the home page to a page."""

    kind: str
    """`home`, or `tag`, `source`, `author` or `year` for the list of all of them; nothing where it has a title."""
    title: str
    """What it is called, or nothing."""
    url: str
    """Its address."""


class SiteView(View, frozen=True, kw_only=True):
    """What every page knows of the site: `site`."""

    title: str
    """Name of the site."""
    description: str
    """One sentence about it, or nothing."""
    language: str
    """Its language, as a BCP 47 tag."""
    home: str
    """Address of the home page."""
    root: str
    """What stands before the name of a static file: `{{ site.root }}favicon.svg`."""
    origin: str
    """What stands before an address to make it absolute: `https://example.org`."""
    assets: tuple[Asset, ...]
    """The style sheets and scripts of `static/`; the filter `asset` finds one by its name."""
    policy: Html
    """What pages may do (Content Security Policy), all but which scripts they may run; nothing where anything goes."""
    style: Html
    """CSS that says what `[theme]` does, or nothing."""
    paper: str
    """Colour of the page."""
    paper_dark: str
    """The same on a dark screen."""
    menu: tuple[Link, ...]
    """The menu of `site.toml`; empty where it has none."""
    indexes: tuple[IndexLink, ...]
    """The lists of all tags, sources, authors and years, as far as the site has them."""
    pages: tuple[Link, ...]
    """The free pages."""
    feeds: tuple[FeedLink, ...]
    """The feeds of the whole site, one a format."""
    subscribe: str
    """Address of the page that explains feeds and lists them; nothing where the site has none."""
    rights: str
    """A line about copyright or licence, or nothing."""


class Head(View, frozen=True, kw_only=True):
    """What a page tells browsers, feed readers and search engines of itself: `head`."""

    title: str
    """Title of the page; pages that are about all of it have that of the site."""
    description: str
    """One or two sentences, or nothing."""
    canonical: str
    """Absolute address of the page."""
    feeds: tuple[FeedLink, ...]
    """Feeds of this page first, then that of the site."""
    trail: tuple[Crumb, ...]
    """The way from the home page to this one, both included; nothing where there is none to speak of."""
