"""RIS, the tagged format of reference managers. A clipping is `NEWS`, an article of this site `ELEC`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tagarchive.core.names import person
from tagarchive.render.exports.citations import MOST_REMEMBERED
from tagarchive.views.citations import CitationView
from tagarchive.views.exports import ArticlesIndex

_END = "\r\n"


def ris_file(citations: Iterable[CitationView]) -> bytes:
    """Citations as a RIS file."""
    return _END.join(map(ris, citations)).encode()


@lru_cache(maxsize=MOST_REMEMBERED)
def ris(citation: CitationView) -> str:
    """A citation as a RIS record. Its lines end with CR and LF."""
    return _record("NEWS" if citation.clipping else "ELEC", _fields(citation))


def _fields(citation: CitationView) -> Iterator[tuple[str, str]]:
    issued = citation.issued.day.replace("-", "/")
    yield "ID", citation.key
    for name in citation.authors:
        yield "AU", _name(name, citation.publisher)
    yield "TI", citation.title
    yield "T2", citation.publisher
    yield "PB", citation.publisher
    yield "PY", citation.issued.year
    yield "DA", f"{issued}/"
    yield "Y2", f"{citation.retrieved.day.replace('-', '/')}/" if citation.retrieved else ""
    yield "UR", citation.url
    yield "DB", citation.archive if citation.clipping else ""
    yield "AV", citation.archive_url if citation.clipping else ""
    yield "L2", citation.archive_url if citation.clipping else ""
    yield "LA", citation.language
    for tag in citation.keywords:
        yield "KW", tag
    yield "AB", citation.summary
    yield "C1", citation.rights


def ris_index(index: ArticlesIndex) -> bytes:
    """The files by year as records of a RIS file."""
    records = (
        _record("ELEC", [("TI", f"{index.title}, {part.year}"), ("PY", part.year), ("UR", part.url)])
        for part in index.parts
    )
    return _END.join(records).encode()


def _record(kind: str, fields: Iterable[tuple[str, str]]) -> str:
    rows = [f"{tag}  - {text}" for tag, text in fields if text]
    return _END.join([f"TY  - {kind}", *rows, "ER  - ", ""])


def _name(name: str, publisher: str) -> str:
    """A name as reference managers parse it: family name, given names, suffix."""
    parts = person(name, publisher)
    return ", ".join(part for part in (parts.family, parts.given, parts.suffix) if part) if parts else name
