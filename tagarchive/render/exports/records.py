"""Records of articles as tables hold them: encoded records, decoded once more."""

from __future__ import annotations

import msgspec

from tagarchive.views.exports import ExportRecord

_DECODER = msgspec.json.Decoder(ExportRecord)


def record_in(encoded: bytes) -> ExportRecord:
    """The record in an encoded one."""
    return _DECODER.decode(encoded)
