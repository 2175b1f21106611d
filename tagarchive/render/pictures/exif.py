"""EXIF: the way up of a picture, the one tag of it that is published (CIPA DC-008; TIFF 6.0)."""

from __future__ import annotations

import struct

UPRIGHT = 1
"""Orientation of a picture whose first row is at the top and whose first column is at the left."""

_ORIENTATION, _SHORT = 0x0112, 3
_MOST_TAGS = 1_000


def orientation_of(tiff: bytes) -> int:
    """The orientation that EXIF data states, from 1 to 8; upright if it states none or can't be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, _MOST_TAGS)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION and kind == _SHORT:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def only_orientation(orientation: int) -> bytes:
    """EXIF data with the orientation and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, orientation, 0, 0)


def without_tags(length: int) -> bytes:
    """EXIF data without a tag, of some length, to take the place of other data."""
    return struct.pack(">2sHIHI", b"MM", 42, 8, 0, 0).ljust(length, b"\0")[:length]
