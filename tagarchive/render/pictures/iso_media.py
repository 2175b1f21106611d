"""AVIF and HEIC files without metadata (ISO/IEC 14496-12, 23008-12).

Items are found by their places in the file, so nothing is left out: what metadata say is written over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.render.pictures.damage import DamagedError, part
from tagarchive.render.pictures.exif import without_tags

_KEPT = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"idat"})
"""Boxes at the top of a file that hold the picture. All others are private, and become free space."""

_EXIF, _MIME = b"Exif", b"mime"


class _Box(NamedTuple):
    """A box.

    Attributes:
        kind: its type
        start: where it begins, with its length and type
        content: where its content begins
        end: where it ends

    """

    kind: bytes
    start: int
    content: int
    end: int


class _Extent(NamedTuple):
    """A piece of an item: whether it is within the box `idat`, its place and its length."""

    in_box: bool
    start: int
    length: int


def cleaned_iso_media(data: bytes) -> bytes:
    """The file with its EXIF and XMP data overwritten. Raises `DamagedError` if its boxes can't be read."""
    made = bytearray(data)
    for box in _boxes(data, 0, len(data)):
        if box.kind == b"meta":
            _blank_items(data, box, made)
        elif box.kind == b"moov":
            _blank_user_data(data, box, made)
        elif box.kind not in _KEPT:
            _free(box, made)
    return bytes(made)


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    at = start
    while at < end:
        length, kind, content = int.from_bytes(part(data, at, 4), "big"), part(data, at + 4, 4), at + 8
        if length == 1:
            length, content = int.from_bytes(part(data, at + 8, 8), "big"), at + 16
        length = length or end - at
        if length < content - at or at + length > end:
            raise DamagedError("a file that ends too early")
        yield _Box(kind, at, content, at + length)
        at += length


def _free(box: _Box, made: bytearray) -> None:
    """Makes a box free space."""
    made[box.start + 4 : box.start + 8] = b"free"
    made[box.content : box.end] = bytes(box.end - box.content)


def _blank_user_data(data: bytes, movie: _Box, made: bytearray) -> None:
    for box in _boxes(data, movie.content, movie.end):
        if box.kind in (b"udta", b"meta"):
            _free(box, made)
        elif box.kind == b"trak":
            _blank_user_data(data, box, made)


def _blank_items(data: bytes, meta: _Box, made: bytearray) -> None:
    boxes = {box.kind: box for box in _boxes(data, meta.content + 4, meta.end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    places = dict(_places(data, boxes[b"iloc"]))
    for item, kind in _items(data, boxes[b"iinf"]):
        for extent in places.get(item, ()) if kind in (_EXIF, _MIME) else ():
            start = extent.start + (boxes[b"idat"].content if extent.in_box and b"idat" in boxes else 0)
            part(data, start, extent.length)
            made[start : start + extent.length] = _nothing(kind, extent.length)


def _nothing(kind: bytes, length: int) -> bytes:
    """Data of an item that say nothing. EXIF data begin with the number of bytes before them."""
    return (bytes(4) + without_tags(max(length - 4, 0)))[:length] if kind == _EXIF else b" " * length


def _items(data: bytes, box: _Box) -> Iterator[tuple[int, bytes]]:
    """The id and the type of each item."""
    wide = 4 if part(data, box.content, 1)[0] else 2
    for entry in _boxes(data, box.content + 4 + wide, box.end):
        version = part(data, entry.content, 1)[0]
        size = 4 if version == 3 else 2
        at = entry.content + 4
        if version >= 2:
            yield int.from_bytes(part(data, at, size), "big"), part(data, at + size + 2, 4)


def _places(data: bytes, box: _Box) -> Iterator[tuple[int, tuple[_Extent, ...]]]:
    """The id of each item, and its pieces."""
    version, sizes = part(data, box.content, 1)[0], part(data, box.content + 4, 2)
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15 if version else 0
    wide, at = 4 if version == 2 else 2, box.content + 6

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(part(data, at - size, size), "big")

    for _ in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        start = number(base)
        extents = []
        for _ in range(number(2)):
            number(index)
            extents.append(_Extent(method == 1, start + number(offset), number(length)))
        yield item, tuple(extents)
