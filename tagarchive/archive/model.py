"""What an archive holds, as values: documents at their places, what they are collected by, and all of it in order."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from tagarchive.core.dates import Moment, latest
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, fold_path, out_path
from tagarchive.reading.documents import Article, Document, File, FreePage, TagText

D = TypeVar("D", Article, FreePage, TagText)


class TagLink(NamedTuple):
    """What articles show of a tag: its name, and where its archive stands."""

    name: str
    address: Address


class HeadPicture(NamedTuple):
    """A picture of this site at the head of an article: where it stands, and its file where it has one."""

    address: Address
    file: File | None


class PlacedDocument(msgspec.Struct, Generic[D], frozen=True):
    """A document at its place: where it stands, what it is filed under, and where its links lead.

    `links` holds the address that each link of its text leads to, None where that is not published, and `files` the
    files among them. `head` is the picture at its head; None where it has none, or where that is elsewhere or missing.
    `guid` is the id of an article in feeds. `key` is a digest of all of it.
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
    """Something articles are collected by, a tag, an author, a source or a year, and its articles, newest first."""

    name: str
    address: Address
    articles: tuple[PlacedDocument[Article], ...]
    modified: Moment
    text: PlacedDocument[TagText] | None = None


class Redirect(msgspec.Struct, frozen=True):
    """An address where something stood: where it leads now, if anywhere, what stands there, and who says so.

    `feed` is the format of the feed that it names, if it names one.
    """

    address: Address
    target: Address | None
    title: str
    where: Location
    feed: str = ""

    @property
    def recased(self) -> bool:
        """Whether it leads to what differs from it in case or Unicode form alone, so that no page can stand here."""
        target = self.target or self.address
        return target != self.address and fold_path(out_path(target)) == fold_path(out_path(self.address))

    @property
    def key(self) -> str:
        return "\2".join((self.address, self.target or "", self.title, self.feed))


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """All that is published, newest first, and every order in which it is shown.

    `files` are the ones that something published shows or links to, each with where it stands, `statics` those that
    stand at the site's root, of the site and of the theme; `former` the addresses
    where something stood, `expired` those among them whose articles have expired, and `promised` those that must lead
    somewhere, each with the line that says so. `held` are the articles that are published when their date comes, each
    with where it will stand, `early` the paths of those that are published before it, `changes` the moments at which
    time alone changes something.
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
        """Every text that is shown."""
        texts = (tag.text.document for tag in self.tags if tag.text)
        return (*(one.document for one in self.articles), *(one.document for one in self.pages), *texts)

    @property
    def modified(self) -> Moment | None:
        """When anything last changed; None in an archive without articles."""
        return latest(*(term.modified for term in self.years)) if self.years else None
