"""Slugs, addresses and output paths: the only module that knows how any of them is made.

An *address* is where something stands within the site, decoded and from the site's root: "/tag/العراق/".
A *href* is what a page links to: the base path and the address, percent-encoded. An *output path* is the
file that a static host serves for an address: "tag/العراق/index.html".
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Collection
from functools import cache
from itertools import dropwhile
from typing import NewType
from urllib.parse import quote, urlsplit

import msgspec

from tagarchive import letters
from tagarchive.dates import Moment
from tagarchive.errors import ExpectedError

Address = NewType("Address", str)
OutPath = NewType("OutPath", str)
Slug = NewType("Slug", str)

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

SLUG_BYTES = 120
"""Longest slug that is made of a title or a name, in bytes of UTF-8."""

NAME_BYTES = 255
"""Longest name that file systems take, in bytes of UTF-8, and so the longest slug that an author may write."""

_APOSTROPHES = re.compile("['\u2019\u02bc]")
# Letters that Arabic and Persian keyboards write differently and readers take for one.
_YEH_AND_KAF = str.maketrans("\u0649\u064a\u0643", "\u06cc\u06cc\u06a9")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9/_.~@:+,-]*")
# What no line may hold where each is a path: an empty name, "." or "..", and what other systems take for a separator.
_OUTSIDE = ("\n\n", "\n/", "//", "/\n", "\n./", "/./", "/.\n", "\n.\n", "\n../", "/../", "/..\n", "\n..\n", "\\", "\0")
_DRIVE = re.compile(r"\n[^/\n]:")
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{10}\.(?:css|m?js)$", re.IGNORECASE)
_SLUG = re.compile(r"\w(?:[\w.-]*[\w-])?")


def slugify(text: str, most: int = SLUG_BYTES) -> Slug:
    """The slug of any text: letters and digits of any script in lower case, hyphens between words.

    Never empty, never longer than `most` bytes, never a name that a file system reserves; the slug of a slug is itself.
    """
    text = letters.seen(text)
    kept = _APOSTROPHES.sub("", _folded(text))
    words = "".join(c if c.isalnum() or _is_mark(c) else " " for c in kept).split()
    slug = (
        "-".join(word for word in map(_from_first_letter, words) if word)
        or "-".join(f"u{ord(c):x}" for c in unicodedata.normalize("NFC", text))
        or "u"
    )
    slug = _shortened(unicodedata.normalize("NFC", slug), most)
    return Slug(f"{slug}-" if _DEVICES.fullmatch(slug) else slug)


def slug_as_written(text: str) -> Slug:
    """The slug that an author chose, kept as it is. Raises `ValueError` that says what is expected."""
    normal = unicodedata.normalize("NFC", text)
    bare = "".join(c for c in normal if not _is_mark(c))
    safe = _SLUG.fullmatch(bare) and not _is_mark(normal[0]) and not _DEVICES.fullmatch(normal)
    if not safe or letters.unseen(text):
        expected = f"letters, digits, hyphens, dots and underscores, such as “{slugify(text, NAME_BYTES)}”"
        raise ExpectedError(expected, unseen_hint(text))
    check_length(normal)
    return Slug(normal)


def unseen_hint(text: str) -> str:
    """A hint that names the characters of a text that nobody sees, if it holds any."""
    found = letters.unseen(text)
    return f"it holds what nobody sees, {found}; delete it and write the text anew" if found else ""


def check_length(name: str) -> None:
    """Raises `ValueError` that says what is expected where a name is longer than file systems take."""
    length = len(name.encode())
    if length > NAME_BYTES:
        raise ValueError(f"a name of at most {NAME_BYTES} bytes; this one has {length}")


@cache
def tag_key(name: str, language: str = "") -> str:
    """What two spellings of one tag have in common.

    Case, Unicode form, characters that nobody sees, marks on Latin letters that make no other letter in the language,
    the Arabic and Persian forms of yeh and kaf, and the kind of space or hyphen between words or around them make no
    difference; any other character does, so that "C", "C++" and "C#" stay three tags.
    """
    return _hyphened(letters.plain(_folded(letters.seen(name)).translate(_YEH_AND_KAF), language))


@cache
def marked_tag_key(name: str) -> str:
    """The key of a tag where every mark counts."""
    return _hyphened(_folded(letters.seen(name)).translate(_YEH_AND_KAF))


def _hyphened(key: str) -> str:
    return re.sub(r"[\s_\u200c\u2010-\u2014-]+", "-", key).strip("-") or key


def _folded(text: str) -> str:
    """Compatibility characters and case folded (Unicode NFKC_Casefold, without its ignorables)."""
    once = unicodedata.normalize("NFKC", text).casefold()
    twice = unicodedata.normalize("NFKC", once).casefold()
    return unicodedata.normalize("NFKC", twice).replace("i\u0307", "i")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _from_first_letter(word: str) -> str:
    return "".join(dropwhile(_is_mark, word))


def _shortened(slug: str, most: int) -> str:
    encoded = slug.encode()
    if len(encoded) <= most:
        return slug
    mark = hashlib.sha256(encoded).hexdigest()[:8]
    head = encoded[: most - len(mark) - 1].decode(errors="ignore")
    return f"{head.rstrip('-')}-{mark}"


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
