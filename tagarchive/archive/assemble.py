"""Documents to `Archive`: the published documents in order, with their tags, links and addresses. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.filing import Filing
from tagarchive.archive.ids import Ids, same_guids
from tagarchive.archive.ledger import Ledger, answered, inherited
from tagarchive.archive.links import Linkable, References, references
from tagarchive.archive.model import Archive, Redirect, Term
from tagarchive.archive.records import archive_of
from tagarchive.archive.redirects import former_feeds, former_terms, formers, onward, recased
from tagarchive.archive.selection import Selection, relations_of, selection
from tagarchive.archive.tags.filed import filed_terms
from tagarchive.archive.tags.pairs import pairs_of
from tagarchive.archive.tags.tags import Tags
from tagarchive.archive.terms import author_terms, source_terms, tag_terms, taxonomy_lists, year_terms
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import NAME_BYTES
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.config import Config
from tagarchive.reading.documents import CONFIG_FILE, Article, Document, File
from tagarchive.reading.edition import Edition
from tagarchive.reading.wiki_links import named

CONTENT = "content/"


class Material(NamedTuple):
    """Input of an archive.

    Attributes:
        documents: all documents that could be read
        files: files in the content folder that are not documents
        statics: static files of the site and the theme
        ledger: addresses and guids recorded in `published.txt`
        unread: paths of documents with faults of their own; a link to one of them is not a second fault
        pairs: pairs of articles that may be copies
        dead: addresses of originals that are no longer there

    """

    documents: Sequence[Document]
    files: Sequence[File] = ()
    statics: Sequence[File] = ()
    ledger: Ledger = Ledger()
    unread: Collection[str] = frozenset()
    pairs: Sequence[Pair] = ()
    dead: Collection[str] = frozenset()


def assemble(material: Material, config: Config, edition: Edition) -> Archive:
    """The archive of the material. Raises `SiteError` with all faults in the relations between its documents."""
    documents, files, statics, ledger, _, pairs, dead = material
    chosen = selection(documents, pairs, config, edition)
    times, articles, pages = chosen.times, chosen.all, chosen.times.pages
    filed = filed_terms(chosen.articles, documents, config)
    addresses = _addresses(chosen, filed.tags, config)
    by_path = {file.path: urls.file(file.path.removeprefix(CONTENT)) for file in files}
    links = _links(material, chosen, addresses, by_path, config)
    kept = answered(ledger, (*addresses.values(), *(tag.face.address for tag in filed.tags.tags)))
    guids = _guids(articles, addresses, kept, config)
    problems = [*chosen.problems, *filed.problems, *links.problems, *same_guids(articles, guids, kept)]
    problems += _too_long(articles, addresses)
    if problems:
        raise SiteError(*problems)
    published = {**addresses, **{path: address for path, address in by_path.items() if path in links.paths}}
    filing = Filing(published | addresses_by_name(addresses, config), {file.path: file for file in files})
    relations = relations_of(chosen, filed, guids, addresses, dead)
    placed = {article.path: filing.placed(article, relations(article)) for article in articles}
    listed, copies, withdrawn = (tuple(placed[one.path] for one in some) for some in chosen.parts)
    free = tuple(map(filing.placed, pages))
    terms, hidden = (tag_terms(some, placed, filing) for some in filed.tags[:2])
    sources = source_terms(listed, chosen.records.sources, filing)
    authors = author_terms(listed, chosen.records.authors, filing)
    gone, held = (_with_addresses(unshown, config.addresses) for unshown in (times.expired, times.held))
    named = (*placed.values(), *free, *(term.text for term in (*terms, *sources, *authors) if term.text))
    former = _former(formers(named, gone, kept), (*terms, *sources, *authors), config)
    about_site = (*recased(former, ledger), *_empty_folders(config, material))
    return Archive(
        statics=tuple(statics),
        articles=listed,
        tags=terms,
        hidden_tags=hidden,
        pairs=pairs_of(listed, terms, config.pairs.least),
        taxonomies=taxonomy_lists(filed.taxonomies, placed, filing),
        years=year_terms(listed),
        authors=authors,
        sources=sources,
        pages=free,
        files=tuple((by_path[file.path], file) for file in files if file.path in links.paths),
        former=former,
        copies=copies,
        withdrawn=withdrawn,
        expired=tuple(address for address, _ in gone),
        held=held,
        early=frozenset(article.path for article in times.early),
        changes=times.changes,
        promised=tuple((address, record.where) for address, record in kept.published.items()),
        notices=(*chosen.notices, *filed.notices, *links.notices, *about_site, *_unused(files, links.paths)),
    )


def _links(
    material: Material,
    chosen: Selection,
    addresses: Mapping[str, Address],
    files: Mapping[str, Address],
    config: Config,
) -> References:
    """The problems, notices and targets of the links in all published documents, which have `addresses`."""
    documents: dict[str, Document] = {document.path: document for document in (*material.documents, *chosen.all)}
    timed = {article.path for article in (*chosen.times.expired, *chosen.times.held)}
    known, names = {*addresses, *files, *material.unread}, _names(addresses, [*timed, *material.unread], config)
    return references([documents[path] for path in addresses], Linkable(documents, files, known, timed, names))


def _guids(
    articles: Iterable[Article], addresses: Mapping[str, Address], ledger: Ledger, config: Config
) -> dict[str, str]:
    """The guid of each article, by its path."""
    ids = Ids(config.feeds.authority or config.addresses.host, config.addresses, ledger, inherited(ledger))
    return {article.path: ids.guid_of(article, addresses[article.path]) for article in articles}


def _former(redirects: Iterable[Redirect], terms: Sequence[Term], config: Config) -> tuple[Redirect, ...]:
    """All former addresses: those that documents and the ledger name, those of feeds, and those of merged terms."""
    named = (*redirects, *former_feeds(config.feeds.aliases))
    moved = tuple(former_terms(terms, named))
    return (*onward(named, moved), *moved)


def _addresses(chosen: Selection, tags: Tags, config: Config) -> dict[str, Address]:
    """The address of each published document, by path."""
    return {
        **{article.path: config.addresses.article(article.slug.text, article.date) for article in chosen.all},
        **{page.path: urls.page(page.slug.text) for page in chosen.times.pages},
        **{tag.text.path: tag.face.address for tag in tags.tags if tag.text},
        **{record.path: archive_of(record) for records in chosen.records for record in records},
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
    return tuple((addresses.article(article.slug.text, article.date), article) for article in articles)


def _too_long(articles: Sequence[Article], addresses: Mapping[str, Address]) -> Iterator[Problem]:
    """A problem for each article whose permalink has a part longer than `NAME_BYTES`, although the slug is not."""
    for article in articles:
        parts = addresses[article.path].encode()
        length = max(map(len, parts.split(b"/"))) if len(parts) > NAME_BYTES else 0
        if length > NAME_BYTES:
            message = f"found an address with a part of {length} bytes, expected at most {NAME_BYTES}"
            yield Problem(
                article.slug.where,
                "address-too-long",
                message,
                f"a shorter `slug:` helps; the part is made of “{article.slug.text}”",
            )


def _unused(files: Sequence[File], used: Collection[str]) -> Iterator[Problem]:
    unused = [file.path for file in files if file.path not in used]
    if unused:
        names = ", ".join(unused[:3]) + (", …" if len(unused) > 3 else "")
        message = f"found what no published article shows or links to, and did not publish it: {names}"
        yield Problem(
            Location(CONTENT), "unused-file", message, "files for every page, such as a logo, belong in static/"
        )


def _empty_folders(config: Config, material: Material) -> Iterator[Problem]:
    """A notice for each folder with a dialect of its own that holds no document."""
    paths = [*(document.path for document in material.documents), *material.unread] if config.markdown.folders else []
    for folder, _ in config.markdown.folders:
        if not any(path.startswith(f"{CONTENT}{folder}") for path in paths):
            message = f"found a dialect for {folder}, a folder without articles, pages or tags"
            yield Problem(Location(CONFIG_FILE), "empty-folder", message, "paths start below content/")
