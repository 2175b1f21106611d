"""Terms: the articles of each tag, author, source and year. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import structs

from tagarchive.archive.filing import Filing
from tagarchive.archive.model import Articles, PlacedDocument, PlacedTermText, Term, TermList
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.tags import Tag, Tags
from tagarchive.core import urls
from tagarchive.core.address_patterns import fields_of
from tagarchive.core.dates import latest
from tagarchive.core.name_order import places
from tagarchive.core.urls import Address
from tagarchive.reading.config import ArchiveOptions
from tagarchive.reading.documents import Article, AuthorText, SourceText
from tagarchive.reading.site_languages import SiteLanguage
from tagarchive.reading.tag_options import Taxonomy

Listed = Iterable[PlacedDocument[Article]]
Texts = Mapping[Address, PlacedTermText]

Known = Mapping[Address, Term]
"""Terms of an earlier archive, by their addresses. Terms with the same articles share these."""

_NONE: Known = MappingProxyType({})


def tag_terms(
    tags: Iterable[Tag], articles: Sequence[PlacedDocument[Article]], filing: Filing, known: Known = _NONE
) -> tuple[Term, ...]:
    """The archives of tags. `articles` are all that are listed."""
    return tuple(_tag_term(tag, [articles[place] for place in tag.places], filing, known) for tag in tags)


def _tag_term(tag: Tag, articles: Sequence[PlacedDocument[Article]], filing: Filing, known: Known) -> Term:
    text = filing.placed(tag.text) if tag.text and not tag.text.hidden else None
    made = term(tag.face, articles, text, known)
    return structs.replace(made, places=tag.places, trail=tag.trail, related=tag.related)


def taxonomy_lists(
    taxonomies: Iterable[tuple[Taxonomy, Tags]],
    articles: Sequence[PlacedDocument[Article]],
    filing: Filing,
    known: Known = _NONE,
) -> tuple[TermList, ...]:
    lists = ((one, tag_terms(filed.tags, articles, filing, known)) for one, filed in taxonomies)
    return tuple(TermList(kind=one.name, title=one.title, address=one.address, terms=terms) for one, terms in lists)


def dated_terms(articles: Listed, language: SiteLanguage, known: Known = _NONE) -> tuple[tuple[Term, ...], ...]:
    """Years, months and days, newest first. Months and days are left out if they have no archives."""
    config, edition = language.config, language.edition
    years, finest = _year_terms(articles, edition, known), _finest_period(config.archive, config.articles.address)
    return (years, *(_period_terms(years, width, edition, known) if finest >= width else () for width in (MONTH, DAY)))


def _year_terms(articles: Listed, edition: str, known: Known) -> tuple[Term, ...]:
    by_year: dict[str, list[PlacedDocument[Article]]] = defaultdict(list)
    for article in articles:
        by_year[article.document.date.year].append(article)
    in_order = sorted(by_year.items(), reverse=True)
    return tuple(term(_period(year, edition), within, known=known) for year, within in in_order)


def _period(name: str, edition: str) -> TagLink:
    return TagLink(name, urls.in_language(edition, urls.period(name)))


MONTH, DAY = 7, 10
"""Length of the part of an ISO date that names the month, and the day."""


def _period_terms(years: Iterable[Term], width: int, edition: str, known: Known) -> tuple[Term, ...]:
    """The months or days of years, newest first. They are named by the first `width` characters of their dates."""
    return tuple(term for year in years for term in _periods(year, width, edition, known))


def _periods(year: Term, width: int, edition: str, known: Known) -> Iterator[Term]:
    by_period: dict[str, list[PlacedDocument[Article]]] = defaultdict(list)
    for article in year.articles:
        by_period[article.document.date.text[:width]].append(article)
    return (
        term(_period(name, edition), within, known=known) for name, within in sorted(by_period.items(), reverse=True)
    )


def _finest_period(options: ArchiveOptions, pattern: str) -> int:
    """The width of the finest archives of dates for `_period_terms`; 0 for years, or if there are none."""
    fields = fields_of(pattern)
    by_address = "days" if "day" in fields else "months" if "month" in fields else "years"
    finest = by_address if options.dates == "auto" else options.dates
    return {"days": DAY, "months": MONTH}.get(finest, 0) if options.years else 0


def author_terms(
    articles: Listed, records: Iterable[AuthorText], filing: Filing, language: str, known: Known = _NONE
) -> tuple[Term, ...]:
    """Authors, by name in the order of a language, with the texts of their records."""
    return in_order(_named_terms(articles, _authors, _texts(records, filing), known), language)


def _texts(records: Iterable[SourceText] | Iterable[AuthorText], filing: Filing) -> Texts:
    """The texts of records by the addresses of their archives."""
    placed: Iterator[PlacedDocument[Any]] = (filing.placed(record) for record in records)
    return {text.address: text for text in placed}


def _authors(placed: PlacedDocument[Article]) -> Iterator[TagLink]:
    return reversed(placed.authors)


def source_terms(
    articles: Listed, records: Iterable[SourceText], filing: Filing, language: str, known: Known = _NONE
) -> tuple[Term, ...]:
    """Sources, by name in the order of a language, with the texts of their records."""
    return in_order(_named_terms(articles, _source, _texts(records, filing), known), language)


def _source(placed: PlacedDocument[Article]) -> tuple[TagLink, ...]:
    return (TagLink(placed.source.name, placed.source.address),) if placed.source else ()


def _named_terms(
    articles: Listed, faces: Callable[[PlacedDocument[Article]], Iterable[TagLink]], texts: Texts, known: Known
) -> Iterator[Term]:
    """Terms, in no order. Names with the same address are one, named as in the oldest article."""
    grouped: dict[Address, dict[str, PlacedDocument[Article]]] = defaultdict(dict)
    names: dict[Address, str] = {}
    for article in articles:
        for name, address in faces(article):
            grouped[address][article.document.path] = article
            names[address] = name
    for address, by_path in grouped.items():
        yield term(TagLink(names[address], address), list(by_path.values()), texts.get(address), known)


def in_order(terms: Iterable[Term], language: str) -> tuple[Term, ...]:
    """Terms by name, in the order of a language."""
    listed = tuple(terms)
    place = places((term.name for term in listed), language)
    return tuple(sorted(listed, key=lambda term: (place[term.name], term.address)))


def term(
    face: TagLink,
    articles: Sequence[PlacedDocument[Article]],
    text: PlacedTermText | None = None,
    known: Known = _NONE,
) -> Term:
    """The term with a name and an address. It has at least one article."""
    same = known.get(face.address)
    if same and same.articles == tuple(articles):
        return Term(name=face.name, address=face.address, articles=same.articles, modified=same.modified, text=text)
    changes = [article.document.updated for article in articles if article.document.updated]
    modified = latest(articles[0].document.date, *changes) if changes else articles[0].document.date
    return Term(name=face.name, address=face.address, articles=Articles(articles), modified=modified, text=text)
