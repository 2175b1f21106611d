"""The archive in figures: how much there is, since when, and what it lacks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from tagarchive.archive.model import Archive, Term, counted_once
from tagarchive.plan.planned_files import FileKind, Plan
from tagarchive.reading.documents import Article, Document

BUSIEST = 10
"""Number of tags in the list of the busiest."""

LATELY = 12
"""Number of months that are counted one by one, up to that of the newest article."""

_YEAR, _MONTH = 4, 7
"""Length of the prefix of an ISO date that names the year, and the month."""

Counts = tuple[tuple[str, int], ...]
"""Names with numbers."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """An archive in figures. All are about the articles in lists, unless they say otherwise.

    Attributes:
        articles: number of articles
        drafts: number of drafts, which are not published
        held: number of articles that are held until their date
        expired: number of articles that have expired
        copies: number of articles that are folded into others
        withdrawn: number of withdrawn articles
        words: number of words in all texts
        first: day of the oldest article; empty if there is none
        last: day of the newest article; empty if there is none
        tags: number of tags with an archive
        tags_of_one: number of tags with one article
        sources: number of sources
        authors: number of authors
        terms: number of terms of each further list, by its title
        without_tags: number of articles without tags
        with_source: number of articles with a source
        with_summary: number of articles with a summary in their front matter
        with_picture: number of articles with a picture in their front matter
        pages: number of pages of the site
        feeds: number of feeds
        files: number of all files of the site
        by_year: number of articles in each year, oldest first
        by_month: number of articles in each of the last months, oldest first
        busiest: tags with the most articles

    """

    articles: int
    drafts: int
    held: int
    expired: int
    copies: int
    withdrawn: int
    words: int
    first: str
    last: str
    tags: int
    tags_of_one: int
    sources: int
    authors: int
    terms: dict[str, int]
    without_tags: int
    with_source: int
    with_summary: int
    with_picture: int
    pages: int
    feeds: int
    files: int
    by_year: Counts
    by_month: Counts
    busiest: Counts


def figures_of(archive: Archive, planned: Plan, documents: Iterable[Document]) -> Figures:
    """The figures of an archive. `documents` are all that the site has."""
    articles = [placed.document for placed in archive.articles]
    days = sorted(article.date.day for article in articles)
    kinds = Counter(file.kind for file in planned.planned.values())
    return Figures(
        articles=len(articles),
        drafts=sum(isinstance(document, Article) and document.draft for document in documents),
        held=len(archive.held),
        expired=len(archive.expired),
        copies=len(archive.copies),
        withdrawn=len(archive.withdrawn),
        words=sum(article.outline.words for article in articles),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        tags=counted_once(archive.tags),
        tags_of_one=sum(len(tag.articles) == 1 for tag in archive.tags),
        sources=counted_once(archive.sources),
        authors=counted_once(archive.authors),
        terms={one.title: len(one.terms) for one in archive.taxonomies},
        without_tags=sum(not article.tags for article in articles),
        with_source=sum(article.source is not None for article in articles),
        with_summary=sum(bool(article.standfirst) for article in articles),
        with_picture=sum(bool(article.images) for article in articles),
        pages=kinds[FileKind.PAGE],
        feeds=kinds[FileKind.FEED],
        files=len(planned),
        by_year=_by_year(days),
        by_month=_by_month(days),
        busiest=_busiest(archive.tags),
    )


def _by_year(days: Sequence[str]) -> Counts:
    counts = Counter(day[:_YEAR] for day in days)
    return tuple((f"{year:04}", counts[f"{year:04}"]) for year in _years(days))


def _years(days: Sequence[str]) -> range:
    return range(int(days[0][:_YEAR]), int(days[-1][:_YEAR]) + 1) if days else range(0)


def _by_month(days: Sequence[str]) -> Counts:
    counts = Counter(day[:_MONTH] for day in days)
    months = [f"{year:04}-{month:02}" for year in _years(days)[-2:] for month in range(1, 13)]
    lately = [month for month in months if days[0][:_MONTH] <= month <= days[-1][:_MONTH]]
    return tuple((month, counts[month]) for month in lately[-LATELY:])


def _busiest(tags: Iterable[Term]) -> Counts:
    in_order = sorted(tags, key=lambda tag: -len(tag.articles))
    return tuple((tag.name, len(tag.articles)) for tag in in_order[:BUSIEST])
