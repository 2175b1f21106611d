"""Views of generated files that are not pages. Each class names its template."""

from __future__ import annotations

from typing import ClassVar

from tagarchive.views.common import Alternate, FeedLink, View


class FeedOffer(View, frozen=True, kw_only=True):
    """A list of articles with feeds."""

    title: str
    """Subject of the list: name of the site, a tag, an author or a source."""
    url: str
    """Absolute URL of the list's page."""
    feeds: tuple[FeedLink, ...]
    """Feeds of the list, one for each format, with absolute URLs."""


class FeedGroup(View, frozen=True, kw_only=True):
    """Lists with feeds, of one kind."""

    kind: str
    """`site`, `tag`, `author` or `source`, or the name of a taxonomy."""
    title: str
    """Title of a taxonomy; empty for the other kinds."""
    offers: tuple[FeedOffer, ...]
    """The lists of this kind: all of them for programs, at most the forty largest for people."""
    index: str
    """URL of the page that lists all of this kind, if there are more; else empty."""


class Opml(View, frozen=True, kw_only=True):
    """All feeds as a list for import into feed readers (OPML 2.0, opml.org/spec2.opml)."""

    template: ClassVar[str] = "feeds.opml"
    title: str
    """Name of the site."""
    language: str
    """Language of the site."""
    groups: tuple[FeedGroup, ...]
    """All lists that have feeds, by kind."""


class RedirectRule(View, frozen=True, kw_only=True):
    """A redirect from one URL to another."""

    old: str
    """Former URL."""
    new: str
    """Target of the redirect."""
    forced: bool
    """True if the redirect takes precedence over a file at the former URL."""


class RedirectRules(View, frozen=True, kw_only=True):
    """Redirects in the format of a `_redirects` file (Netlify, Cloudflare Pages and others)."""

    template: ClassVar[str] = "redirects.txt"
    rules: tuple[RedirectRule, ...]
    """The rules, one for each former URL."""


class HostRule(View, frozen=True, kw_only=True):
    """A redirect in the configuration of a web server. It has no character that means something there."""

    old: str
    """Former address as the server compares it: decoded, or a pattern."""
    new: str
    """Target of the redirect, percent-encoded."""


class NginxRedirects(View, frozen=True, kw_only=True):
    """Redirects for `map $uri` in the configuration of nginx."""

    template: ClassVar[str] = "redirects-nginx.txt"
    rules: tuple[HostRule, ...]
    """The rules, one for each former address."""


class CaddyRedirects(View, frozen=True, kw_only=True):
    """Redirects for `map {path}` in a Caddyfile."""

    template: ClassVar[str] = "redirects-caddy.txt"
    rules: tuple[HostRule, ...]
    """The rules, one for each former address."""


class ApacheRedirects(View, frozen=True, kw_only=True):
    """Redirects for the `.htaccess` in a folder that Apache reads."""

    template: ClassVar[str] = "redirects-apache.txt"
    rules: tuple[HostRule, ...]
    """The rules, one for each former address in the folder. Each has a pattern for what follows the folder."""


class SitemapEntry(View, frozen=True, kw_only=True):
    """A page in the sitemap."""

    url: str
    """Absolute URL of the page."""
    modified: str
    """Date of the last change in RFC 3339 format, or nothing if unknown."""
    alternates: tuple[Alternate, ...] = ()
    """The page in all its languages, itself included; empty if it is in one language."""


class Sitemap(View, frozen=True, kw_only=True):
    """A sitemap, or a part of a large one."""

    template: ClassVar[str] = "sitemap.xml"
    entries: tuple[SitemapEntry, ...]
    """Pages of the sitemap."""


class SitemapIndex(View, frozen=True, kw_only=True):
    """The index of a large sitemap (sitemaps.org)."""

    template: ClassVar[str] = "sitemap-index.xml"
    parts: tuple[SitemapEntry, ...]
    """Parts of the sitemap."""


class Robots(View, frozen=True, kw_only=True):
    """Rules for crawlers: `robots.txt`."""

    template: ClassVar[str] = "robots.txt"
    sitemap: str
    """Absolute URL of the sitemap."""
