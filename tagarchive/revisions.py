"""Documents that were edited: whether an edit moves anything, and the document at its place if it does not. Pure.

Most edits change what a document says and nothing about where anything stands. The archive is then the one it was
with that document instead of its former self, however large it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from tagarchive.archive import filed
from tagarchive.body import ToSource
from tagarchive.model import Article, D, Document, Filed, FreePage
from tagarchive.urls import Address


def refiled(old: Filed[D], document: Document, addresses: Mapping[str, Address]) -> Filed[D] | None:
    """An edited document at the place of its former self; None where the edit moves more than that.

    `addresses` are those of every document and file that is published, by path.
    """
    before = old.document
    if not isinstance(document, type(before)) or standing(document) != standing(before):
        return None
    unknown = _paths(document) - addresses.keys()
    if _files(document) != _files(before) or not unknown <= _paths(before):
        return None
    return filed(document, addresses, old.tags)


def standing(document: Document) -> tuple[object, ...]:
    """All of a document that decides where anything stands: itself, its archives, and others beside it."""
    match document:
        case Article():
            tags, aliases = (tuple(one.text for one in many) for many in (document.tags, document.aliases))
            guid = document.guid.text if document.guid else None
            dates = (document.date, document.updated, document.expires)
            return (document.slug.text, *dates, tags, aliases, guid, document.byline, document.source, document.draft)
        case FreePage():
            return (document.slug.text, document.title, document.updated, document.draft, document.menu)
    return (document.name.text, document.title, document.slug and document.slug.text, document.summary)


def _paths(document: Document) -> set[str]:
    return {target.path for target in document.targets() if isinstance(target, ToSource)}


def _files(document: Document) -> set[str]:
    """The files that are published because a document shows them or links to them."""
    return {path for path in _paths(document) if not path.endswith(".md")}
