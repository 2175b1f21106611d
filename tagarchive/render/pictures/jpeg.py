"""JPEG files without metadata. No pixel changes: segments are left out (ITU-T T.81, annex B; JFIF 1.02)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.render.pictures.damage import DamagedError, part
from tagarchive.render.pictures.exif import UPRIGHT, only_orientation, orientation_of

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment."""

_MARKER = re.compile(b"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""The next marker after the data of a scan, which may hold escaped bytes and restarts."""

_APP0, _EXIF, _PROFILE, _ADOBE, _APPS, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, range(0xE0, 0xF0), 0xFE


def cleaned_jpeg(data: bytes) -> bytes:
    """A JPEG file with its colour profile and its orientation and no other metadata; what follows its end is dropped.

    Raises `DamagedError` if its segments can't be read.
    """
    return b"\xff\xd8" + b"".join(_kept(data))


def _kept(data: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        found = _MARKER.match(data, at)
        if found is None:
            raise DamagedError("a file that ends too early" if at >= len(data) - 1 else "a file with broken segments")
        marker, at = found[1][0], found.end()
        if marker == _END:
            yield b"\xff\xd9"
            return
        if marker in _ALONE or marker == _START:
            continue
        length = int.from_bytes(part(data, at, 2), "big")
        content = part(data, at + 2, length - 2)
        at += length
        kept = _segment(marker, content)
        if kept is not None:
            yield bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2, "big") + kept
        if marker == _SCAN:
            following = _MARKER.search(data, at)
            end = following.start() if following else len(data)
            yield data[at:end]
            at = end
            if following is None:
                return  # Whether pixels are missing is told by what decodes them.


def _segment(marker: int, content: bytes) -> bytes | None:
    """The content of a segment without metadata; None for a segment that has nothing else."""
    if marker == _APP0:
        return content[:12] + b"\0\0" if content.startswith(b"JFIF\0") and len(content) >= 14 else None
    if marker == _EXIF:
        way_up = orientation_of(content[6:]) if content.startswith(b"Exif\0") else UPRIGHT
        return b"Exif\0\0" + only_orientation(way_up) if way_up != UPRIGHT else None
    if marker == _PROFILE:
        return content if content.startswith(b"ICC_PROFILE\0") else None
    if marker == _ADOBE:
        # It says in which colours the pixels are (Adobe technical note 5116).
        return content[:12] if content.startswith(b"Adobe") else None
    return None if marker in _APPS or marker == _COMMENT else content
