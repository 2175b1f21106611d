"""Documents that were edited: whether an edit moves anything, and the document at its place if it does not. Pure.

Most edits change what a document says and nothing about where anything stands. The archive is then the one it was
with that document instead of its former self, however large it is.
"""

from __future__ import annotations

from tagarchive.archive import Filing
from tagarchive.body import ToSource
from tagarchive.holdings import D, Filed
from tagarchive.model import Article, Document, FreePage


def refiled(old: Filed[D], document: Document, filing: Filing) -> Filed[D] | None:
    """An edited document at the place of its former self; None where the edit moves more than that."""
    before = old.document
    if not isinstance(document, type(before)) or standing(document) != standing(before):
        return None
    unknown = _paths(document) - filing.addresses.keys()
    if _files(document) != _files(before) or not unknown <= _paths(before):
        return None
    return filing.filed(document, old.tags, old.guid)


def standing(document: Document) -> tuple[object, ...]:
    """All of a document that decides where anything stands: itself, its archives, and others beside it."""
    match document:
        case Article():
            tags, aliases = (tuple(one.text for one in many) for many in (document.tags, document.aliases))
            guid = document.guid.text if document.guid else None
            dates = (document.date, document.updated, document.expires)
            return (document.slug.text, *dates, tags, aliases, guid, document.byline, document.source, document.draft)
        case FreePage():
            aliases = tuple(one.text for one in document.aliases)
            return (document.slug.text, document.title, document.updated, document.draft, document.menu, aliases)
    aliases = tuple(one.text for one in document.aliases)
    return (document.name.text, document.title, document.slug and document.slug.text, document.summary, aliases)


def _paths(document: Document) -> set[str]:
    return {target.path for target in document.targets() if isinstance(target, ToSource)}


def _files(document: Document) -> set[str]:
    """The files that are published because a document shows them or links to them."""
    return {path for path in _paths(document) if not path.endswith(".md")}
