"""Characters that a font has, from its table `cmap` (OpenType specification, “Character to glyph index mapping”).

Of a collection (`.ttc`) the first font counts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from mmap import mmap

_COLLECTION = b"ttcf"
_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the tables for Unicode, best first."""

_MOST_RANGES = 100_000
_LAST = 0x10FFFF

FontData = bytes | mmap
"""The bytes of the file of a font."""


def letters_of(data: FontData) -> str:
    """All characters that a font has a glyph for, in order. Raises `ValueError` if the bytes are no font."""
    try:
        found = {code for first, last in _ranges(data, _unicode_table(data)) for code in range(first, last + 1)}
    except (struct.error, IndexError) as error:
        raise ValueError("a font that can be read") from error
    return "".join(map(chr, sorted(code for code in found if code and not 0xD800 <= code <= 0xDFFF)))


def _unicode_table(data: FontData) -> int:
    """Offset of the best subtable for Unicode."""
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == _COLLECTION else 0
    if data[start : start + 4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise ValueError("a font in the form of TrueType or OpenType")
    (count,) = struct.unpack_from(">H", data, start + 4)
    entries = (struct.unpack_from(">4sIII", data, start + 12 + 16 * number) for number in range(count))
    cmap = next((offset for tag, _, offset, _ in entries if tag == b"cmap"), None)
    if cmap is None:
        raise ValueError("a font with a table of characters")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    tables = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * number) for number in range(count))
    offsets = {(platform, encoding): cmap + offset for platform, encoding, offset in tables}
    best = next((offsets[pair] for pair in _PREFERRED if pair in offsets), None)
    if best is None:
        raise ValueError("a font with a table of characters for Unicode")
    return int(best)


def _ranges(data: FontData, table: int) -> Iterator[tuple[int, int]]:
    """The first and last code of each range of characters in a subtable."""
    (form,) = struct.unpack_from(">H", data, table)
    if form == 4:
        yield from _segments(data, table)
    elif form in (12, 13):
        (count,) = struct.unpack_from(">I", data, table + 12)
        for number in range(min(count, _MOST_RANGES)):
            first, last, glyph = struct.unpack_from(">III", data, table + 16 + 12 * number)
            if glyph or form == 12:
                yield first + (not glyph), min(last, _LAST)
    else:
        raise ValueError("a font whose table of characters has format 4 or 12")


def _segments(data: FontData, table: int) -> Iterator[tuple[int, int]]:
    """The ranges of a subtable of format 4, without the characters of glyph 0, which stands for missing ones."""
    doubled = struct.unpack_from(">H", data, table + 6)[0]
    count, at = doubled // 2, table + 14
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, at + part * doubled + (2 if part else 0)) for part in range(4)
    )
    for number in range(count):
        first, last, delta, offset = firsts[number], lasts[number], deltas[number], offsets[number]
        if offset == 0:
            missing = -delta & 0xFFFF
            if first <= missing <= last:
                yield first, missing - 1
                first = missing + 1
            yield first, last
            continue
        glyphs = at + 3 * doubled + 2 + 2 * number + offset
        for code in range(first, last + 1):
            place = glyphs + 2 * (code - first)
            if code != 0xFFFF and place + 2 <= len(data) and struct.unpack_from(">H", data, place)[0]:
                yield code, code
