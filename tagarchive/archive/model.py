"""Values of an archive: placed documents, terms that group articles, redirects, and the archive itself."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from tagarchive.core.dates import Moment, latest
from tagarchive.core.digests import joined
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, fold_path, out_path
from tagarchive.reading.documents import Article, Document, File, FreePage, TagText

D = TypeVar("D", Article, FreePage, TagText)


class TagLink(NamedTuple):
    """A tag as articles show it.

    Attributes:
        name: display name of the tag
        address: address of the tag's archive

    """

    name: str
    address: Address


class HeadPicture(NamedTuple):
    """A picture of this site at the head of an article.

    Attributes:
        address: address of the picture
        file: file of the picture, or None if the article names an address instead of a file

    """

    address: Address
    file: File | None


class PlacedDocument(msgspec.Struct, Generic[D], frozen=True):
    """A document with its place in the archive.

    Attributes:
        document: the document
        address: address of its page
        tags: its tags
        links: address that each link in its text leads to, or None if that is not published
        files: file that each link in its text leads to, or None if it leads to something else
        head: picture at its head, or None if there is none, or it is on another site or missing
        guid: guid in feeds for an article, otherwise ""
        key: digest of all of the above

    """

    document: D
    address: Address
    tags: tuple[TagLink, ...]
    links: tuple[Address | None, ...]
    files: tuple[File | None, ...]
    head: HeadPicture | None
    guid: str
    key: str

    def __hash__(self) -> int:
        return hash(self.key)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A term that groups articles: a tag, an author, a source or a year.

    Attributes:
        name: display name
        address: address of the term's archive
        articles: its articles, newest first
        modified: date of the last change among its articles
        text: text of a tag from its own file, or None
        parents: parents of a tag; the address of one without an archive is empty

    """

    name: str
    address: Address
    articles: tuple[PlacedDocument[Article], ...]
    modified: Moment
    text: PlacedDocument[TagText] | None = None
    parents: tuple[TagLink, ...] = ()


class Redirect(msgspec.Struct, frozen=True):
    """A former address and its redirect.

    Attributes:
        address: the former address
        target: address that it redirects to, or None if it is gone
        title: title of the target, or "" if unknown
        where: position of the alias or record, for messages
        feed: format of the feed at the address, or "" if it is not one of a feed

    """

    address: Address
    target: Address | None
    title: str
    where: Location
    feed: str = ""

    @property
    def recased(self) -> bool:
        """True if the target differs from the address in case or Unicode form only, so only one can have a page."""
        target = self.target or self.address
        return target != self.address and fold_path(out_path(target)) == fold_path(out_path(self.address))

    @property
    def key(self) -> str:
        return joined(self.address, self.target or "", self.title, self.feed)


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """All published documents, files and redirects of a site.

    Attributes:
        articles: all articles, newest first
        tags: tags, by name
        years: years, newest first
        authors: authors, by name
        sources: sources, by name
        pages: free pages, by path
        files: files that a published document shows or links to, each with its address
        statics: static files of the site and the theme
        former: former addresses and their redirects
        expired: permalinks of expired articles
        held: articles to be published on a later date, each with its future address
        early: paths of articles that are published before their date
        changes: moments at which the archive changes although no file does
        promised: addresses that must have a page or a redirect, each with the position of its record
        notices: faults that do not stop the build

    """

    articles: tuple[PlacedDocument[Article], ...]
    tags: tuple[Term, ...]
    years: tuple[Term, ...]
    authors: tuple[Term, ...]
    sources: tuple[Term, ...]
    pages: tuple[PlacedDocument[FreePage], ...]
    files: tuple[tuple[Address, File], ...]
    statics: tuple[File, ...] = ()
    former: tuple[Redirect, ...] = ()
    expired: tuple[Address, ...] = ()
    held: tuple[tuple[Address, Article], ...] = ()
    early: frozenset[str] = frozenset()
    changes: tuple[datetime, ...] = ()
    promised: tuple[tuple[Address, Location], ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All published documents: articles, free pages and texts of tags."""
        texts = (tag.text.document for tag in self.tags if tag.text)
        return (*(article.document for article in self.articles), *(page.document for page in self.pages), *texts)

    @property
    def modified(self) -> Moment | None:
        """The date of the last change to an article; None in an archive without articles."""
        return latest(*(term.modified for term in self.years)) if self.years else None
