"""The address book of a site: the addresses of published documents and files, and the ids that they keep. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tagarchive.archive.filing import Filing
from tagarchive.archive.ids import Ids, ids_of, same_guids
from tagarchive.archive.language_parts import LanguagePart
from tagarchive.archive.links import Linkable, References, references
from tagarchive.archive.material import Material
from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.permalinks import permalink, place_of_page, unplaced
from tagarchive.archive.promises import (
    Promises,
    RecordedFiles,
    Standing,
    promises_of,
    recorded_files,
)
from tagarchive.archive.records import archive_of
from tagarchive.archive.selection import Selection
from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.slugs import NAME_BYTES
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, AuthorText, Document, SourceText, TagText
from tagarchive.reading.files import File
from tagarchive.reading.wiki_links import named

CONTENT = "content/"


class AddressBook(NamedTuple):
    """Addresses of the published documents and files of a site, and guids of its articles.

    Attributes:
        addresses: address of each document, by path
        files: address of each file in the content folder, by path
        shown: paths of the published files
        linkable: possible targets of links
        links: links of the documents
        recorded: files that are published because they are on the record
        promises: addresses that the site keeps
        ids: source of guids
        guids: guid of each article, by path
        problems: faults of addresses and guids

    """

    addresses: dict[str, Address]
    files: dict[str, Address]
    shown: frozenset[str]
    linkable: Linkable
    links: References
    recorded: RecordedFiles
    promises: Promises
    ids: Ids
    guids: Mapping[str, str]
    problems: tuple[Problem, ...]


def address_book_of(
    material: Material,
    chosen: Selection,
    parts: Sequence[LanguagePart],
    config: Config,
    known: Mapping[str, PlacedDocument[Article]] = MappingProxyType({}),
) -> AddressBook:
    """The address book of what is published, in all languages of the site.

    `known` are articles without faults, with the address that they have, and with their guid if no other is on record.
    """
    addresses = _addresses(chosen, parts, config, known)
    files = {file.path: urls.file(file.path.removeprefix(CONTENT)) for file in material.files}
    linkable = _linkable(material, chosen, addresses, files, config)
    links = references([linkable.documents[path] for path in addresses], linkable)
    recorded = recorded_files(material.ledger, files, links.paths, material.documents)
    shown = links.paths | recorded.shown
    published = (*addresses.values(), *(address for path, address in files.items() if path in shown))
    promises = promises_of(material.ledger, _standing(chosen, parts, published, config), recorded.withheld)
    ids = ids_of(config.feeds.authority or config.addresses.host, config.addresses, promises)
    guids = ids.guids_of(chosen.all, addresses, known)
    new = [article for article in chosen.all if article.path not in known] if known else chosen.all
    faults = (*same_guids(chosen.all, addresses, guids, ids), *unplaced(new, config.addresses))
    faults = (*faults, *_too_long(new, addresses))
    return AddressBook(addresses, files, shown, linkable, links, recorded, promises, ids, guids, faults)


def _linkable(
    material: Material,
    chosen: Selection,
    addresses: Mapping[str, Address],
    files: Mapping[str, Address],
    config: Config,
) -> Linkable:
    """The possible targets of the links in all published documents, which have `addresses`."""
    documents: dict[str, Document] = {document.path: document for document in (*material.documents, *chosen.all)}
    timed = {article.path for article in (*chosen.times.expired, *chosen.times.held)}
    known, names = {*addresses, *files, *material.unread}, _names(addresses, [*timed, *material.unread], config)
    return Linkable(documents, files, known, timed, names)


def _standing(
    chosen: Selection, parts: Iterable[LanguagePart], published: Iterable[Address], config: Config
) -> Standing:
    """The addresses of published documents, tags and files, and those that documents name as their former ones."""
    terms = [_term_addresses(part) for part in parts]
    texts = (text for some in terms for text, _ in some.texts)
    named = (alias for document in (*chosen.all, *chosen.times.pages, *texts) for alias in document.aliases)
    addresses = frozenset((*published, *(address for some in terms for address in some.all)))
    return Standing(addresses, frozenset(config.addresses.page(alias.text) for alias in named))


class _TermAddresses(NamedTuple):
    """Addresses of the archives of terms in a language.

    Attributes:
        texts: files about tags, sources and authors, each with the address of its archive
        all: addresses of tags, and of these files

    """

    texts: tuple[tuple[TagText | SourceText | AuthorText, Address], ...]
    all: tuple[Address, ...]


def _term_addresses(part: LanguagePart) -> _TermAddresses:
    edition, tags = part.language.edition, part.filed.tags.tags
    texts = [(tag.text, tag.face.address) for tag in tags if tag.text]
    records = [(record, archive_of(record, edition)) for some in part.chosen.records for record in some]
    return _TermAddresses((*texts, *records), tuple(tag.face.address for tag in tags))


def filing_of(book: AddressBook, files: Iterable[File], config: Config) -> Filing:
    """The filing of documents and published files at their addresses."""
    published = {path: address for path, address in book.files.items() if path in book.shown}
    names = addresses_by_name(book.addresses, config)
    return Filing({**book.addresses, **published, **names}, {file.path: file for file in files})


def filing_in(part: LanguagePart, filing: Filing) -> Filing:
    """The filing of documents in a language: a link to the file of a tag leads to the archive in that language."""
    own = {text.path: address for text, address in _term_addresses(part).texts}
    return filing._replace(addresses={**filing.addresses, **own}) if part.language.edition else filing


def _addresses(
    chosen: Selection, parts: Sequence[LanguagePart], config: Config, known: Mapping[str, PlacedDocument[Article]]
) -> dict[str, Address]:
    """The address of each published document, by path. Of archives in several languages the first counts."""
    permalinks = config.addresses
    return {
        **{
            one.path: known[one.path].address if one.path in known else permalink(one, permalinks) for one in chosen.all
        },
        **{page.path: place_of_page(page, permalinks) for page in chosen.times.pages},
        **{text.path: address for part in reversed(parts) for text, address in _term_addresses(part).texts},
    }


def _names(published: Iterable[str], others: Iterable[str], config: Config) -> Mapping[str, Sequence[str]]:
    """Paths by the names of documents, for links by name if the site has them. Published documents come first."""
    return {**named(others), **named(published)} if config.markdown.wikilinks else {}


def addresses_by_name(addresses: Mapping[str, Address], config: Config) -> dict[str, Address]:
    """Addresses of documents by the names that no other document has, for links by name if the site has them."""
    names = _names(addresses, (), config)
    return {name: addresses[paths[0]] for name, paths in names.items() if len(paths) == 1}


_SHORT = NAME_BYTES - len("/index.html")
"""A length of addresses in bytes up to which no part of the path of a page is longer than `NAME_BYTES`."""


def _too_long(articles: Sequence[Article], addresses: Mapping[str, Address]) -> Iterator[Problem]:
    """A problem for each article whose permalink has a part longer than `NAME_BYTES`, although the slug is not."""
    for article in articles:
        address = addresses[article.path]
        if len(address.encode()) <= _SHORT:
            continue
        length = max(map(len, urls.out_path(address).encode().split(b"/")))
        if length > NAME_BYTES:
            message = f"found an address with a part of {length} bytes, expected at most {NAME_BYTES}"
            yield Problem(
                article.slug.where,
                "address-too-long",
                message,
                f"a shorter `slug:` helps; the part is made of “{article.slug.text}”",
            )
