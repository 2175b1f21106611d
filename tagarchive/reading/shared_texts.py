"""Texts that documents have several times. A decoder makes each of them anew, and a site has many documents."""

from __future__ import annotations

from sys import intern

from msgspec import structs

from tagarchive.core.errors import Location, Written
from tagarchive.reading.documents import Article, Document


def with_shared_texts(document: Document) -> Document:
    """The same document; of an article, the path and the names of tags are in memory only once."""
    if not isinstance(document, Article):
        return document
    path, summary = document.path, document.summary
    standfirst = summary if document.standfirst == summary else document.standfirst
    slug, tags = _shared(document.slug, path), tuple([_shared(tag, path) for tag in document.tags])
    return structs.replace(document, slug=slug, tags=tags, standfirst=standfirst)


def _shared(written: Written, path: str) -> Written:
    where = written.where
    return Written(intern(written.text), Location(path if where.path == path else where.path, where.line, where.column))
