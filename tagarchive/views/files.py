"""Files for machines that templates make: one class a template, and the template's name with it."""

from __future__ import annotations

from typing import ClassVar

from tagarchive.views.common import FeedLink, View


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


class Opml(View, frozen=True, kw_only=True):
    """All feeds as a list that reading programs import (OPML 2.0, opml.org/spec2.opml)."""

    template: ClassVar[str] = "feeds.opml"
    title: str
    """Name of the site."""
    language: str
    """Its language."""
    groups: tuple[FeedGroup, ...]
    """Everything that can be followed."""


class RedirectRule(View, frozen=True, kw_only=True):
    """An address that leads elsewhere."""

    old: str
    """The address."""
    new: str
    """Where it leads."""
    forced: bool
    """True if it is to be followed though a file stands at the address."""


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
