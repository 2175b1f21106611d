"""`tags.csv`: a row for each tag."""

from __future__ import annotations

from collections.abc import Sequence

from tagarchive.render.exports.tables import Column, table
from tagarchive.render.exports.texts import lines
from tagarchive.views.exports import TagRow, TagsFile

COLUMNS: Sequence[Column[TagRow]] = (
    Column("name", "string", "Name", lambda tag: tag.name),
    Column("url", "string", "URL of the tag archive", lambda tag: tag.url),
    Column("articles", "integer", "Number of articles", lambda tag: str(tag.articles)),
    Column("first", "datetime", "Date of the oldest article", lambda tag: tag.first),
    Column("last", "datetime", "Date of the newest article", lambda tag: tag.last),
    Column("parents", "string", "Parents, with “; ” between them", lambda tag: lines(tag.parents)),
    Column("summary", "string", "A sentence about the tag", lambda tag: tag.summary),
)


def tags_csv(file: TagsFile) -> bytes:
    """All tags as CSV."""
    return table(COLUMNS, file.tags)
