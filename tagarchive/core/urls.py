"""Addresses and output paths. No other module builds them.

An *address* is the decoded path of a page or file from the site's root: "/tag/العراق/". A *href* is the value of a
link: the base path and the address, percent-encoded. An *output path* is the file that a static host serves for an
address: "tag/العراق/index.html". Hosts serve "2024/attack.html" for the address of a page without an ending,
"/2024/attack".
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NewType
from urllib.parse import quote, urlsplit

import msgspec

from tagarchive.core import address_patterns
from tagarchive.core.address_kinds import feed_named
from tagarchive.core.dates import Moment

Address = NewType("Address", str)
OutPath = NewType("OutPath", str)

HOME = Address("/")
TAGS = Address("/tags/")
TAGS_BY_COUNT = Address("/tags-by-count/")
YEARS = Address("/years/")
AUTHORS = Address("/authors/")
SOURCES = Address("/sources/")
TERMS = (Address("/tag/"), Address("/author/"), Address("/source/"))
"""Addresses above the archives of tags, authors and sources."""
NOT_FOUND = Address("/404.html")
SITEMAP = Address("/sitemap.xml")
ROBOTS = Address("/robots.txt")
SUBSCRIBE = Address("/subscribe/")
FAVICON = Address("/favicon.ico")
OPML = Address("/feeds.opml")
SEARCH = Address("/search/")
SEARCH_INDEX = Address("/search/pagefind/")
"""The folder of the search index, whose files no recipe makes."""
REDIRECTS = Address("/_redirects")
TAGS_CSV = Address("/tags.csv")
DATA_PACKAGE = Address("/datapackage.json")

_PLAIN = re.compile(r"[A-Za-z0-9/_.~@:+,-]*")
_DRIVE = re.compile(r"\n[^/\n]:")


def in_language(edition: str, address: Address) -> Address:
    """An address among the pages in a language of the site, which is named by its code; "" is the default language."""
    return Address(f"/{edition}{address}") if edition else address


def tag(slug: str) -> Address:
    return Address(f"/tag/{slug}/")


def slug_of(listing: Address) -> str:
    """The slug in the address of an archive."""
    return listing.split("/")[-2]


def pair(one: Address, other: Address) -> Address:
    """The address of the archive of two tags, from the addresses of theirs in any order."""
    slug = slug_of(one)
    return Address(f"{one[: -len(slug) - 1]}{'+'.join(sorted((slug, slug_of(other))))}/")


def author(slug: str) -> Address:
    return Address(f"/author/{slug}/")


def source(slug: str) -> Address:
    return Address(f"/source/{slug}/")


def period(date: str) -> Address:
    """The address of the archive of a year, a month or a day, such as `2021`, `2021-11` or `2021-11-08`."""
    return Address(f"/{date.replace('-', '/')}/")


def page(slug: str, folders: Sequence[str] = ()) -> Address:
    """The address of a free page such as About, below those of the folders that it is in."""
    return Address(f"/{'/'.join((*folders, slug))}/")


def above(address: Address) -> tuple[Address, ...]:
    """The addresses that begin an address, shortest first, without that of the home page."""
    parts = address.removesuffix("/").split("/")[1:-1]
    return tuple(Address(f"/{'/'.join(parts[:count])}/") for count in range(1, len(parts) + 1))


def narrowed(href: str, slug: str) -> str:
    """The link to an archive that a script narrows to the articles with another tag."""
    return f"{href}?with={quote(slug)}"


def file(path: str) -> Address:
    """The address of a file that an article shows or links to. `path` is relative to the content folder."""
    return Address(f"/files/{path}")


def static(path: str) -> Address:
    """The address of a static file. The part of `path` up to and including `static/` is dropped."""
    return Address("/" + path.partition("static/")[2])


def social_card(page: Address) -> Address:
    """The address of the social card of a page: beside it, or with its name where that has an ending or none."""
    return Address(f"{page}card.png" if page.endswith("/") else f"{page.removesuffix('.html')}.card.png")


def numbered(listing: Address, number: int) -> Address:
    """The address of page `number` of a list whose first page is `listing`."""
    return Address(f"{listing}page/{number}/")


FEED_FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""File names of a list's feeds, by format."""


def feed(listing: Address, format_: str) -> Address:
    """The address of a list's feed in one format."""
    return Address(f"{listing}{FEED_FILES[format_]}")


def feed_archive(listing: Address, number: int) -> Address:
    """The address of document `number` in the archive of a list's feed, counted from the oldest."""
    return Address(f"{listing}feed/{number}.xml")


EXPORT_FILES = {
    "csl": "citations.json",
    "bibtex": "citations.bib",
    "ris": "citations.ris",
    "json": "articles.json",
    "csv": "articles.csv",
    "bookmarks": "bookmarks.html",
}
"""File names of a list's exports, by format."""


def export(listing: Address, format_: str, year: str = "") -> Address:
    """The address of a list's export in one format, or of the part with the articles of one year."""
    name, dot, ending = EXPORT_FILES[format_].partition(".")
    return Address(f"{listing}{name}{'-' if year else ''}{year}{dot}{ending}")


def filter_part(listing: Address, number: int) -> Address:
    """The address of a part of the filter index of a list. Part 1 has the oldest articles."""
    return Address(f"{listing}filter-{number}.json")


def sitemap_part(number: int) -> Address:
    return Address(f"/sitemap-{number}.xml")


def page_address(written: str) -> Address:
    """The address of a page as an author wrote it, with a slash at its end unless it names a file."""
    is_file = "." in written.rpartition("/")[2]
    return Address(written if written.endswith("/") or is_file else f"{written}/")


def out_path(address: Address) -> OutPath:
    """The file that a static host serves for the address of a page or of a file with an ending."""
    path = address.removeprefix("/")
    if address.endswith("/"):
        return OutPath(f"{path}index.html")
    return OutPath(path if "." in path.rpartition("/")[2] else f"{path}.html")


def file_path(address: Address) -> OutPath:
    """The path of a file that is published under its own name, with or without an ending."""
    return OutPath(address.removeprefix("/"))


def are_inside(paths: Collection[str]) -> bool:
    """True if all paths stay inside their folder. Backslashes are invalid on every system, drive letters on Windows."""
    text = "\n".join(["", *paths, ""])
    if text.count("\n") != len(paths) + 1 or "\\" in text or "\0" in text:
        return False
    # Each name in a line of its own: few searches find all that lead out, or that are no names.
    names = text.replace("/", "\n")
    outside = "\n\n" in names or ("\n." in names and ("\n.\n" in names or "\n..\n" in names))
    return not outside and not (sys.platform == "win32" and _DRIVE.search(text))


def address_of(path: OutPath) -> Address:
    """The address at which a static host serves a file."""
    is_index = path == "index.html" or path.endswith("/index.html")
    return Address("/" + (path.removesuffix("index.html") if is_index else path))


def fold_path(path: OutPath) -> str:
    """The path with case and Unicode form folded. Some file systems treat paths with the same result as one."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def guid(authority: str, date: Moment, slug: str) -> str:
    """The guid of an article, which does not depend on its address: a tag URI (RFC 4151)."""
    return f"tag:{authority},{date.day}:{slug if slug.isascii() and slug.replace('-', '').isalnum() else quote(slug)}"


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Addresses(msgspec.Struct, frozen=True):
    """The base URL of a site and the permalinks of its articles.

    Attributes:
        base_url: URL of the site's root, ending in "/"
        article_pattern: pattern of permalinks, with some fields of `address_patterns.FIELDS`
        codes: codes of all languages of a site in several, the default one first

    """

    base_url: str
    article_pattern: str = "/articles/{slug}/"
    codes: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def origin(self) -> str:
        """The part of an absolute URL before the href: scheme and host."""
        return self.base_url.removesuffix("/").removesuffix(_base_path(self.base_url))

    @property
    def is_bare(self) -> bool:
        """True if permalinks have no ending: the host serves `x.html` at `/x`."""
        return address_patterns.is_bare(self.article_pattern)

    @property
    def names_more(self) -> bool:
        """True if permalinks hold more of an article than its slug and its date."""
        return address_patterns.names_more(self.article_pattern)

    def article(self, slug: str, date: Moment, further: Mapping[str, str] = _NOTHING) -> Address:
        """The permalink of an article. `further` are the values of those in `address_patterns.FURTHER`."""
        return Address(address_patterns.filled(self.article_pattern, slug, date, further))

    def slug_at(self, address: str) -> str | None:
        """The slug in a current or former permalink, or None if the address does not match the pattern."""
        return address_patterns.slug_in(self.article_pattern, self.plain(address))

    def plain(self, address: str) -> Address:
        """The address without the language that it begins with."""
        code, slash, rest = address[1:].partition("/")
        return Address(f"/{rest}" if slash and code in self.codes[1:] else address)

    def page(self, written: str) -> Address:
        """The address of a page as an author wrote it, as `page_address`; one like those of articles stays as it is."""
        is_of_article = self.is_bare and not feed_named(written) and self.slug_at(written) is not None
        return Address(written) if is_of_article else page_address(written)

    def paths_at(self, address: Address) -> tuple[OutPath, ...]:
        """The files that a host of this site serves for an address, best first."""
        if address.endswith("/"):
            return (out_path(address),)
        return (file_path(address), out_path(address)) if self.is_bare else (file_path(address),)

    def href(self, address: Address) -> str:
        """The link to an address from pages of this site: a path from the host's root, percent-encoded."""
        return _base_path(self.base_url) + _quoted(address)

    def absolute(self, address: Address) -> str:
        """The absolute URL of an address, percent-encoded."""
        return self.base_url.rstrip("/") + _quoted(address)


@cache
def _base_path(base_url: str) -> str:
    return urlsplit(base_url).path.rstrip("/")


@lru_cache(maxsize=100_000)  # A build links to each address many times.
def _quoted(address: str) -> str:
    return address if _PLAIN.fullmatch(address) else quote(address, safe="/@:+,~")
