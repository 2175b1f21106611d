"""`articles.csv`: a row for each article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tagarchive.render.exports.citations import MOST_REMEMBERED
from tagarchive.render.exports.records import record_in
from tagarchive.render.exports.tables import Column, joined, line, table, table_of_lines
from tagarchive.views.exports import ArticlesFile, ArticlesIndex, ExportRecord, ExportSource

COLUMNS = (
    Column("id", "string", "Permanent id"),
    Column("url", "string", "URL of the page"),
    Column("title", "string", "Headline"),
    Column("date", "datetime", "Publication date"),
    Column("updated", "datetime", "Date of the last change"),
    Column("authors", "string", "Authors, with “; ” between them"),
    Column("tags", "string", "Tags, with “; ” between them"),
    Column("summary", "string", "Summary"),
    Column("language", "string", "Language, as a BCP 47 tag"),
    Column("source", "string", "Publisher of the original"),
    Column("source_url", "string", "URL of the original"),
    Column("source_home", "string", "Home page of the publisher"),
    Column("source_authors", "string", "Authors of the original, with “; ” between them"),
    Column("source_published", "datetime", "Publication date of the original"),
    Column("source_retrieved", "datetime", "Date of the clipping"),
    Column("source_archive_url", "string", "URL of an archived copy"),
    Column("source_sha256", "string", "SHA-256 of what was clipped"),
    Column("source_via", "string", "Way in which it was obtained"),
    Column("rights", "string", "Copyright or licence line"),
    Column("republish", "string", "Part of the article that is shown: full, excerpt or link"),
    Column("dateline", "string", "Opening line of the text"),
    Column("key_points", "string", "Main points, with “; ” between them"),
    Column("credits", "string", "People and organisations by role, with “; ” between roles"),
    Column("films", "string", "Titles and URLs of films, with “; ” between films"),
    Column("images", "string", "URLs of pictures, with “; ” between them"),
    Column("updates", "string", "Days and texts of corrections, with “; ” between them"),
    Column("also_carried_by", "string", "Publishers of copies, with “; ” between them"),
    Column("citation_key", "string", "Key in the citation files"),
)

_PARTS = (
    Column("year", "year", "Year"),
    Column("articles", "integer", "Number of articles"),
    Column("url", "string", "URL of the file with the articles of the year"),
)

_NO_SOURCE = ExportSource(name="")


def articles_csv(file: ArticlesFile) -> bytes:
    """Articles as CSV."""
    return table_of_lines(COLUMNS, map(_line, file.records))


@lru_cache(maxsize=MOST_REMEMBERED)
def _line(encoded: bytes) -> str:
    return line(_row(record_in(encoded)))


def _row(record: ExportRecord) -> Sequence[str]:
    """The cells of an article, in the order of `COLUMNS`."""
    return (
        record.id,
        record.url,
        record.title,
        record.date,
        record.updated,
        joined(record.authors),
        joined([tag.name for tag in record.tags]),
        record.summary,
        record.language,
        *_source(record.source or _NO_SOURCE),
        record.rights,
        record.republish,
        record.dateline,
        joined(record.key_points),
        joined([f"{credit.role}: {', '.join(credit.names)}" for credit in record.credits]),
        joined([f"{film.title} {film.url}".rstrip() for film in record.films]),
        joined([image.url for image in record.images]),
        joined([f"{update.date[:10]}: {update.note}" for update in record.updates]),
        joined([carrier.name for carrier in record.also_carried_by]),
        record.citation_key,
    )


def _source(source: ExportSource) -> Sequence[str]:
    return (
        source.name,
        source.url,
        source.home,
        joined(source.authors),
        source.published,
        source.retrieved,
        source.archive_url,
        source.sha256,
        source.via,
    )


def articles_csv_index(index: ArticlesIndex) -> bytes:
    """The files by year as CSV, with columns of their own."""
    return table(_PARTS, ((part.year, str(part.count), part.url) for part in index.parts))
