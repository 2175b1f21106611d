"""`articles.json`: records of articles, as `ArticlesDocument` describes them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tagarchive.views.exports import ARTICLES_VERSION, ArticlesFile, ArticlesIndex, ExportData

_encoder = msgspec.json.Encoder()


def articles_json(file: ArticlesFile) -> bytes:
    """Articles as JSON, one in each line."""
    return _document(file.title, file.url, "articles", file.records)


def articles_json_index(index: ArticlesIndex) -> bytes:
    """The files by year as JSON."""
    return _document(index.title, index.url, "parts", _encoded(index.parts))


def _encoded(items: Sequence[ExportData]) -> list[bytes]:
    return list(map(_encoder.encode, items))


def _document(title: str, url: str, name: str, items: Sequence[bytes]) -> bytes:
    head = _encoder.encode({"version": ARTICLES_VERSION, "title": title, "url": url}).removesuffix(b"}")
    return head + f',"{name}":[\n'.encode() + b",\n".join(items) + b"\n]}\n"
