"""Front matter of records: files that hold for all articles of a source or an author.

The structs are the schema, as in `front_matter.py`.
"""

from __future__ import annotations

import msgspec

from tagarchive.reading.documents import Dialect, Extra
from tagarchive.reading.field_types import Names, OneOrMoreLines, WrittenAddress, WrittenLine, WrittenSlug
from tagarchive.reading.front_matter import ImageFields
from tagarchive.reading.provenance import CanonicalPage, Republish
from tagarchive.reading.text_types import Language, Line, WebUrl, WrittenExactly
from tagarchive.reading.web_link import WebLink


class SourceFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/sources/`: facts that hold for all articles of a source, and the text of its archive."""

    name: WrittenLine | None = None
    """Name of the source as readers see it; default: the name of the file."""
    names: Names = ()
    """Names of the source in the languages of the site, such as `{fa: …}`. Articles may write any of them."""
    also: OneOrMoreLines = ()
    """Other names that articles use for it, such as `[CNN.com, Cable News Network]`. The archives that they had
    redirect to this one, and their feeds go on."""
    slug: WrittenSlug | None = None
    """Last part of the address of its archive; default: made of the name."""
    home: WebUrl | None = None
    """URL of its home page."""
    feed: WebUrl | None = None
    """URL of its own feed, which the RSS feeds name as the source of its articles."""
    links: tuple[WebLink, ...] = ()
    """Pages about it elsewhere, such as `[https://en.wikipedia.org/wiki/CNN]`, or mappings of `title` and `url`."""
    logo: WrittenExactly | None = None
    """Its logo: a path from this folder, an address of this site, or a whole URL."""
    language: Language | None = None
    """Language in which it publishes; default of `lang` of its articles."""
    rights: Line = Line("")
    """Copyright or licence line in Markdown; default of `rights` of its articles."""
    republish: Republish = "full"
    """Part of its articles that may be shown: `full`, `excerpt` or `link`."""
    canonical: CanonicalPage = "self"
    """Page that search engines should list for its articles: the `original`, or the page in this archive (`self`)."""
    noindex: bool = False
    """Asks search engines not to list the pages of its articles."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Former addresses of its archive. Each redirects to the archive, and its feeds are still served there."""
    summary: Line = Line("")
    """A sentence for the feed and search engines."""
    lang: Language | None = None
    """Language of the text; default: that of the site."""
    dialect: Dialect | None = None
    """Dialect of Markdown in the text; default: that of its folder or of the site."""
    extra: Extra = Extra()
    """Free values for the site's own templates, read as `extra`."""


class AuthorFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/authors/`: who an author is, and the text at the top of the archive of the author."""

    name: WrittenLine | None = None
    """Name of the author as readers see it; default: the name of the file."""
    names: Names = ()
    """Names of the author in the languages of the site, such as `{fa: …}`. Articles may write any of them."""
    also: OneOrMoreLines = ()
    """Other spellings and former names that articles use, such as `[A. Lee, Ann Lee-Fox]`. Articles with one of them
    are by this author, under `name`. The archives that they had redirect to this one, and their feeds go on."""
    slug: WrittenSlug | None = None
    """Last part of the address of the archive; default: made of the name."""
    home: WebUrl | None = None
    """URL of the author's own page."""
    links: tuple[WebLink, ...] = ()
    """The author elsewhere, such as `[https://social.example/@ann]`, or mappings of `title` and `url`."""
    image: ImageFields | None = None
    """Portrait at the head of the archive."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Former addresses of the archive. Each redirects to the archive, and its feeds are still served there."""
    summary: Line = Line("")
    """A sentence for the feed, the list of authors and search engines."""
    lang: Language | None = None
    """Language of the text; default: that of the site."""
    dialect: Dialect | None = None
    """Dialect of Markdown in the text; default: that of its folder or of the site."""
    extra: Extra = Extra()
    """Free values for the site's own templates, read as `extra`."""
