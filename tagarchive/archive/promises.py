"""Promises: what becomes of the addresses on the record whose article, file or list is not where it was. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger, answered, as_written, led_on, revived
from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.reading.body import ToSource
from tagarchive.reading.documents import Article, Document

_NAMED = 3


class RecordedFiles(NamedTuple):
    """Files beside articles that are on the record, and that no published document shows or links to.

    Attributes:
        shown: paths of those that are published all the same, because no document at all names them
        withheld: addresses of those that documents name of which nothing, or only a part, is published

    """

    shown: frozenset[str] = frozenset()
    withheld: frozenset[Address] = frozenset()


def recorded_files(
    ledger: Ledger, files: Mapping[str, Address], used: Collection[str], documents: Iterable[Document]
) -> RecordedFiles:
    """The files on the record without a published document. `files` are all by path, and `used` the paths of others."""
    unused = [path for path, address in files.items() if address in ledger.published and path not in used]
    if not unused:
        return RecordedFiles()
    targets = (target for document in documents for target in document.targets())
    named = {target.path for target in targets if isinstance(target, ToSource)}
    withheld = frozenset(files[path] for path in unused if path in named)
    return RecordedFiles(frozenset(unused) - named, withheld)


def kept_files(files: RecordedFiles) -> Iterator[Problem]:
    """A notice about files that are published because they are on the record, and for nothing else."""
    if files.shown:
        paths = sorted(files.shown)
        names = ", ".join(paths[:_NAMED]) + (", …" if len(paths) > _NAMED else "")
        message = f"found what no article shows any more, and kept it published, as it is on the record: {names}"
        address = urls.file(paths[0].partition("/")[2])
        hint = f"`tagarchive retire {as_written(address)}` takes it off the site"
        yield Problem(Location("content/"), "kept-file", message, hint)


class Standing(NamedTuple):
    """The addresses of a site.

    Attributes:
        addresses: those of its documents, tags and published files
        aliases: those that its documents name as their former ones

    """

    addresses: frozenset[Address]
    aliases: frozenset[Address]


class Promises(NamedTuple):
    """The record of a site, and how the addresses of the site keep it.

    Attributes:
        written: the ledger as it is written
        kept: the ledger as it holds
        standing: the addresses of the site

    """

    written: Ledger
    kept: Ledger
    standing: Standing

    def followed(self, archive: Archive, expired: Mapping[str, None]) -> Promises:
        """The same, where the addresses that articles left lead to where they stand now.

        `expired` are the guids of expired articles. The addresses that these left are gone.
        """
        known, standing = self.kept.published, self.standing
        left = known.keys() - standing.addresses - standing.aliases - set(archive.expired)
        if not left:
            return self
        ends: dict[str, Address | None] = {**expired, **{placed.guid: placed.address for placed in archive.recorded}}
        moves = {place: ends[record.guid] for place, record in known.items() if place in left and record.guid in ends}
        return self._replace(kept=led_on(self.kept, moves))


def promises_of(ledger: Ledger, standing: Standing, withheld: frozenset[Address]) -> Promises:
    """The record as it holds for a site with the addresses `standing`.

    A retired address that the site has again, or that a document names as its former one, is published. An address
    that differs from a current one in case alone leads there. That of a withheld file is gone.
    """
    known = revived(ledger, standing.addresses | standing.aliases) if ledger.retired else ledger
    return Promises(ledger, answered(led_on(known, dict.fromkeys(withheld)), standing.addresses), standing)


def without_expired(ledger: Ledger, expired: Iterable[Article], lists: Collection[Address]) -> Ledger:
    """The ledger in which lists are gone that the site no longer has because their last article expired."""
    terms = {address for article in expired for address in _terms_of(article)}
    return led_on(ledger, {place: None for place in ledger.published if place in terms and place not in lists})


def _terms_of(article: Article) -> Iterator[Address]:
    """The archives of the tags, authors and source of an article."""
    terms = [urls.tag(slugify(tag.text)) for tag in article.tags]
    terms += [urls.author(slugify(name)) for name in article.byline]
    terms += [urls.source(slugify(article.source.name))] if article.source else []
    yield from (urls.in_language(article.edition, address) for address in terms)


def with_lists(ledger: Ledger, lists: Collection[Address], formats: Sequence[str]) -> Ledger:
    """The ledger in which retired addresses of lists that the site has again, and of their feeds, are published."""
    if not ledger.retired:
        return ledger
    folders = {place: Address(place[: place.rfind("/") + 1]) for place in ledger.retired}
    feeds = {place for place, folder in folders.items() if place in {urls.feed(folder, name) for name in formats}}
    return revived(
        ledger, {place for place, folder in folders.items() if folder in lists and place in {folder, *feeds}}
    )


def led_into_languages(ledger: Ledger, archive: Archive, names: Mapping[Address, Address | None]) -> Ledger:
    """The ledger in which lists and pages lead on that are in another language alone, since the site has several.

    `names` are the addresses that archives would have under their other names, each with its archive.
    """
    if not archive.parts:
        return ledger
    places = [term.address for term in (*archive.tags, *archive.sources, *archive.authors)]
    places += [page.address for page in archive.pages]
    there: dict[Address, Address | None] = {**names, **{place: place for place in places}}
    moves: dict[Address, Address | None] = {}
    for place in ledger.published.keys() - there.keys():
        within = (urls.in_language(part.edition, place) for part in archive.parts if part.edition)
        found = next((address for address in within if address in there), None)
        moves |= {place: there[found]} if found else {}
    return led_on(ledger, moves)
