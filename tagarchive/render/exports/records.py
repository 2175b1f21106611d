"""Records of articles as tables and lists of bookmarks hold them: encoded records, decoded once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tagarchive.views.exports import ExportRecord

_DECODER = msgspec.json.Decoder(ExportRecord)


def records(encoded: Iterable[bytes]) -> Iterator[ExportRecord]:
    """The records in encoded ones."""
    return map(_DECODER.decode, encoded)
