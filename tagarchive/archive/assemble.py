"""Documents to `Archive`: the published documents in order, with their tags, links and addresses. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.filing import Filing
from tagarchive.archive.ids import ids_of, same_guids
from tagarchive.archive.ledger import Ledger
from tagarchive.archive.links import Linkable, references
from tagarchive.archive.model import Archive, Redirect, Term
from tagarchive.archive.permalinks import permalink, place_of_page, unplaced
from tagarchive.archive.promises import (
    Promises,
    Standing,
    kept_files,
    promises_of,
    recorded_files,
    with_lists,
    without_expired,
)
from tagarchive.archive.redirects import former_feeds, former_tags, formers, onward, recased
from tagarchive.archive.selection import Selection, relations_of, selection
from tagarchive.archive.sources import archive_of
from tagarchive.archive.tags.filed import filed_terms
from tagarchive.archive.tags.pairs import pairs_of
from tagarchive.archive.tags.tags import Tags
from tagarchive.archive.terms import author_terms, dated_terms, source_terms, tag_terms, taxonomy_lists
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import NAME_BYTES
from tagarchive.core.text import counted
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.config import Config
from tagarchive.reading.documents import CONFIG_FILE, Article, Document, File
from tagarchive.reading.edition import Edition
from tagarchive.reading.text_files import RENAME, foreign_ending
from tagarchive.reading.wiki_links import named

CONTENT = "content/"


class Material(NamedTuple):
    """Input of an archive.

    Attributes:
        documents: all documents that could be read
        files: files in the content folder that are not documents
        statics: static files of the site and the theme
        ledger: addresses and guids recorded in `published.txt`
        unread: texts of documents with faults of their own, by path; a link to one of them is not a second fault
        pairs: pairs of articles that may be copies
        dead: addresses of originals that are no longer there

    """

    documents: Sequence[Document]
    files: Sequence[File] = ()
    statics: Sequence[File] = ()
    ledger: Ledger = Ledger()
    unread: Mapping[str, str] = {}
    pairs: Sequence[Pair] = ()
    dead: Collection[str] = frozenset()


class Assembled(NamedTuple):
    """An archive with all faults in the relations between its documents. Of things with one name it has the first."""

    archive: Archive
    problems: tuple[Problem, ...]
    linkable: Linkable


def assemble(material: Material, config: Config, edition: Edition) -> Archive:
    """The archive of the material. Raises `SiteError` with all faults in the relations between its documents."""
    made = assembled(material, config, edition)
    if made.problems:
        raise SiteError(*made.problems)
    return made.archive


def assembled(material: Material, config: Config, edition: Edition) -> Assembled:
    """The archive of the material, with its faults."""
    documents, files, statics, ledger, _, pairs, dead = material
    chosen = selection(documents, pairs, config, edition)
    times, articles = chosen.times, chosen.all
    filed = filed_terms(chosen.articles, documents, config)
    addresses = _addresses(chosen, filed.tags, config)
    by_path = {file.path: urls.file(file.path.removeprefix(CONTENT)) for file in files}
    linkable = _linkable(material, chosen, addresses, by_path, config)
    links = references([linkable.documents[path] for path in addresses], linkable)
    recorded = recorded_files(ledger, by_path, links.paths, documents)
    shown = links.paths | recorded.shown
    published = {**addresses, **{path: address for path, address in by_path.items() if path in shown}}
    promises = promises_of(ledger, _standing(chosen, filed.tags, published, config), recorded.withheld)
    ids = ids_of(config.feeds.authority or config.addresses.host, config.addresses, promises)
    guids = {article.path: ids.guid_of(article, addresses[article.path]) for article in articles}
    own = (*same_guids(articles, addresses, guids, ids), *unplaced(articles, config.addresses))
    own = (*own, *_too_long(articles, addresses))
    filing = Filing(published | addresses_by_name(addresses, config), {file.path: file for file in files})
    relations = relations_of(chosen, filed, guids, addresses, dead)
    placed = {article.path: filing.placed(article, relations(article)) for article in articles}
    listed, copies, withdrawn = (tuple(placed[one.path] for one in some) for some in chosen.parts)
    terms, hidden = (tag_terms(some, placed, filing) for some in filed.tags[:2])
    sources = source_terms(listed, chosen.records, filing)
    gone, held = (_with_addresses(unshown, config.addresses) for unshown in (times.expired, times.held))
    about_files = (*_unused(files, shown), *kept_files(recorded), *_empty_folders(config, material))
    years, months, days = dated_terms(listed, config)
    archive = Archive(
        statics=tuple(statics),
        articles=listed,
        tags=terms,
        hidden_tags=hidden,
        pairs=pairs_of(listed, terms, config.pairs.least),
        taxonomies=taxonomy_lists(filed.taxonomies, placed, filing),
        years=years,
        months=months,
        days=days,
        authors=author_terms(listed),
        sources=sources,
        pages=tuple(map(filing.placed, times.pages)),
        files=tuple((by_path[file.path], file) for file in files if file.path in shown),
        copies=copies,
        withdrawn=withdrawn,
        expired=tuple(address for address, _ in gone),
        held=held,
        drafts=tuple(address for address, _ in _with_addresses(_drafts(documents, addresses), config.addresses)),
        early=frozenset(article.path for article in times.early),
        changes=times.changes,
        notices=(*chosen.notices, *filed.notices, *about_files),
        linked=links.notices,
    )
    left = {ids.guid_of(article, address): None for address, article in gone} if ledger.published else {}
    archive = _with_former(archive, gone, promises.followed(archive, left), config)
    return Assembled(archive, (*chosen.problems, *filed.problems, *links.problems, *own), linkable)


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


def _standing(chosen: Selection, tags: Tags, published: Mapping[str, Address], config: Config) -> Standing:
    """The addresses of published documents, tags and files, and those that documents name as their former ones."""
    texts = (tag.text for tag in tags.tags if tag.text)
    documents: tuple[Document, ...] = (*chosen.all, *chosen.times.pages, *texts, *chosen.records)
    named = (alias for document in documents for alias in document.aliases)
    addresses = frozenset((*published.values(), *(tag.face.address for tag in tags.tags)))
    return Standing(addresses, frozenset(config.addresses.page(alias.text) for alias in named))


def _lists(archive: Archive, config: Config) -> set[Address]:
    """The addresses of all archives of tags, authors, sources, years, pairs of tags and terms of taxonomies."""
    options = config.archive
    others = [archive.tags, archive.pairs, *(kind.terms for kind in archive.taxonomies)]
    others += [archive.authors] if options.authors else []
    others += [archive.sources] if options.sources else []
    others += [archive.years, archive.months, archive.days] if options.years else []
    return {term.address for terms in others for term in terms}


def _with_former(
    archive: Archive, expired: Sequence[tuple[Address, Article]], promises: Promises, config: Config
) -> Archive:
    """The archive with its former addresses, and with those that must be answered."""
    lists = _lists(archive, config)
    kept = without_expired(promises.kept, (article for _, article in expired), lists)
    kept = with_lists(kept, lists, config.feeds.formats)
    former = _former(formers(archive.placed, expired, kept, config.addresses), archive.tags, config)
    published = tuple((address, record.where) for address, record in kept.published.items())
    notices = (*archive.notices, *recased(former, promises.written))
    return replace(archive, former=former, promised=published, notices=notices)


def _former(redirects: Iterable[Redirect], tags: Sequence[Term], config: Config) -> tuple[Redirect, ...]:
    """All former addresses: those that documents and the ledger name, those of feeds, and those of merged tags."""
    named = (*redirects, *former_feeds(config.feeds.aliases))
    moved = tuple(former_tags(tags, named))
    return (*onward(named, moved), *moved)


def _addresses(chosen: Selection, tags: Tags, config: Config) -> dict[str, Address]:
    """The address of each published document, by path."""
    return {
        **{article.path: permalink(article, config.addresses) for article in chosen.all},
        **{page.path: place_of_page(page.path, page.slug.text) for page in chosen.times.pages},
        **{tag.text.path: tag.face.address for tag in tags.tags if tag.text},
        **{record.path: archive_of(record) for record in chosen.records},
    }


def _names(published: Iterable[str], others: Iterable[str], config: Config) -> Mapping[str, Sequence[str]]:
    """Paths by the names of documents, for links by name if the site has them. Published documents come first."""
    return {**named(others), **named(published)} if config.markdown.wikilinks else {}


def addresses_by_name(addresses: Mapping[str, Address], config: Config) -> dict[str, Address]:
    """Addresses of documents by the names that no other document has, for links by name if the site has them."""
    names = _names(addresses, (), config)
    return {name: addresses[paths[0]] for name, paths in names.items() if len(paths) == 1}


def _with_addresses(articles: Iterable[Article], addresses: Addresses) -> tuple[tuple[Address, Article], ...]:
    """Unpublished articles, each with its permalink."""
    return tuple((permalink(article, addresses), article) for article in articles)


def _drafts(documents: Iterable[Document], published: Collection[str]) -> Iterator[Article]:
    """The articles that are drafts and have no page."""
    return (one for one in documents if isinstance(one, Article) and one.draft and one.path not in published)


def _too_long(articles: Sequence[Article], addresses: Mapping[str, Address]) -> Iterator[Problem]:
    """A problem for each article whose permalink has a part longer than `NAME_BYTES`, although the slug is not."""
    for article in articles:
        parts = urls.out_path(addresses[article.path]).encode()
        length = max(map(len, parts.split(b"/"))) if len(parts) > NAME_BYTES else 0
        if length > NAME_BYTES:
            message = f"found an address with a part of {length} bytes, expected at most {NAME_BYTES}"
            yield Problem(
                article.slug.where,
                "address-too-long",
                message,
                f"a shorter `slug:` helps; the part is made of “{article.slug.text}”",
            )


_NAMED = 3


def _unused(files: Sequence[File], used: Collection[str]) -> Iterator[Problem]:
    """Notices about files that no document shows or links to: texts with the ending of another program, and others."""
    unused = [file.path for file in files if file.path not in used]
    foreign = {path: ending for path in unused if (ending := foreign_ending(path))}
    if foreign:
        endings = " or ".join(sorted(set(foreign.values())))
        message = f"found {counted(len(foreign), 'text')} ending in {endings}, left out: {_some([*foreign])}"
        yield Problem(Location(CONTENT), "foreign-ending", message, RENAME)
    others = [path for path in unused if path not in foreign]
    if others:
        message = f"found what no published article shows or links to, and did not publish it: {_some(others)}"
        yield Problem(
            Location(CONTENT), "unused-file", message, "files for every page, such as a logo, belong in static/"
        )


def _some(paths: Sequence[str]) -> str:
    return ", ".join(paths[:_NAMED]) + (f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else "")


def _empty_folders(config: Config, material: Material) -> Iterator[Problem]:
    """A notice for each folder with a dialect of its own that holds no document."""
    paths = [*(document.path for document in material.documents), *material.unread] if config.markdown.folders else []
    for folder, _ in config.markdown.folders:
        if not any(path.startswith(f"{CONTENT}{folder}") for path in paths):
            message = f"found a dialect for {folder}, a folder without articles, pages or tags"
            yield Problem(Location(CONFIG_FILE), "empty-folder", message, "paths start below content/")
