"""Documents that were edited: whether an edit moves anything, and the document at its place if it does not. Pure.

Most edits change what a document says and nothing about where anything stands. The archive is then the one it was
with that document instead of its former self, however large it is.
"""

from __future__ import annotations

from tagarchive.archive.assemble import Filing
from tagarchive.archive.model import D, PlacedDocument
from tagarchive.core.errors import Written
from tagarchive.reading.body import ToSource
from tagarchive.reading.documents import Article, Document, FreePage, TagText


def refiled(old: PlacedDocument[D], document: Document, filing: Filing) -> PlacedDocument[D] | None:
    """An edited document at the place of its former self; None where the edit moves more than that."""
    before = old.document
    if not isinstance(document, type(before)) or standing(document) != standing(before):
        return None
    unknown = _paths(document) - filing.addresses.keys()
    if _files(document) != _files(before) or not unknown <= _paths(before):
        return None
    return filing.filed(document, old.tags, old.guid)


_STILL = frozenset({"digest", "lang", "extra", "outline", "notices", "doubts"})
"""What moves nothing in any document. All else does unless it is named here, so that a new field is never forgotten."""

_STILL_IN = {
    Article: _STILL | {"summary", "standfirst", "image", "updates"},
    FreePage: _STILL | {"summary"},
    TagText: _STILL,
}
"""What moves nothing, by what a document is: lists show it through the document itself."""


def standing(document: Document) -> tuple[object, ...]:
    """All of a document that decides where anything stands: itself, its archives, and others beside it."""
    still = _STILL_IN[type(document)]
    if isinstance(document, Article) and not document.aliases:
        still |= {"title"}  # Pages at former addresses say it.
    return tuple(_said(getattr(document, name)) for name in document.__struct_fields__ if name not in still)


def _said(value: object) -> object:
    """A value without the places in its file."""
    if isinstance(value, Written):
        return value.text
    return tuple(map(_said, value)) if isinstance(value, tuple) else value


def _paths(document: Document) -> set[str]:
    return {target.path for target in document.targets() if isinstance(target, ToSource)}


def _files(document: Document) -> set[str]:
    """The files that are published because a document shows them or links to them."""
    return {path for path in _paths(document) if not path.endswith(".md")}
