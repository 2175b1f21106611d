"""Values of an archive: placed documents, terms that group articles, redirects, and the archive itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from tagarchive.archive.relations import HeadPicture, Relations, SourceLink, TagLink
from tagarchive.core.dates import Moment, latest
from tagarchive.core.digests import joined, key_of
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, fold_path, in_language, out_path, slug_of
from tagarchive.reading.card_fonts import CardFonts
from tagarchive.reading.documents import Article, AuthorText, Document, File, FreePage, Order, SourceText, TagText

KEY_LENGTH = 32
"""Number of characters of the keys of placed documents."""

D = TypeVar("D", Article, FreePage, TagText, SourceText, AuthorText)


class PlacedDocument(msgspec.Struct, Generic[D], frozen=True):
    """A document with its place in the archive.

    Attributes:
        document: the document
        address: address of its page
        relations: its relations to the rest of the archive
        links: address that each link in its text leads to, or None if that is not published
        files: file that each link in its text leads to, or None if it leads to something else
        heads: pictures of an article, or the logo or picture of its subject; None for one on another site or missing
        posters: poster of each film of an article, or the cover of a podcast; None if it is on another site or missing
        facts: digest of all of the above except the text
        key: digest of all of the above

    """

    document: D
    address: Address
    relations: Relations
    links: tuple[Address | None, ...]
    files: tuple[File | None, ...]
    heads: tuple[HeadPicture | None, ...]
    posters: tuple[HeadPicture | None, ...]
    facts: str
    key: str

    @property
    def tags(self) -> tuple[TagLink, ...]:
        return self.relations.tags

    @property
    def guid(self) -> str:
        return self.relations.guid

    @property
    def source(self) -> SourceLink | None:
        return self.relations.source

    @property
    def authors(self) -> tuple[TagLink, ...]:
        return self.relations.authors

    def __hash__(self) -> int:
        return hash(self.key)


PlacedTermText = PlacedDocument[TagText] | PlacedDocument[SourceText] | PlacedDocument[AuthorText]


class Articles(tuple[PlacedDocument[Article], ...]):  # noqa: SLOT001 (it keeps its key)
    """Articles in the order of a list. Parts of several files share them, and their key is made once.

    The key covers everything but the texts of the articles. `pages` are pages that were made of them, by how.
    """

    @cached_property
    def key(self) -> str:
        return key_of(*[placed.facts for placed in self])

    @cached_property
    def pages(self) -> dict[Hashable, Any]:
        return {}

    def __hash__(self) -> int:
        return hash(self.key)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A term that groups articles: a tag, an author, a source, a year, month or day, or a pair of tags.

    Attributes:
        name: display name
        address: address of the term's archive
        articles: its articles, newest first
        modified: date of the last change among its articles
        text: text of a tag, source or author from its own file, or None
        places: the place of each article among all articles in its language, for a tag or a pair
        trail: the way down to a tag, each step with the tags that share it; the last one holds its parents
        related: tags to see also

    """

    name: str
    address: Address
    articles: Articles
    modified: Moment
    text: PlacedTermText | None = None
    places: tuple[int, ...] = ()
    trail: tuple[tuple[TagLink, ...], ...] = ()
    related: tuple[TagLink, ...] = ()

    @property
    def parents(self) -> tuple[TagLink, ...]:
        return self.trail[-1] if self.trail else ()

    @property
    def order(self) -> Order:
        """Order of its archive."""
        return self.text.document.order if self.text and isinstance(self.text.document, TagText) else "newest-first"


def counted_once(terms: Iterable[Term]) -> int:
    """The number of terms of a kind. One with archives in several languages counts once."""
    return len({slug_of(term.address) for term in terms})


class TermList(msgspec.Struct, frozen=True, kw_only=True):
    """All terms of one kind, which share an index.

    Attributes:
        kind: `tag`, `source`, `author`, `year`, or the name of a taxonomy
        title: title of a taxonomy; empty for the other kinds, which the theme names
        address: address of the index
        terms: the terms in the order of the index

    """

    kind: str
    title: str = ""
    address: Address
    terms: tuple[Term, ...]


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
    """All published documents, files and redirects of a site, or its part in one language.

    Attributes:
        edition: code of the language of a part; empty for the default language, and for a whole site
        parts: parts of a site in several languages, that of the default language first
        articles: all articles, newest first
        tags: tags that have an archive, by name
        hidden_tags: the other tags, by name
        pairs: pairs of tags that have an archive of their own, largest first; the trail of each is its two tags
        taxonomies: the terms of each taxonomy, in the order of `site.toml`
        years: years, newest first
        months: months, newest first, if they have archives
        days: days, newest first, if they have archives
        authors: authors, by name
        sources: sources, by name
        pages: free pages, by path
        files: files that a published document shows or links to, each with its address
        statics: static files of the site and the theme
        fonts: fonts of social cards; None if the site has no cards
        former: former addresses and their redirects
        copies: articles that are folded into others; they have a page and are in no list
        withdrawn: withdrawn articles; they have a page and are in no list
        expired: permalinks of expired articles
        held: articles to be published on a later date, each with its future address
        drafts: addresses of drafts that are not published
        early: paths of articles that are published before their date
        changes: moments at which the archive changes although no file does
        promised: addresses that must have a page or a redirect, each with the position of its record
        notices: faults that do not stop the build, besides those of links
        linked: faults of links that do not stop the build

    """

    edition: str = ""
    parts: tuple[Archive, ...] = ()
    articles: tuple[PlacedDocument[Article], ...]
    tags: tuple[Term, ...]
    years: tuple[Term, ...]
    authors: tuple[Term, ...]
    sources: tuple[Term, ...]
    pages: tuple[PlacedDocument[FreePage], ...]
    files: tuple[tuple[Address, File], ...]
    months: tuple[Term, ...] = ()
    days: tuple[Term, ...] = ()
    hidden_tags: tuple[Term, ...] = ()
    pairs: tuple[Term, ...] = ()
    taxonomies: tuple[TermList, ...] = ()
    statics: tuple[File, ...] = ()
    fonts: CardFonts | None = None
    former: tuple[Redirect, ...] = ()
    copies: tuple[PlacedDocument[Article], ...] = ()
    withdrawn: tuple[PlacedDocument[Article], ...] = ()
    expired: tuple[Address, ...] = ()
    held: tuple[tuple[Address, Article], ...] = ()
    drafts: tuple[Address, ...] = ()
    early: frozenset[str] = frozenset()
    changes: tuple[datetime, ...] = ()
    promised: tuple[tuple[Address, Location], ...] = ()
    notices: tuple[Problem, ...] = ()
    linked: tuple[Problem, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All published documents: articles, free pages, and texts of tags, sources and authors."""
        return tuple(placed.document for placed in self.placed)

    @property
    def recorded(self) -> tuple[PlacedDocument[Article], ...]:
        """All articles with an address and a guid to keep, also those that are in no list."""
        return (*self.articles, *self.copies, *self.withdrawn)

    @property
    def placed(self) -> tuple[PlacedDocument[Any], ...]:
        """All published documents with their places. A text that several languages show is in the first of these."""
        texts = [term.text for term in (*self.tags, *self.sources, *self.authors) if term.text]
        if self.parts:
            texts = list({text.document.path: text for text in reversed(texts)}.values())[::-1]
        return (*self.recorded, *self.pages, *texts)

    @property
    def in_languages(self) -> tuple[Archive, ...]:
        """The parts of a site in several languages, or else the whole site."""
        return self.parts or (self,)

    def own(self, address: Address) -> Address:
        """The address among the pages in its language."""
        return in_language(self.edition, address)

    @property
    def modified(self) -> Moment | None:
        """The date of the last change to an article; None in an archive without articles."""
        return latest(*(term.modified for term in self.years)) if self.years else None
