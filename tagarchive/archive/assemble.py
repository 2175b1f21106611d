"""Documents to `Archive`: the published documents in order, with their tags, links and addresses. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.address_book import AddressBook, address_book_of, filing_in, filing_of
from tagarchive.archive.earlier import Earlier, placed_again, placed_of, surely_related, terms_of, unchanged
from tagarchive.archive.filing import Filing
from tagarchive.archive.language_parts import LanguagePart, language_parts, term_notices
from tagarchive.archive.ledger import Ledger
from tagarchive.archive.links import Linkable
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive, PlacedDocument, Redirect, Term
from tagarchive.archive.permalinks import permalink
from tagarchive.archive.promises import (
    Promises,
    kept_files,
    led_into_languages,
    with_lists,
    without_expired,
)
from tagarchive.archive.redirects import former_feeds, former_terms, formers, onward, recased
from tagarchive.archive.relations import Relations
from tagarchive.archive.selection import Selection, relations_of, selection
from tagarchive.archive.tags.pairs import pairs_of
from tagarchive.archive.terms import author_terms, dated_terms, source_terms, tag_terms, taxonomy_lists
from tagarchive.archive.translations import Texts, Translations, translations_of, with_translations
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import CONFIG_FILE, File
from tagarchive.reading.text_files import RENAME, foreign_ending

CONTENT = "content/"


class Assembled(NamedTuple):
    """An archive with all faults in the relations between its documents. Of things with one name it has the first.

    `steps` are the way to it, for the next one.
    """

    archive: Archive
    problems: tuple[Problem, ...]
    linkable: Linkable
    steps: Earlier


def assemble(material: Material, config: Config, edition: Edition) -> Archive:
    """The archive of the material. Raises `SiteError` with all faults in the relations between its documents."""
    made = assembled(material, config, edition)
    if made.problems:
        raise SiteError(*made.problems)
    return made.archive


def assembled(material: Material, config: Config, edition: Edition, before: Earlier | None = None) -> Assembled:
    """The archive of the material, with its faults. What it shares with an archive before is taken from that."""
    before = before if before and before.of_same_rules(material, config) else None
    chosen = selection(material.documents, material.pairs, config, edition)
    times = chosen.times
    parts = language_parts(chosen, material.documents, config, before.parts if before else ())
    known = unchanged(chosen.all, placed_of(before.archive)) if before else {}
    terms = terms_of(before.archive) if before else {}
    book = address_book_of(material, chosen, parts, config, known)
    texts = Texts(book.linkable.documents, material.unread, book.addresses, chosen.sources, config)
    translated = translations_of(chosen.articles, texts)
    filing = filing_of(book, material.files, config)
    archives = []
    for part in parts:
        own, relations = filing_in(part, filing), _relations(part, book, material, translated)
        still = surely_related(part, translated, book.guids, material.dead, before)
        placed = placed_again(part.chosen.all, own, relations, known, still)
        archives.append(_part(part, own, placed, terms))
    gone, held = (_with_addresses(unshown, config.addresses) for unshown in (times.expired, times.held))
    about_files = (*_unused(material.files, book.shown), *kept_files(book.recorded))
    archive = replace(
        _together(archives, chosen),
        statics=tuple(material.statics),
        fonts=material.fonts,
        files=tuple((book.files[file.path], file) for file in material.files if file.path in book.shown),
        expired=tuple(address for address, _ in gone),
        held=held,
        drafts=tuple(
            address for address, _ in _with_addresses(_drafts(material.documents, book.addresses), config.addresses)
        ),
        early=frozenset(article.path for article in times.early),
        changes=times.changes,
        notices=(*chosen.notices, *term_notices(parts), *about_files, *_empty_folders(config, material)),
        linked=book.links.notices,
    )
    left = {book.ids.guid_of(article, at): None for at, article in gone} if material.ledger.published else {}
    archive = _with_former(
        replace(archive, parts=_several(archives)), gone, book.promises.followed(archive, left), config
    )
    archive = _with_parts(archive)
    of_terms = (problem for part in parts for problem in part.filed.problems)
    problems = (*chosen.problems, *of_terms, *book.links.problems, *book.problems, *translated.problems)
    steps = Earlier(config, material, chosen, parts, translated, archive)
    return Assembled(archive, problems, book.linkable, steps)


def _relations(
    part: LanguagePart, book: AddressBook, material: Material, translated: Translations
) -> Callable[[Article], Relations]:
    """The function that returns the relations of an article in one language."""
    relations = relations_of(part.chosen, part.filed, book.guids, book.addresses, material.dead)
    return with_translations(translated, relations)


def _part(
    part: LanguagePart, filing: Filing, placed: Mapping[str, PlacedDocument[Article]], known: Mapping[Address, Term]
) -> Archive:
    """The articles of a language, with their terms. `placed` are the articles by path."""
    chosen, filed = part.chosen, part.filed
    listed, copies, withdrawn = (tuple(placed[one.path] for one in some) for some in chosen.parts)
    terms, hidden = (tag_terms(some, listed, filing, known) for some in filed.tags[:2])
    years, months, days = dated_terms(listed, part.language, known)
    language = part.language.config.language
    return Archive(
        edition=part.language.edition,
        articles=listed,
        tags=terms,
        hidden_tags=hidden,
        pairs=pairs_of(listed, terms, part.language.config.pairs.least),
        taxonomies=taxonomy_lists(filed.taxonomies, listed, filing, known),
        years=years,
        months=months,
        days=days,
        authors=author_terms(listed, chosen.records.authors, filing, language, known),
        sources=source_terms(listed, chosen.records.sources, filing, language, known),
        pages=tuple(map(filing.placed, part.pages)),
        files=(),
        copies=copies,
        withdrawn=withdrawn,
    )


_IN_PARTS = ("tags", "hidden_tags", "pairs", "taxonomies", "years", "months", "days", "authors", "sources", "pages")
"""Fields of an archive that a site has for each of its languages."""


def _together(parts: Sequence[Archive], chosen: Selection) -> Archive:
    """The archive of a site. Its articles are newest first, and its terms are those of one language after another."""
    if len(parts) == 1:
        return parts[0]
    placed = {one.document.path: one for part in parts for one in part.recorded}
    listed, copies, withdrawn = (tuple(placed[one.path] for one in some) for some in chosen.parts)
    joined = {name: tuple(one for part in parts for one in getattr(part, name)) for name in _IN_PARTS}
    return replace(parts[0], articles=listed, copies=copies, withdrawn=withdrawn, **joined)


def _several(parts: Sequence[Archive]) -> tuple[Archive, ...]:
    """The parts of a site in several languages."""
    return tuple(parts) if len(parts) > 1 else ()


def _with_parts(archive: Archive) -> Archive:
    """The archive, where the part of each language knows what its pages and feeds need of the whole site."""
    if not archive.parts:
        return archive
    shared = {"former": archive.former, "early": archive.early, "statics": archive.statics, "fonts": archive.fonts}
    return replace(archive, parts=tuple(replace(part, **shared) for part in archive.parts))


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
    kept = led_into_languages(kept, archive, _other_names(archive))
    named = (*formers(archive.placed, expired, kept, config.addresses), *former_feeds(config.feeds.aliases))
    former = _with_former_terms(named, archive, kept)
    published = tuple((address, record.where) for address, record in kept.published.items())
    notices = (*archive.notices, *recased(former, promises.written))
    return replace(archive, former=former, promised=published, notices=notices)


def _with_former_terms(named: Sequence[Redirect], archive: Archive, ledger: Ledger) -> tuple[Redirect, ...]:
    """Redirects, and those from the archives that terms had under their other names.

    Other names of sources and authors are mostly spellings that never had an archive, and names in other languages
    never had one either, so theirs must be on the record.
    """
    records = former_terms((*archive.sources, *archive.authors), named)
    recorded = tuple(one for one in records if one.address in ledger.published)
    tags = former_terms(archive.tags, (*named, *recorded))
    texts = (tag.text.document for tag in archive.tags if tag.text)
    translated = {name.where for text in texts for _, name in text.names}
    tags = (one for one in tags if one.where not in translated or one.address in ledger.published)
    moved = (*tags, *recorded)
    return (*onward(named, moved), *moved)


def _other_names(archive: Archive) -> dict[Address, Address | None]:
    """The archives of terms, by the addresses that they would have under their other names."""
    terms = (*archive.tags, *archive.sources, *archive.authors)
    return {one.address: one.target for one in former_terms(terms, ())} if archive.parts else {}


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
