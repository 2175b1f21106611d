"""Documents to `Archive`: the published documents in order, with their tags, links and addresses. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.address_book import address_book_of, filing_of
from tagarchive.archive.ledger import Ledger
from tagarchive.archive.links import Linkable
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive, Redirect
from tagarchive.archive.permalinks import permalink
from tagarchive.archive.promises import (
    Promises,
    kept_files,
    with_lists,
    without_expired,
)
from tagarchive.archive.redirects import former_feeds, former_terms, formers, onward, recased
from tagarchive.archive.selection import relations_of, selection
from tagarchive.archive.tags.filed import filed_terms
from tagarchive.archive.tags.pairs import pairs_of
from tagarchive.archive.terms import author_terms, dated_terms, source_terms, tag_terms, taxonomy_lists
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.config import Config
from tagarchive.reading.documents import CONFIG_FILE, Article, Document, File
from tagarchive.reading.edition import Edition
from tagarchive.reading.text_files import RENAME, foreign_ending

CONTENT = "content/"


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
    chosen = selection(material.documents, material.pairs, config, edition)
    times = chosen.times
    filed = filed_terms(chosen.articles, material.documents, config)
    book = address_book_of(material, chosen, filed.tags, config)
    addresses, ids, guids = book.addresses, book.ids, book.guids
    filing = filing_of(book, material.files, config)
    relations = relations_of(chosen, filed, guids, addresses, material.dead)
    placed = {article.path: filing.placed(article, relations(article)) for article in chosen.all}
    listed, copies, withdrawn = (tuple(placed[one.path] for one in some) for some in chosen.parts)
    terms, hidden = (tag_terms(some, placed, filing) for some in filed.tags[:2])
    sources = source_terms(listed, chosen.records.sources, filing, config.language)
    authors = author_terms(listed, chosen.records.authors, filing, config.language)
    gone, held = (_with_addresses(unshown, config.addresses) for unshown in (times.expired, times.held))
    about_files = (*_unused(material.files, book.shown), *kept_files(book.recorded))
    years, months, days = dated_terms(listed, config)
    archive = Archive(
        statics=tuple(material.statics),
        articles=listed,
        tags=terms,
        hidden_tags=hidden,
        pairs=pairs_of(listed, terms, config.pairs.least),
        taxonomies=taxonomy_lists(filed.taxonomies, placed, filing),
        years=years,
        months=months,
        days=days,
        authors=authors,
        sources=sources,
        pages=tuple(map(filing.placed, times.pages)),
        files=tuple((book.files[file.path], file) for file in material.files if file.path in book.shown),
        copies=copies,
        withdrawn=withdrawn,
        expired=tuple(address for address, _ in gone),
        held=held,
        drafts=tuple(
            address for address, _ in _with_addresses(_drafts(material.documents, addresses), config.addresses)
        ),
        early=frozenset(article.path for article in times.early),
        changes=times.changes,
        notices=(*chosen.notices, *filed.notices, *about_files, *_empty_folders(config, material)),
        linked=book.links.notices,
    )
    left = {ids.guid_of(article, address): None for address, article in gone} if material.ledger.published else {}
    archive = _with_former(archive, gone, book.promises.followed(archive, left), config)
    return Assembled(archive, (*chosen.problems, *filed.problems, *book.links.problems, *book.problems), book.linkable)


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
    named = (*formers(archive.placed, expired, kept, config.addresses), *former_feeds(config.feeds.aliases))
    former = _with_former_terms(named, archive, kept)
    published = tuple((address, record.where) for address, record in kept.published.items())
    notices = (*archive.notices, *recased(former, promises.written))
    return replace(archive, former=former, promised=published, notices=notices)


def _with_former_terms(named: Sequence[Redirect], archive: Archive, ledger: Ledger) -> tuple[Redirect, ...]:
    """Redirects, and those from the archives that terms had under their other names.

    Other names of sources and authors are mostly spellings that never had an archive, so theirs must be on the record.
    """
    records = former_terms((*archive.sources, *archive.authors), named)
    recorded = tuple(one for one in records if one.address in ledger.published)
    moved = (*former_terms(archive.tags, (*named, *recorded)), *recorded)
    return (*onward(named, moved), *moved)


def _with_addresses(articles: Iterable[Article], addresses: Addresses) -> tuple[tuple[Address, Article], ...]:
    """Unpublished articles, each with its permalink."""
    return tuple((permalink(article, addresses), article) for article in articles)


def _drafts(documents: Iterable[Document], published: Collection[str]) -> Iterator[Article]:
    """The articles that are drafts and have no page."""
    return (one for one in documents if isinstance(one, Article) and one.draft and one.path not in published)


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
