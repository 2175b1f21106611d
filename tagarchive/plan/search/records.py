"""The articles that readers can search, with what pages show of them and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

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

    """

    path: str
    tags: tuple[str, ...]


def searched(archive: Archive) -> tuple[Searched, ...]:
    """The articles that are in lists, oldest first. Those that are folded into others or withdrawn are in none."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in archive.tags:
        for placed in tag.articles:
            names[placed.document.path].append(tag.name)
    paths = (placed.document.path for placed in reversed(archive.articles))
    return tuple(Searched(path, tuple(names.get(path, ()))) for path in paths)


def search_records(
    site: SiteContext, articles: Iterable[Searched], placed: Mapping[str, PlacedDocument[Article]]
) -> SearchRecords:
    """The records of articles, by their documents.

    All have the language of the site, since an index is of one language and readers search all of it at once.
    """
    records = (_record(site, placed[article.path], article.tags) for article in articles)
    return SearchRecords(language=site.config.language.partition("-")[0].lower(), records=tuple(records))


def records_of(site: SiteContext, archive: Archive) -> SearchRecords:
    """The records of all articles of an archive."""
    return search_records(site, searched(archive), {placed.document.path: placed for placed in archive.articles})


def _record(site: SiteContext, placed: PlacedDocument[Article], tags: tuple[str, ...]) -> SearchRecord:
    article = placed.document
    is_shown = article.republish == "full" and article.outline.digest != _EMPTY
    return SearchRecord(
        url=site.href(placed.address),
        title=article.title,
        date=article.date.day,
        tags=tags,
        source=placed.source.name if placed.source else "",
        authors=tuple(author.name for author in placed.authors),
        opening=_opening(article),
        path=article.path,
        body=article.outline.digest if is_shown else "",
    )


def _opening(article: Article) -> tuple[str, ...]:
    # Of an article whose text is shown, a summary that nobody wrote is the beginning of the text.
    summary = article.standfirst if article.republish == "full" else article.summary
    captions = (image.caption for image in article.images)
    notes = (update.note for update in article.updates)
    return tuple(filter(None, (summary, *article.key_points, *captions, *notes)))
