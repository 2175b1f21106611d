"""Citations as files in three formats hold them: encoded citations, decoded once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from tagarchive.views.citations import CitationView

MOST_REMEMBERED = 1 << 12
"""Maximum number of cached citations for each format: the files of an article's tags, its year and its page have it."""

_DECODER = msgspec.msgpack.Decoder(CitationView)


def citations(records: Iterable[bytes]) -> Iterator[CitationView]:
    """The citations in encoded records."""
    return map(_citation, records)


@lru_cache(maxsize=MOST_REMEMBERED)
def _citation(record: bytes) -> CitationView:
    return _DECODER.decode(record)


def listed(keywords: tuple[str, ...]) -> list[str]:
    """Keywords for a list with commas between them: those in a keyword are left out."""
    return [" ".join(word.replace(",", " ").split()) if "," in word else word for word in keywords]
