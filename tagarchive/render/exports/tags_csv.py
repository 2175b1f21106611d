"""`tags.csv`: a row for each tag."""

from __future__ import annotations

from tagarchive.render.exports.tables import Column, joined, table
from tagarchive.views.exports import TagsFile

COLUMNS = (
    Column("name", "string", "Name"),
    Column("url", "string", "URL of the tag archive"),
    Column("articles", "integer", "Number of articles"),
    Column("first", "datetime", "Date of the oldest article"),
    Column("last", "datetime", "Date of the newest article"),
    Column("parents", "string", "Parents, with “; ” between them"),
    Column("summary", "string", "A sentence about the tag"),
)


def tags_csv(file: TagsFile) -> bytes:
    """All tags as CSV."""
    return table(
        COLUMNS,
        (
            (tag.name, tag.url, str(tag.articles), tag.first, tag.last, joined(tag.parents), tag.summary)
            for tag in file.tags
        ),
    )
