"""The articles that readers can search, with what pages show of them and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.core.digests import digest
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Body
from tagarchive.reading.documents import Article
from tagarchive.views.search import SearchRecord, SearchRecords

_EMPTY = digest(Body())


class Searched(NamedTuple):
    """An article that readers can search.

    Attributes:
        path: path of its file
        tags: names of the tags whose archives list it
        edition: code of the language of its pages, if the site is in several; empty for the default language

    """

    path: str
    tags: tuple[str, ...]
    edition: str


def searched(archive: Archive) -> tuple[Searched, ...]:
    """The articles that are in lists, oldest first. Those that are folded into others or withdrawn are in none."""
    return tuple(one for part in archive.in_languages for one in _searched(part))


def _searched(archive: Archive) -> Iterator[Searched]:
    names: dict[str, list[str]] = defaultdict(list)
    for tag in archive.tags:
        for placed in tag.articles:
            names[placed.document.path].append(tag.name)
    paths = (placed.document.path for placed in reversed(archive.articles))
    return (Searched(path, tuple(names.get(path, ())), archive.edition) for path in paths)


def search_records(
    sites: Mapping[str, SiteContext], articles: Iterable[Searched], placed: Mapping[str, PlacedDocument[Article]]
) -> SearchRecords:
    """The records of articles, by the languages of the site and by their documents.

    Each has the language of the pages among which it is, whatever its own is: a search page finds the articles of one
    language, and readers search all of them at once.
    """
    return SearchRecords(
        records=tuple(_record(sites[article.edition], placed[article.path], article.tags) for article in articles)
    )


def records_of(sites: Mapping[str, SiteContext], archive: Archive) -> SearchRecords:
    """The records of all articles of an archive."""
    return search_records(sites, searched(archive), {placed.document.path: placed for placed in archive.articles})


def with_other_texts(records: SearchRecords, articles: Mapping[str, Article]) -> SearchRecords:
    """The records after edits of the texts of some articles, by path, that changed nothing else of them."""
    return SearchRecords(
        records=tuple(
            structs.replace(record, body=_shown_text(articles[record.path])) if record.path in articles else record
            for record in records.records
        )
    )


def _record(site: SiteContext, placed: PlacedDocument[Article], tags: tuple[str, ...]) -> SearchRecord:
    article = placed.document
    return SearchRecord(
        url=site.href(placed.address),
        language=site.config.language.partition("-")[0].lower(),
        title=article.title,
        date=article.date.day,
        tags=tags,
        source=placed.source.name if placed.source else "",
        authors=tuple(author.name for author in placed.authors),
        opening=_opening(article),
        path=article.path,
        body=_shown_text(article),
    )


def _shown_text(article: Article) -> str:
    """The digest of the text of an article; empty if its page shows none."""
    is_shown = article.republish == "full" and article.outline.digest != _EMPTY
    return article.outline.digest if is_shown else ""


def _opening(article: Article) -> tuple[str, ...]:
    # Of an article whose text is shown, a summary that nobody wrote is the beginning of the text.
    summary = article.standfirst if article.republish == "full" else article.summary
    captions = (image.caption for image in article.images)
    notes = (update.note for update in article.updates)
    return tuple(filter(None, (summary, *article.key_points, *captions, *notes)))
