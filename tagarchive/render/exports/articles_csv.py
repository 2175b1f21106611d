"""`articles.csv`: a row for each article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tagarchive.render.exports.records import records
from tagarchive.render.exports.tables import Column, csv_text, table
from tagarchive.render.exports.texts import lines
from tagarchive.views.exports import ArticlesFile, ArticlesIndex, ExportRecord, ExportSource

_NO_SOURCE = ExportSource(name="")


def _of_source(name: str) -> Callable[[ExportRecord], str]:
    return lambda record: getattr(record.source or _NO_SOURCE, name)


def _joined(texts: Callable[[ExportRecord], Sequence[str]]) -> Callable[[ExportRecord], str]:
    return lambda record: lines(tuple(texts(record)))


COLUMNS: Sequence[Column[ExportRecord]] = (
    Column("id", "string", "Permanent id", lambda record: record.id),
    Column("url", "string", "URL of the page", lambda record: record.url),
    Column("title", "string", "Headline", lambda record: record.title),
    Column("date", "datetime", "Publication date", lambda record: record.date),
    Column("updated", "datetime", "Date of the last change", lambda record: record.updated),
    Column("authors", "string", "Authors, with “; ” between them", _joined(lambda record: record.authors)),
    Column("tags", "string", "Tags, with “; ” between them", _joined(lambda record: [tag.name for tag in record.tags])),
    Column("summary", "string", "Summary", lambda record: record.summary),
    Column("language", "string", "Language, as a BCP 47 tag", lambda record: record.language),
    Column("source", "string", "Publisher of the original", _of_source("name")),
    Column("source_url", "string", "URL of the original", _of_source("url")),
    Column("source_home", "string", "Home page of the publisher", _of_source("home")),
    Column(
        "source_authors",
        "string",
        "Authors of the original, with “; ” between them",
        _joined(lambda record: record.source.authors if record.source else ()),
    ),
    Column("source_published", "datetime", "Publication date of the original", _of_source("published")),
    Column("source_retrieved", "datetime", "Date of the clipping", _of_source("retrieved")),
    Column("source_archive_url", "string", "URL of an archived copy", _of_source("archive_url")),
    Column("source_sha256", "string", "SHA-256 of what was clipped", _of_source("sha256")),
    Column("source_via", "string", "How it was obtained", _of_source("via")),
    Column("rights", "string", "Copyright or licence line", lambda record: record.rights),
    Column("republish", "string", "Part that is shown: full, excerpt or link", lambda record: record.republish),
    Column("dateline", "string", "Opening line of the text", lambda record: record.dateline),
    Column("key_points", "string", "Main points", _joined(lambda record: record.key_points)),
    Column(
        "credits",
        "string",
        "People and organisations by role",
        _joined(lambda record: [f"{one.role}: {', '.join(one.names)}" for one in record.credits]),
    ),
    Column("films", "string", "Films", _joined(lambda record: [f"{one.title} {one.url}" for one in record.films])),
    Column("images", "string", "URLs of pictures", _joined(lambda record: [one.url for one in record.images])),
    Column(
        "updates",
        "string",
        "Corrections and additions",
        _joined(lambda record: [f"{one.date[:10]}: {one.note}" for one in record.updates]),
    ),
    Column(
        "also_carried_by",
        "string",
        "Publishers of copies",
        _joined(lambda record: [one.name for one in record.also_carried_by]),
    ),
    Column("citation_key", "string", "Key in the citation files", lambda record: record.citation_key),
)


def articles_csv(file: ArticlesFile) -> bytes:
    """Articles as CSV."""
    return table(COLUMNS, records(file.records))


def articles_csv_index(index: ArticlesIndex) -> bytes:
    """The files by year as CSV, with columns of their own."""
    return csv_text([["year", "articles", "url"], *([part.year, str(part.count), part.url] for part in index.parts)])
