"""Edits that may change a notice about more than the text of one document. The site is then assembled again. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tagarchive.archive.edits import noticed
from tagarchive.archive.model import PlacedDocument
from tagarchive.reading.documents import Article, Document, FreePage

Placed = Mapping[str, PlacedDocument[Any]]


def changes_notices(before: Document, now: Document, placed: Placed, in_notices: Collection[str]) -> bool:
    """True if an edit may change such a notice, which names places in files or titles, or counts summaries or updates.

    `placed` are the documents of the site, and `in_notices` the paths of files with such notices.
    """
    if noticed(before) == noticed(now):
        return False
    return (
        now.path in in_notices
        or _updates(before) != _updates(now)
        or _says_nothing(before) != _says_nothing(now)
        or (_face(before) != _face(now) and any(_has_twin(one, placed) for one in (before, now)))
    )


def _updates(document: Document) -> object:
    return document.updates if isinstance(document, Article) else ()


def _says_nothing(document: Document) -> bool:
    return isinstance(document, Article) and document.republish == "excerpt" and not document.summary


def _face(document: Document) -> tuple[str, str]:
    """Title and date of an article; title of a page."""
    date = document.date.text if isinstance(document, Article) else ""
    return document.title if isinstance(document, Article | FreePage) else "", date


def _has_twin(document: Document, placed: Placed) -> bool:
    """True if another document has the title and the date of this one, as a copy of it would."""
    face = _face(document)
    return any(one.document.path != document.path and _face(one.document) == face for one in placed.values())
