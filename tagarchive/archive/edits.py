"""Edited documents that keep their place in the archive. Pure.

Most edits change the text of a document, and no address, order, tag or link. The archive then stays the same except
for that document, and need not be assembled again.
"""

from __future__ import annotations

from tagarchive.archive.filing import Filing
from tagarchive.archive.model import D, PlacedDocument
from tagarchive.archive.rights import Rights
from tagarchive.core.errors import Written
from tagarchive.reading.body import ToSource
from tagarchive.reading.documents import Article, AuthorText, Document, FreePage, SourceText, TagText


def replaced_document(
    old: PlacedDocument[D], edited: Document, filing: Filing, rights: Rights
) -> PlacedDocument[D] | None:
    """The edited document in the place of the old one; None if the edit changes more of the archive."""
    before, document = old.document, rights.allowed(edited) if isinstance(edited, Article) else edited
    if not isinstance(document, type(before)) or standing(document) != standing(before):
        return None
    unknown = _paths(document) - filing.addresses.keys()
    if _files(document) != _files(before) or not unknown <= _paths(before):
        return None
    return filing.placed(document, old.relations)


_STILL = frozenset({"digest", "lang", "extra", "outline", "facts", "notices", "doubts"})
"""Fields that change nothing else in the archive, for all documents. A new field counts as a change by default."""

_STILL_IN = {
    Article: _STILL
    | {"summary", "standfirst", "images", "updates", "key_points", "dateline", "credits", "films", "rights", "silence"}
    | {"copies"},
    FreePage: _STILL | {"summary"},
    TagText: _STILL | {"image", "distinct"},
    SourceText: _STILL | {"links"},
    AuthorText: _STILL | {"home", "links", "image"},
}
"""Fields that change nothing else in the archive, by class. Lists read them from the document itself."""


def standing(document: Document) -> tuple[object, ...]:
    """The values in a document that decide addresses, order and tags, without their positions in the file."""
    still = _STILL_IN[type(document)]
    if isinstance(document, Article) and not document.aliases:
        still |= {"title"}  # Pages at former addresses show the title.
    return tuple(_said(getattr(document, name)) for name in document.__struct_fields__ if name not in still)


def _said(value: object) -> object:
    """A value without the positions in its file."""
    if isinstance(value, Written):
        return value.text
    return tuple(map(_said, value)) if isinstance(value, tuple) else value


def _paths(document: Document) -> set[str]:
    return {target.path for target in document.targets() if isinstance(target, ToSource)}


def _files(document: Document) -> set[str]:
    """Paths of the files that a document shows or links to. They are published because of it."""
    return {path for path in _paths(document) if not path.endswith(".md")}
