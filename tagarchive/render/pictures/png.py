"""PNG files without metadata. No pixel changes: chunks are left out (w3.org/TR/png-3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tagarchive.render.pictures.damage import part
from tagarchive.render.pictures.exif import UPRIGHT, only_orientation, orientation_of

_SIGNATURE = 8
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
"""Chunks that say how the picture looks. All others are texts, dates, EXIF data, or private."""


def cleaned_png(data: bytes) -> bytes:
    """A PNG file with its colours and its orientation and no other metadata; what follows its end is dropped.

    Raises `DamagedError` if it ends too early.
    """
    return data[:_SIGNATURE] + b"".join(_kept(data))


def _kept(data: bytes) -> Iterator[bytes]:
    at, kind = _SIGNATURE, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(part(data, at, 4), "big"), part(data, at + 4, 4)
        whole = part(data, at, length + 12)
        at += len(whole)
        if kind in _KEPT:
            yield whole
        elif kind == b"eXIf" and (way_up := orientation_of(whole[8:-4])) != UPRIGHT:
            yield _chunk(kind, only_orientation(way_up))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
