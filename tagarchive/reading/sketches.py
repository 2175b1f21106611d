"""Sketches: what is kept of an article to find others with the same original or text.

A text becomes words without case, marks and punctuation. Each run of `WIDTH` words is a shingle, and has a hash. A
sketch keeps the lowest hashes (bottom-k MinHash, Cohen and Kaplan 2007): texts that share shingles share low hashes.
Unlike a signature of many hash functions it says which shingles two texts share, so that those of many articles can be
left out.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from html import unescape
from urllib.parse import urlsplit
from zlib import crc32

import msgspec

from tagarchive.core.digests import short_key
from tagarchive.core.letters import KANA_AND_HAN, SOUTHEAST_ASIAN
from tagarchive.core.originals import original_key

WIDTH = 3
"""Number of words in a shingle. Two words occur in any text; four are broken by more of what is spelled otherwise."""

KEPT = 192
"""Maximum number of hashes in a sketch, of four bytes each."""

MARKS = 32
"""Number of lowest hashes by which other articles are found."""

FEWEST_ALIKE = 24
"""Minimum number of shingles of a text that is compared; a shorter one is a formula more often than a copy."""

FEWEST_EQUAL = 6
"""Minimum number of words of a text that another one can be equal to."""

HASHES = 2**32
"""Number of possible hashes of a shingle."""

_HASH_BYTES = 4

_SPARE = 1.4
"""Number of hashes that are sorted to find the lowest, as a multiple of `KEPT`."""

_INSIDE = "’‘‐‑\u00ad"
"""Apostrophes and hyphens beside those of ASCII, which stand inside words in some spellings."""

_BETWEEN = ("--", *"“”—–…\xa0")
"""Characters that often stand between words in a text that is plain ASCII otherwise."""

_LETTERS = bytes(
    byte | 32 if chr(byte).isupper() else byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(128)
) + bytes(range(128, 256))
"""For each byte of UTF-8: the lower case of an ASCII letter; a digit or part of another letter; otherwise a space."""

_DROPPED = b"'-.,"
"""Characters inside words in some spellings: Shi'ite, e-mail, U.S., 10,000."""

_RUN = f"(?P<signs>[{KANA_AND_HAN}]+)|[{SOUTHEAST_ASIAN}]+"  # Compiled for texts that are not ASCII alone.
"""Letters in a script without spaces between words: kana and Han, or Thai, Lao, Burmese and Khmer."""


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """A sketch of an article.

    Attributes:
        shingles: number of different shingles in its text
        lowest: up to `KEPT` of the lowest hashes of shingles, ascending, four bytes each; empty if the text is short
        text: number that stands for its words; 0 if it has few
        original: number that stands for the address of its original; 0 if it has none

    """

    shingles: int
    lowest: bytes
    text: int
    original: int

    @property
    def hashes(self) -> tuple[int, ...]:
        return self.lowest_hashes(KEPT)

    def lowest_hashes(self, number: int) -> tuple[int, ...]:
        number = min(number, len(self.lowest) // _HASH_BYTES)
        return struct.unpack_from(f">{number}I", self.lowest)

    @property
    def marks(self) -> tuple[int, ...]:
        """Numbers below 2**63 by which other articles are found: `MARKS` hashes, the text and the original."""
        return (*self.lowest_hashes(MARKS), *filter(None, (self.text, self.original)))


def sketch(text: str, original: str = "") -> Sketch:
    """The sketch of a plain text, whose HTML is gone but for character references, and the address of its original."""
    words = words_of(text)
    shingles = set(_hashes(words))
    lowest = _lowest(shingles) if len(shingles) >= FEWEST_ALIKE else ()
    return Sketch(
        len(shingles),
        struct.pack(f">{len(lowest)}I", *lowest),
        _number("text", b" ".join(words).decode()) if len(words) >= FEWEST_EQUAL else 0,
        _number("original", original_key(original)) if _is_of_one_article(original) else 0,
    )


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of the shingles of the shorter text that the longer one has too, from 0 to 1."""
    ours, theirs = one.hashes, other.hashes
    if not ours or not theirs:
        return 0.0
    # Up to this hash, each sketch has all hashes of its text.
    known = min(hashes[-1] if len(hashes) == KEPT else HASHES for hashes in (ours, theirs))
    shared = len(set(ours).intersection(theirs))
    return shared / max(min(bisect_right(ours, known), bisect_right(theirs, known)), 1)


def words_of(text: str) -> list[bytes]:
    """The words of a text, equal for most spellings of one word: no case, marks, apostrophes, hyphens, punctuation.

    In scripts without spaces, each letter starts a word of a few letters.
    """
    text = unescape(text)
    for mark in _INSIDE:
        text = text.replace(mark, "")
    for mark in _BETWEEN:
        text = text.replace(mark, " ")
    plain = text if text.isascii() else _folded(text)
    return plain.encode().translate(_LETTERS, _DROPPED).split()


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = decomposed.translate({ord(letter): _bare(letter) for letter in set(decomposed)})
    return re.sub(_RUN, _parted, bare)


@cache
def _bare(letter: str) -> str | None:
    """A letter as it stands in a word; None for a mark that belongs to a letter, a space for what parts words."""
    if letter.isascii() or letter.isalnum():
        return letter
    return None if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") else " "


def _parted(run: re.Match[str]) -> str:
    """Overlapping pieces of a run of letters; the pieces of a shingle are about as long as three words."""
    text, width = run[0], 3 if run["signs"] else 8
    return f" {' '.join(text[start : start + width] for start in range(len(text)))} "


def _hashes(words: list[bytes]) -> Iterable[int]:
    """The hash of each run of `WIDTH` words: its CRC-32, as if it were one word ("web site" is "website")."""
    return map(crc32, map(b"".join, zip(*(words[place:] for place in range(WIDTH)), strict=False)))


def _lowest(hashes: set[int]) -> list[int]:
    bound = int(HASHES * _SPARE * KEPT / len(hashes))
    low = [value for value in hashes if value < bound]
    return sorted(low if len(low) >= KEPT else hashes)[:KEPT]


def _number(kind: str, text: str) -> int:
    """A number that stands for a text; greater than any hash of a shingle."""
    return HASHES + int.from_bytes(short_key(f"{kind} {text}")[:7])


def _is_of_one_article(original: str) -> bool:
    """True for a web address that is not the home page of a site."""
    if not original_key(original):
        return False
    parts = urlsplit(original.strip())
    return bool(parts.path.strip("/") or parts.query)
