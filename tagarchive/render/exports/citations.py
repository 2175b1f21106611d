"""Citations as files in three formats hold them: encoded citations, decoded once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tagarchive.views.citations import CitationView

_DECODER = msgspec.msgpack.Decoder(CitationView)


def citations(records: Iterable[bytes]) -> Iterator[CitationView]:
    """The citations in encoded records."""
    return map(_DECODER.decode, records)


def listed(keywords: tuple[str, ...]) -> list[str]:
    """Keywords for a list with commas between them: those in a keyword are left out."""
    return [" ".join(word.replace(",", " ").split()) if "," in word else word for word in keywords]
