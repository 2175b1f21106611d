"""Bytes to text: UTF-8 with or without a byte order mark, any line endings, no characters that XML forbids."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tagarchive.core.errors import Location, Problem, SiteError

# XML 1.0, section 2.2 (Char): feeds cannot contain these characters, not even escaped.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = (*(chr(code) for code in range(32) if chr(code) not in "\t\n\r"), "\xef")
"""The bytes of UTF-8, as characters, one of which is in each character of `ILLEGAL` that UTF-8 has."""


def first_illegal(text: str) -> re.Match[str] | None:
    """The first match of `ILLEGAL` in a text."""
    try:
        # C finds a byte in a small part of the time that the expression takes, and few texts have one of these.
        data = text if text.isascii() else text.encode().decode("latin-1")
    except UnicodeEncodeError:
        data = _SIGNS[0]
    return ILLEGAL.search(text) if any(map(data.__contains__, _SIGNS)) else None


def location(text: str, offset: int, path: str) -> Location:
    """The position of the character at `offset` in the text of a file."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def following(offsets: Sequence[int], start: int) -> int | None:
    """The first of ascending offsets that is `start` or greater; None if there is none."""
    at = bisect_left(offsets, start)
    return offsets[at] if at < len(offsets) else None


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, and a notice about the first illegal character, if there is one.

    All line endings become line feeds. Illegal characters are removed. Raises `SiteError` at the first byte that is
    not UTF-8.
    """
    try:
        # Other programs can leave lone surrogates. They are removed below, like all characters that XML forbids.
        text = data.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise SiteError(_not_utf8(data, error, path)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    illegal = first_illegal(text)
    if illegal is None:
        return text, ()
    notice = Problem(
        location(text, illegal.start(), path),
        "illegal-character",
        f"found the character U+{ord(illegal[0]):04X}, which no feed can carry; it was left out",
        "delete it in the file; it often comes from pasted text",
    )
    return ILLEGAL.sub("", text), (notice,)


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    before = data[: error.start].decode("utf-8-sig", "replace")
    return Problem(
        location(before, len(before), path),
        "not-utf8",
        f"found the byte 0x{data[error.start]:02X}, expected text in UTF-8",
        "save the file as UTF-8 in your editor",
    )


def listed(words: Sequence[str], most: int) -> str:
    """Words as a list of at most `most` of them: "a, b and c", "a, b and 40 more"."""
    shown = [*words[:most], *([f"{len(words) - most:,} more"] if len(words) > most else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def counted(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: "1 file", "2,000 files". `many` is the plural of the noun, if it is not regular."""
    return f"{number:,} {noun if number == 1 else many or f'{noun}s'}"
