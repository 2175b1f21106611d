"""CSL-JSON (github.com/citation-style-language/schema). A clipping is an `article-newspaper`, any other a `webpage`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.core.names import person
from tagarchive.render.exports.citations import MOST_REMEMBERED, listed
from tagarchive.views.citations import CitationView
from tagarchive.views.exports import ArticlesIndex

_encoder = msgspec.json.Encoder()


def csl_file(citations: Iterable[CitationView]) -> bytes:
    """Citations as a CSL-JSON file, one in each line."""
    return _array(map(_encoded, citations))


@lru_cache(maxsize=MOST_REMEMBERED)
def _encoded(citation: CitationView) -> bytes:
    return _encoder.encode(csl(citation))


def csl(citation: CitationView) -> dict[str, Any]:
    """A citation as a CSL-JSON item."""
    clipping = citation.clipping
    item = {
        "id": citation.key,
        "type": "article-newspaper" if clipping else "webpage",
        "title": citation.title,
        "author": [_name(name, citation.publisher) for name in citation.authors],
        "container-title": citation.publisher,
        "issued": _date(citation.issued),
        "accessed": _date(citation.retrieved),
        "URL": citation.url,
        "archive": citation.archive if clipping else "",
        "archive_location": citation.archive_url if clipping else "",
        "language": citation.language,
        "keyword": ", ".join(listed(citation.keywords)),
        "abstract": citation.summary,
    }
    return {name: value for name, value in item.items() if value}


def csl_index(index: ArticlesIndex) -> bytes:
    """The files by year as CSL-JSON items."""
    return _array(
        _encoder.encode(
            {
                "id": f"articles-{part.year}",
                "type": "webpage",
                "title": f"{index.title}, {part.year}",
                "issued": {"date-parts": [[int(part.year)]]},
                "URL": part.url,
            }
        )
        for part in index.parts
    )


def _array(items: Iterable[bytes]) -> bytes:
    return b"[\n" + b",\n".join(items) + b"\n]\n"


def _date(moment: Moment | None) -> dict[str, Any]:
    return {"date-parts": [list(map(int, moment.day.split("-")))]} if moment else {}


def _name(name: str, publisher: str) -> dict[str, str]:
    parts = person(name, publisher)
    if parts is None:
        return {"literal": name}
    return {field: value for field, value in parts._asdict().items() if value}
