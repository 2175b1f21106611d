"""Bookmarks in the form of Netscape, which browsers and bookmark tools import.

The form is older than HTML 4 and no HTML that a validator accepts: importers look for this document type, for these
unclosed elements and for these attributes. The file says `noindex`, since the page of the list has the same links.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from tagarchive.core.dates import Moment
from tagarchive.render.exports.citations import MOST_REMEMBERED, listed
from tagarchive.views.citations import CitationView
from tagarchive.views.exports import ArticlesIndex


def bookmarks_file(title: str, url: str, citations: Iterable[CitationView]) -> bytes:
    """Articles as bookmarks of their pages in this archive. The page at `url` has the same list."""
    return _list(title, url, map(bookmark, citations))


def bookmarks_index(index: ArticlesIndex) -> bytes:
    """Bookmarks of the files by year."""
    links = (f'<DT><A HREF="{escape(part.url)}">{escape(index.title)}, {part.year}</A>' for part in index.parts)
    return _list(index.title, index.url, links)


def _list(title: str, url: str, links: Iterable[str]) -> bytes:
    name = escape(title)
    head = [
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        '<META NAME="robots" CONTENT="noindex">',
        f'<LINK REL="canonical" HREF="{escape(url)}">',
        f"<TITLE>{name}</TITLE>",
        f"<H1>{name}</H1>",
        "<DL><p>",
    ]
    return "\n".join([*head, *links, "</DL><p>", ""]).encode()


@lru_cache(maxsize=MOST_REMEMBERED)
def bookmark(citation: CitationView) -> str:
    """The bookmark of an article's page in this archive."""
    tags = escape(",".join(listed(citation.keywords)))
    note = f"\n<DD>{escape(citation.summary)}" if citation.summary else ""
    added = _added(citation.issued)
    return f'<DT><A HREF="{escape(citation.archive_url)}"{added} TAGS="{tags}">{escape(citation.title)}</A>{note}'


def _added(date: Moment) -> str:
    """A date as an attribute in seconds since 1970; nothing for an earlier one, which importers can't read."""
    seconds = int(date.when().timestamp())
    return f' ADD_DATE="{seconds}"' if seconds > 0 else ""
