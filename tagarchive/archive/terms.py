"""Terms: the articles of each tag, author, source and year. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from tagarchive.archive.filing import Filing
from tagarchive.archive.model import Articles, PlacedDocument, PlacedTermText, Term, TermList
from tagarchive.archive.records import archive_of
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.tags import Tag, Tags
from tagarchive.core import urls
from tagarchive.core.dates import latest
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article, AuthorText, SourceText
from tagarchive.reading.tag_options import Taxonomy

Listed = Iterable[PlacedDocument[Article]]
Texts = Mapping[Address, PlacedTermText]


def tag_terms(tags: Iterable[Tag], placed: Mapping[str, PlacedDocument[Article]], filing: Filing) -> tuple[Term, ...]:
    return tuple(_tag_term(tag, [placed[article.path] for article in tag.articles], filing) for tag in tags)


def _tag_term(tag: Tag, articles: Sequence[PlacedDocument[Article]], filing: Filing) -> Term:
    text = filing.placed(tag.text) if tag.text and not tag.text.hidden else None
    return structs.replace(term(tag.face, articles, text), trail=tag.trail, related=tag.related)


def taxonomy_lists(
    taxonomies: Iterable[tuple[Taxonomy, Tags]], placed: Mapping[str, PlacedDocument[Article]], filing: Filing
) -> tuple[TermList, ...]:
    return tuple(
        TermList(kind=one.name, title=one.title, address=one.address, terms=tag_terms(filed.tags, placed, filing))
        for one, filed in taxonomies
    )


def year_terms(articles: Listed) -> tuple[Term, ...]:
    """Years, newest first."""
    by_year: dict[str, list[PlacedDocument[Article]]] = defaultdict(list)
    for article in articles:
        by_year[article.document.date.year].append(article)
    in_order = sorted(by_year.items(), reverse=True)
    return tuple(term(TagLink(year, urls.year(year)), within) for year, within in in_order)


def author_terms(articles: Listed, records: Iterable[AuthorText], filing: Filing) -> tuple[Term, ...]:
    """Authors, by name, with the texts of their records."""
    return _named_terms(articles, _authors, {archive_of(record): filing.placed(record) for record in records})


def _authors(placed: PlacedDocument[Article]) -> Iterator[TagLink]:
    return reversed(placed.authors)


def source_terms(articles: Listed, records: Iterable[SourceText], filing: Filing) -> tuple[Term, ...]:
    """Sources, by name, with the texts of their records."""
    return _named_terms(articles, _source, {archive_of(record): filing.placed(record) for record in records})


def _source(placed: PlacedDocument[Article]) -> tuple[TagLink, ...]:
    return (TagLink(placed.source.name, placed.source.address),) if placed.source else ()


def _named_terms(
    articles: Listed, faces: Callable[[PlacedDocument[Article]], Iterable[TagLink]], texts: Texts
) -> tuple[Term, ...]:
    """Terms in the order of their names. Names with the same address are one, named as in the oldest article."""
    grouped: dict[Address, dict[str, PlacedDocument[Article]]] = defaultdict(dict)
    names: dict[Address, str] = {}
    for article in articles:
        for name, address in faces(article):
            grouped[address][article.document.path] = article
            names[address] = name
    terms = (
        term(TagLink(names[address], address), list(by_path.values()), texts.get(address))
        for address, by_path in grouped.items()
    )
    return tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.address)))


def term(
    face: TagLink,
    articles: Sequence[PlacedDocument[Article]],
    text: PlacedTermText | None = None,
) -> Term:
    """The term with a name and an address. It has at least one article."""
    changes = (article.document.updated for article in articles if article.document.updated)
    modified = latest(articles[0].document.date, *changes)
    return Term(name=face.name, address=face.address, articles=Articles(articles), modified=modified, text=text)
