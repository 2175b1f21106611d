"""The work of the separate process for highlighting."""

from __future__ import annotations

import markdown.extensions.codehilite  # noqa: F401 (imported before the time of the first code is counted)
import msgspec

from tagarchive.reading.markdown.highlighting import Code


def coloured(request: bytes) -> bytes:
    """The highlighted HTML of an encoded `Code`."""
    return msgspec.msgpack.decode(request, type=Code).html().encode()
