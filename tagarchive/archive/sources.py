"""Sources: the records of publishers, and which names mean the same publisher. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tagarchive.archive.records import RecordKind, Records, archive_of, read_records, unused_records
from tagarchive.archive.relations import SourceLink
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem
from tagarchive.core.slugs import slugify
from tagarchive.reading.documents import Article, Document, SourceText

_ENDING = re.compile(r"\.(?:com|org|net|info|news|tv|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|al)\b[\s-]*")


_KIND = RecordKind("source", "duplicate-source", "unused-source")


class Sources(Records[SourceText]):
    """The records of sources, by the slug of each of their names."""

    __slots__ = ()

    def record_of(self, article: Article) -> SourceText | None:
        """The record of the source of an article; None if there is none."""
        return self.named(article.source.name) if article.source else None

    def used_by(self, articles: Iterable[Article]) -> tuple[SourceText, ...]:
        """The records of the sources of some articles, by path."""
        return self.among(article.source.name for article in articles if article.source)

    def link_of(self, article: Article) -> SourceLink | None:
        """The source of an article, with what its record adds; None if the article has no source."""
        own = article.source
        if own is None:
            return None
        record = self.record_of(article)
        if record is None:
            address = urls.in_language(self.edition, urls.source(slugify(own.name)))
            original = own.canonical == "original" and own.url is not None
            return SourceLink(own.name, address, "", own.feed or "", original, own.noindex or False)
        original = (own.canonical or record.canonical) == "original" and own.url is not None
        noindex = record.noindex if own.noindex is None else own.noindex
        return SourceLink(
            record.name.text,
            archive_of(record, self.edition),
            record.home or "",
            own.feed or record.feed or "",
            original,
            noindex,
        )


class ReadSources(NamedTuple):
    """The records of all sources, with a problem for each name that two of them have."""

    known: Sources
    problems: tuple[Problem, ...]


def sources_of(documents: Iterable[Document], edition: str = "") -> ReadSources:
    """The records among documents, which are in the order of paths, for a language of the site."""
    found, problems = read_records((text for text in documents if isinstance(text, SourceText)), _KIND)
    return ReadSources(Sources(found.records, edition), problems)


def source_notices(sources: Sources, articles: Sequence[Article]) -> Iterator[Problem]:
    """Notices for records that no article names, and for names that may mean one source."""
    first: dict[str, Article] = {}
    for article in articles:
        if article.source:
            first.setdefault(slugify(article.source.name), article)
    yield from unused_records(sources, first, _KIND)
    yield from _near_names(sources, first)


def _near_names(sources: Sources, first: Mapping[str, Article]) -> Iterator[Problem]:
    """A notice for each two sources whose names differ in little, unless both have a record."""
    faces = [_face(article, slug, sources) for slug, article in first.items()]
    near: dict[str, list[_Face]] = defaultdict(list)
    for face in {face.identity: face for face in faces}.values():
        for key in _near_keys(face.name):
            near[key].append(face)
    pairs = (pair for alike in near.values() for pair in pairwise(alike))
    for one, other in dict.fromkeys(pairs):
        if not (one.record and other.record):
            yield _near(one, other)


class _Face(NamedTuple):
    """A source as notices name it.

    Attributes:
        identity: path of its record, or the slug of its name
        name: its name
        path: path of an article that names it
        record: path of its record, or nothing

    """

    identity: str
    name: str
    path: str
    record: str


def _face(article: Article, slug: str, sources: Sources) -> _Face:
    record = sources.records.get(slug)
    if record:
        return _Face(record.path, record.name.text, article.path, record.path)
    return _Face(slug, article.source.name if article.source else "", article.path, "")


def _near_keys(name: str) -> Iterable[str]:
    """Texts of which near names share one: without an article, the ending of a host, and any one letter."""
    plain = _ENDING.sub("", name.casefold().strip().removeprefix("www."))
    core = re.sub(r"[\W_]+", "", _ARTICLE.sub("", plain)) or plain
    shorter = (core[:place] + core[place + 1 :] for place, letter in enumerate(core) if not letter.isdigit())
    return dict.fromkeys((core, *(shorter if len(core) >= 8 else ())))


def _near(one: _Face, other: _Face) -> Problem:
    kept, also = (other, one) if other.record else (one, other)
    path = kept.record or f"content/sources/{slugify(kept.name)}.md"
    message = f"found the sources “{one.name}” and “{other.name}”, which may be one"
    hint = f"`also: [{also.name}]` in {path} makes them one; a file for each keeps them apart"
    return Problem(Location(other.path), "similar-source", message, hint)
