"""Edited documents that keep their place in the archive. Pure.

Most edits change the text of a document, and no address, order, tag or link. The archive then stays the same except
for that document, and need not be assembled again.
"""

from __future__ import annotations

from msgspec import structs

from tagarchive.archive.filing import Filing, filing_of_own
from tagarchive.archive.model import D, PlacedDocument
from tagarchive.archive.rights import Rights
from tagarchive.core.errors import Written
from tagarchive.reading.body import ToSite, ToSource
from tagarchive.reading.documents import Article, AuthorText, Document, FreePage, SourceText, TagText
from tagarchive.reading.text_files import is_text


def replaced_document(
    old: PlacedDocument[D], edited: Document, filing: Filing, rights: Rights
) -> PlacedDocument[D] | None:
    """The edited document in the place of the old one; None if the edit changes more of the archive."""
    before, document = old.document, rights.allowed(edited) if isinstance(edited, Article) else edited
    if not isinstance(document, type(before)) or standing(document) != standing(before):
        return None
    unknown = _paths(document) - filing.addresses.keys()
    if not _addresses(document) <= _addresses(before):
        return None  # An address may be one of an article that does not exist, which only a plan can tell.
    if _files(document) != _files(before) or not unknown <= _paths(before):
        return None
    return filing.placed(document, old.relations)


def with_other_text(before: PlacedDocument[Article], edited: Article) -> PlacedDocument[Article] | None:
    """The article with another text, for an edit that shows nowhere but where the text does; None for other edits.

    `edited` is what may be shown of it. An edit with links that were not there before shows elsewhere too: they may
    publish a file, or be broken.
    """
    old = before.document
    if edited.facts != old.facts or edited.notices or old.notices or _files(edited) != _files(old):
        return None
    if not (_leads(edited) <= _leads(old) and {*old.outline.ids} <= {*edited.outline.ids}):
        return None
    return filing_of_own(before).placed(edited, before.relations)


def is_as_placed(placed: PlacedDocument[Article]) -> bool:
    """True if a document gets the place that it has."""
    again = filing_of_own(placed).placed(placed.document, placed.relations)
    return (again.facts, again.key) == (placed.facts, placed.key)


_STILL = frozenset({"digest", "extra", "outline", "facts", "notices", "doubts"})
"""Fields that change nothing else in the archive, for all documents. A new field counts as a change by default."""

_STILL_IN = {
    Article: _STILL
    | {"summary", "standfirst", "images", "updates", "key_points", "dateline", "credits", "films", "rights", "silence"}
    | {"copies"},
    FreePage: _STILL | {"summary"},
    TagText: _STILL | {"lang", "image", "distinct"},
    SourceText: _STILL | {"lang", "links"},
    AuthorText: _STILL | {"lang", "home", "links", "image"},
}
"""Fields that change nothing else in the archive, by class. Lists read them from the document itself."""


def standing(document: Document) -> tuple[object, ...]:
    """The values in a document that decide addresses, order and tags, without their positions in the file."""
    still = _STILL_IN[type(document)]
    if isinstance(document, Article) and not document.aliases:
        still |= {"title"}  # Pages at former addresses show the title.
    return tuple(_said(getattr(document, name)) for name in document.__struct_fields__ if name not in still)


def noticed(document: Document) -> tuple[object, ...]:
    """Places of keys and values of a document that notices about more than its text may name or count."""
    values = (getattr(document, name) for name in document.__struct_fields__ if name not in _STILL)
    told = (getattr(document, name, "") for name in ("title", "updates"))
    return (*map(_places, values), *told, bool(getattr(document, "summary", "")))


def _places(value: object) -> object:
    """The positions in the file of a value."""
    if isinstance(value, Written):
        return value.where
    return tuple(map(_places, value)) if isinstance(value, tuple) else None


def _said(value: object) -> object:
    """A value without the positions in its file."""
    if isinstance(value, Written):
        return value.text
    return tuple(map(_said, value)) if isinstance(value, tuple) else value


def _paths(document: Document) -> set[str]:
    return {target.path for target in document.targets() if isinstance(target, ToSource)}


def _leads(document: Document) -> set[object]:
    """The targets of the links of a document, without their positions in its file."""
    return {_said((type(target).__name__, *structs.astuple(target))) for target in document.targets()}


def _addresses(document: Document) -> set[str]:
    return {target.address for target in document.targets() if isinstance(target, ToSite)}


def _files(document: Document) -> set[str]:
    """Paths of the files that a document shows or links to. They are published because of it."""
    return {path for path in _paths(document) if not is_text(path)}
