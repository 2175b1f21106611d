"""Fonts of boxes: small fonts that have the letters that a test needs, each drawn as a box."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

_EM, _ADVANCE, _HEIGHT = 1000, 600, 700


def box_font(letters: str, *, form: int = 4, shade: int = 0) -> bytes:
    """A TrueType font with a box for each letter. `form` is that of its table of letters; `shade` changes the boxes."""
    box = _box(_ADVANCE - 100, _HEIGHT - shade)
    glyphs = [_box(300, 300), *(b"" if letter.isspace() else box for letter in letters)]
    count = len(glyphs)
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    tables = {
        b"cmap": _cmap(sorted((ord(letter), number) for number, letter in enumerate(letters, 1)), form),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _ADVANCE, _HEIGHT, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, _ADVANCE, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, count
        ),
        b"hmtx": b"".join(struct.pack(">Hh", _ADVANCE, 0) for _ in glyphs),
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": struct.pack(">I14H", 0x10000, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def collection(*fonts: bytes) -> bytes:
    """A collection of fonts."""
    start = 12 + 4 * len(fonts)
    offsets, bodies = [], b""
    for font in fonts:
        base = start + len(bodies)
        offsets.append(base)
        bodies += _moved(font, base)
    return struct.pack(f">4sII{len(fonts)}I", b"ttcf", 0x10000, len(fonts), *offsets) + bodies


def _moved(font: bytes, base: int) -> bytes:
    """A font whose offsets count from the beginning of a collection."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    directory = b"".join(struct.pack(">4sIII", tag, check, offset + base, size) for tag, check, offset, size in entries)
    return font[:12] + directory + font[12 + len(directory) :]


def _file(tables: dict[bytes, bytes]) -> bytes:
    at = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return struct.pack(">4sHHHH", b"\0\1\0\0", len(tables), 0, 0, 0) + directory + body


def _box(width: int, height: int) -> bytes:
    """A glyph of four corners."""
    head = struct.pack(">hhhhh", 1, 50, 0, width, height)
    points = struct.pack(">HH4B4h4h", 3, 0, 1, 1, 1, 1, 50, 0, width - 50, 0, 0, height, 0, -height)
    data = head + points
    return data + b"\0" * (-len(data) % 4)


def _cmap(pairs: Sequence[tuple[int, int]], form: int) -> bytes:
    encoding = 1 if form == 4 else 10
    return struct.pack(">HHHHI", 0, 1, 3, encoding, 12) + (_form_4(pairs) if form == 4 else _form_12(pairs))


def _form_4(pairs: Sequence[tuple[int, int]]) -> bytes:
    """One segment for each character, and the last one that the format asks for."""
    codes = [*(code for code, _ in pairs), 0xFFFF]
    deltas = [*((glyph - code) % 0x10000 for code, glyph in pairs), 1]
    count = len(codes)
    words: Iterable[int] = (*codes, 0, *codes, *deltas, *([0] * count))
    data = struct.pack(f">{4 * count + 1}H", *words)
    return struct.pack(">7H", 4, 14 + len(data), 0, 2 * count, 0, 0, 0) + data


def _form_12(pairs: Sequence[tuple[int, int]]) -> bytes:
    groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in pairs)
    return struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(pairs)) + groups
