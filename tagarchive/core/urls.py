"""Addresses and output paths: the only module that knows how any of them is made.

An *address* is where something stands within the site, decoded and from the site's root: "/tag/العراق/".
A *href* is what a page links to: the base path and the address, percent-encoded. An *output path* is the
file that a static host serves for an address: "tag/العراق/index.html".
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import NewType
from urllib.parse import quote, urlsplit

import msgspec

from tagarchive.core.dates import Moment

Address = NewType("Address", str)
OutPath = NewType("OutPath", str)

HOME = Address("/")
TAGS = Address("/tags/")
TAGS_BY_COUNT = Address("/tags-by-count/")
YEARS = Address("/years/")
AUTHORS = Address("/authors/")
SOURCES = Address("/sources/")
NOT_FOUND = Address("/404.html")
SITEMAP = Address("/sitemap.xml")
ROBOTS = Address("/robots.txt")
SUBSCRIBE = Address("/subscribe/")
OPML = Address("/feeds.opml")
REDIRECTS = Address("/_redirects")

_OF_A_TERM = re.compile(r"/(?:tag|tags|author|source|category)/[^/.]+/?", re.IGNORECASE)
"""The page of a tag, an author or a source, which may be called as feeds are."""
_PLAIN = re.compile(r"[A-Za-z0-9/_.~@:+,-]*")
# What no line may hold where each is a path: an empty name, "." or "..", and what other systems take for a separator.
_OUTSIDE = ("\n\n", "\n/", "//", "/\n", "\n./", "/./", "/.\n", "\n.\n", "\n../", "/../", "/..\n", "\n..\n", "\\", "\0")
_DRIVE = re.compile(r"\n[^/\n]:")
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{10}\.(?:css|m?js)$", re.IGNORECASE)
_FEED = re.compile(
    r"/(?:(?P<atom>feed/atom/?|atom|(?:[^/]*\.)?atom(?:\.xml)?)|(?P<json>[^/]*\.json)"
    r"|(?P<rss>feed/?|feed/(?:rss2?|rdf)/?|rss|rss2|[^/]*\.(?:xml|rss|rdf)))$",
    re.IGNORECASE,
)


def tag(slug: str) -> Address:
    return Address(f"/tag/{slug}/")


def author(slug: str) -> Address:
    return Address(f"/author/{slug}/")


def source(slug: str) -> Address:
    return Address(f"/source/{slug}/")


def year(number: str) -> Address:
    return Address(f"/{number}/")


def page(slug: str) -> Address:
    """Where a free page such as About stands."""
    return Address(f"/{slug}/")


def file(path: str) -> Address:
    """Where a file that an article shows or links to is published; `path` is from the content folder."""
    return Address(f"/files/{path}")


def static(path: str) -> Address:
    """Where a file of the folder for static files is published, whatever stands before that folder."""
    return Address("/" + path.partition("static/")[2])


def is_asset(path: str) -> bool:
    """Whether a static file is a style sheet or a script, which pages ask for by a name that tells its content."""
    return path.lower().endswith((".css", ".js", ".mjs"))


def named_by_content(address: Address, digest: str) -> Address:
    """A second address of a style sheet or script, which no other content will ever have."""
    start, dot, ending = address.rpartition(".")
    return Address(f"{start}.{digest[:10]}{dot}{ending}")


def is_named_by_content(path: str) -> bool:
    """True if a file has such an address."""
    return bool(_NAMED_BY_CONTENT.search(path))


def numbered(listing: Address, number: int) -> Address:
    """Page `number` of a list whose landing page is `listing`."""
    return Address(f"{listing}page/{number}/")


FEED_FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""The name of a list's feed in each format."""


def feed(listing: Address, format_: str) -> Address:
    """The feed of a list, in one format."""
    return Address(f"{listing}{FEED_FILES[format_]}")


def feed_named(written: str) -> str:
    """The format of the feed that an address names, as other programs name theirs; nothing where it names none.

    WordPress has `feed/` and `feed/atom/`, Hugo `index.xml`, Jekyll `feed.xml`, others `rss`, `rss.xml`, `x.atom` and
    the like.
    """
    found = None if _OF_A_TERM.fullmatch(written) else _FEED.search(written)
    return next((name for name, value in found.groupdict().items() if value), "") if found else ""


def feed_archive(listing: Address, number: int) -> Address:
    """Document `number` of the archive behind the feed of a list, counted from the oldest."""
    return Address(f"{listing}feed/{number}.xml")


def sitemap_part(number: int) -> Address:
    return Address(f"/sitemap-{number}.xml")


def page_address(written: str) -> Address:
    """The address of a page that someone wrote down: with a slash at its end unless it names a file."""
    is_file = "." in written.rpartition("/")[2]
    return Address(written if written.endswith("/") or is_file else f"{written}/")


def out_path(address: Address) -> OutPath:
    """The file that a static host serves for an address, from the output folder."""
    path = address.removeprefix("/")
    return OutPath(f"{path}index.html" if address.endswith("/") else path)


def are_inside(paths: Collection[str]) -> bool:
    """True if paths that somebody wrote down all name files in a folder, and nothing outside it on any system."""
    text = "\n".join(["", *paths, ""])
    outside = any(sign in text for sign in _OUTSIDE) or (sys.platform == "win32" and _DRIVE.search(text))
    return text.count("\n") == len(paths) + 1 and not outside


def address_of(path: OutPath) -> Address:
    """The address that a static host serves a file for."""
    is_index = path == "index.html" or path.endswith("/index.html")
    return Address("/" + (path.removesuffix("index.html") if is_index else path))


def fold_path(path: OutPath) -> str:
    """What two paths have in common that some file system holds to be one: case and Unicode form."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def guid(authority: str, date: Moment, slug: str) -> str:
    """A name for an article that outlives its address: a tag URI (RFC 4151)."""
    return f"tag:{authority},{date.day}:{quote(slug)}"


class Addresses(msgspec.Struct, frozen=True):
    """Where a site lives: its base URL, ending in "/", and the pattern of its articles' addresses."""

    base_url: str
    article_pattern: str = "/articles/{slug}/"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def origin(self) -> str:
        """What stands before a href to make it absolute."""
        return self.base_url.removesuffix("/").removesuffix(_base_path(self.base_url))

    def article(self, slug: str, date: Moment) -> Address:
        year, month, day = date.day.split("-")
        return Address(self.article_pattern.format(slug=slug, year=year, month=month, day=day))

    def slug_at(self, address: str) -> str | None:
        """The slug of the article that stands, or stood, at an address; None where it is no article's."""
        pattern = re.escape(self.article_pattern)
        for name in ("slug", "year", "month", "day"):
            field = rf"\{{{name}\}}"
            pattern = pattern.replace(field, f"(?P<{name}>[^/]+)", 1).replace(field, f"(?P={name})")
        found = re.fullmatch(pattern, address)
        return found["slug"] if found else None

    def href(self, address: Address) -> str:
        """The address as pages of this site link to it: from the host's root, percent-encoded."""
        return _base_path(self.base_url) + _quoted(address)

    def absolute(self, address: Address) -> str:
        """The address as the rest of the world links to it."""
        return self.base_url.rstrip("/") + _quoted(address)


@cache
def _base_path(base_url: str) -> str:
    return urlsplit(base_url).path.rstrip("/")


def _quoted(address: str) -> str:
    return address if _PLAIN.fullmatch(address) else quote(address, safe="/@:+,~")
