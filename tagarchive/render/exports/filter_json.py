"""`filter-1.json`: a part of a filter index, as `static/filter.js` reads it."""

from __future__ import annotations

import msgspec

from tagarchive.views.filters import FilterPart

_encoder = msgspec.json.Encoder()


def filter_json(part: FilterPart) -> bytes:
    """A part as JSON, with one article in each line."""
    lists = {"tags": part.tags, "sources": part.sources, "authors": part.authors}
    articles = b",\n".join(map(_encoder.encode, part.articles))
    return _encoder.encode(lists).removesuffix(b"}") + b',"articles":[\n' + articles + b"\n]}\n"
