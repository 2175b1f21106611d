"""Relations of a document to the rest of the archive, and the links that show them."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tagarchive.core.urls import Address
from tagarchive.reading.files import File


class TagLink(NamedTuple):
    """A tag as articles show it.

    Attributes:
        name: display name of the tag
        address: address of the tag's archive

    """

    name: str
    address: Address


class HeadPicture(NamedTuple):
    """A picture of this site that front matter names.

    Attributes:
        address: address of the picture
        file: file of the picture, or None if the front matter names an address instead of a file

    """

    address: Address
    file: File | None


class SourceLink(NamedTuple):
    """The source of an article, with what its record says of it.

    Attributes:
        name: display name of the source
        address: address of the source's archive
        home: URL of its home page, or ""
        feed: URL of its own feed, or ""
        original: True if search engines should list the original, whose URL is known
        noindex: True if search engines should not list the article

    """

    name: str
    address: Address
    home: str
    feed: str
    original: bool
    noindex: bool

    @property
    def is_listed(self) -> bool:
        """True if search engines should list the article."""
        return not (self.original or self.noindex)


class CopyLink(NamedTuple):
    """Another article of the same group of copies.

    Attributes:
        name: name of its source, or else its title
        title: its title
        address: address of its page
        url: URL of its original, or ""

    """

    name: str
    title: str
    address: Address
    url: str


class TranslationLink(NamedTuple):
    """An article as one of its translations, or as the original of these.

    Attributes:
        lang: its language
        address: address of its page; empty for a page elsewhere
        url: URL of a page elsewhere, or ""
        is_original: True if the others are translations of it
        is_listed: True if search engines should list it

    """

    lang: str
    address: Address
    url: str
    is_original: bool
    is_listed: bool


class Relations(msgspec.Struct, frozen=True, array_like=True):
    """Relations of a document to the rest of the archive and to its original. Only articles have any.

    Attributes:
        tags: tags that have an archive
        hidden_tags: names of the others
        terms: terms of each taxonomy, with the title and address of its index
        guid: guid in feeds
        source: source
        authors: authors of the article, or else of its original
        copies: articles that are folded into this one
        copy_of: article that this one is folded into
        missing: addresses of archives of its source and authors that do not exist, since only copies would be in them
        is_dead: True if its original is no longer there
        translations: the article and its translations, by language, if it has any

    """

    tags: tuple[TagLink, ...] = ()
    hidden_tags: tuple[str, ...] = ()
    terms: tuple[tuple[TagLink, tuple[TagLink, ...]], ...] = ()
    guid: str = ""
    source: SourceLink | None = None
    authors: tuple[TagLink, ...] = ()
    copies: tuple[CopyLink, ...] = ()
    copy_of: CopyLink | None = None
    missing: tuple[Address, ...] = ()
    is_dead: bool = False
    translations: tuple[TranslationLink, ...] = ()
