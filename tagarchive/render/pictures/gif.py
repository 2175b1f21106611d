"""GIF files without metadata. No pixel changes: blocks are left out (w3.org/Graphics/GIF/spec-gif89a.txt)."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.render.pictures.damage import DamagedError, part

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Applications whose data say how a picture looks: how often it moves, and its colours."""


def cleaned_gif(data: bytes) -> bytes:
    """A GIF file with all its frames and without comments and data of other programs.

    Raises `DamagedError` if its blocks can't be read.
    """
    start = 13 + _table(part(data, 0, 13)[10])
    return part(data, 0, start) + b"".join(_kept(data, start)) + bytes((_TRAILER,))


def _kept(data: bytes, at: int) -> Iterator[bytes]:
    while (kind := part(data, at, 1)[0]) != _TRAILER:
        if kind == _EXTENSION:
            label, end = part(data, at + 1, 1)[0], _after_blocks(data, at + 2)
            name = data[at + 3 : at + 14]
            if label != _COMMENT and (label != _APPLICATION or name in _APPLICATIONS):
                yield data[at:end]
        elif kind == _IMAGE:
            end = _after_blocks(data, at + 11 + _table(part(data, at, 10)[9]))
            yield data[at:end]
        else:
            raise DamagedError("a file with broken blocks")
        at = end


def _table(flags: int) -> int:
    """The length of the table of colours that a byte of flags announces."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    """The place after a row of blocks, which an empty one ends."""
    while length := part(data, at, 1)[0]:
        at += length + 1
    return at + 1
