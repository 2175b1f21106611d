"""WebP files without metadata. No pixel changes: chunks are left out (RFC 9649)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tagarchive.render.pictures.damage import DamagedError, part
from tagarchive.render.pictures.exif import UPRIGHT, orientation_of

_IN_FILE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_IN_FRAME = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_FRAME_HEAD = 16
_METADATA_FLAGS = 0x0C
"""Flags of `VP8X` that announce EXIF and XMP data."""


def cleaned_webp(data: bytes) -> bytes:
    """A WebP file with its colour profile and all its frames and no metadata; what follows its end is dropped.

    Raises `DamagedError` if it ends too early.
    """
    length = int.from_bytes(part(data, 4, 4), "little")
    kept = b"".join(_kept(part(data, 12, length - 4), _IN_FILE))
    if not kept:
        raise DamagedError("a file without a picture")
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def way_up(data: bytes) -> int:
    """The orientation that the EXIF data of a WebP file state. Few browsers follow it."""
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"EXIF":
            return orientation_of(data[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0"))
        at += 8 + length + length % 2
    return UPRIGHT


def _kept(data: bytes, kinds: Collection[bytes]) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        kind, length = part(data, at, 4), int.from_bytes(part(data, at + 4, 4), "little")
        content = part(data, at + 8, length)
        at += 8 + length + length % 2
        if kind in kinds:
            content = _without_metadata(kind, content)
            yield kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)


def _without_metadata(kind: bytes, content: bytes) -> bytes:
    if kind == b"VP8X":
        return bytes((part(content, 0, 10)[0] & ~_METADATA_FLAGS,)) + content[1:10]
    if kind == b"ANMF":
        return part(content, 0, _FRAME_HEAD) + b"".join(_kept(content[_FRAME_HEAD:], _IN_FRAME))
    return content
