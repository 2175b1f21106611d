"""Bookmarks in the form of Netscape, which browsers and bookmark tools import.

The form is older than HTML 4 and no HTML that a validator accepts: importers look for this document type, for these
unclosed elements and for these attributes. The file says `noindex`, since the page of the list has the same links.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from tagarchive.render.exports.records import records
from tagarchive.render.exports.texts import line
from tagarchive.views.exports import ArticlesFile, ArticlesIndex, ExportRecord


def bookmarks(file: ArticlesFile) -> bytes:
    """Articles as bookmarks of their pages."""
    return _list(file.title, map(_bookmark, records(file.records)))


def bookmarks_index(index: ArticlesIndex) -> bytes:
    """Bookmarks of the files by year."""
    links = (f'<DT><A HREF="{escape(part.url)}">{escape(line(index.title))}, {part.year}</A>' for part in index.parts)
    return _list(index.title, links)


def _list(title: str, links: Iterable[str]) -> bytes:
    name = escape(line(title))
    head = [
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        '<META NAME="robots" CONTENT="noindex">',
        f"<TITLE>{name}</TITLE>",
        f"<H1>{name}</H1>",
        "<DL><p>",
    ]
    return "\n".join([*head, *links, "</DL><p>", ""]).encode()


def _bookmark(record: ExportRecord) -> str:
    tags = ",".join(line(tag.name.replace(",", " ")) for tag in record.tags)
    changed = _seconds("LAST_MODIFIED", record.updated)
    attributes = f'HREF="{escape(record.url)}"{_seconds("ADD_DATE", record.date)}{changed} TAGS="{escape(tags)}"'
    note = f"\n<DD>{escape(line(record.summary))}" if record.summary else ""
    return f"<DT><A {attributes}>{escape(line(record.title))}</A>{note}"


def _seconds(name: str, date: str) -> str:
    """A date as an attribute in seconds since 1970; nothing for an earlier one, which importers can't read."""
    seconds = int(datetime.fromisoformat(date).timestamp()) if date else 0
    return f' {name}="{seconds}"' if seconds > 0 else ""
