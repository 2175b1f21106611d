"""The articles that readers can search, with what pages show of them and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.core.digests import digest
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Body
from tagarchive.reading.documents import Article
from tagarchive.views.search import SearchRecord, SearchRecords

_EMPTY = digest(Body())


def search_records(site: SiteContext, archive: Archive) -> SearchRecords:
    """All articles that are in lists. Copies that are folded and articles that are withdrawn are in none.

    All records have the language of the site, since an index is of one language and readers search all of it at once.
    """
    tags = _tags_by_article(archive)
    records = (_record(site, placed, tags.get(placed.document.path, ())) for placed in reversed(archive.articles))
    return SearchRecords(language=site.config.language.partition("-")[0].lower(), records=tuple(records))


def _tags_by_article(archive: Archive) -> Mapping[str, Sequence[str]]:
    """The names of the tags whose archives list each article, by its path."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in archive.tags:
        for placed in tag.articles:
            names[placed.document.path].append(tag.name)
    return names


def _record(site: SiteContext, placed: PlacedDocument[Article], tags: Sequence[str]) -> SearchRecord:
    article = placed.document
    is_shown = article.republish == "full" and article.outline.digest != _EMPTY
    return SearchRecord(
        url=site.href(placed.address),
        title=article.title,
        date=article.date.day,
        tags=tuple(tags),
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
