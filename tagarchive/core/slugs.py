"""Slugs, the form of a name in an address, and tag keys, which are equal for all spellings of a tag."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from itertools import dropwhile
from typing import NewType

from tagarchive.core import letters
from tagarchive.core.errors import ExpectedError

Slug = NewType("Slug", str)

SLUG_BYTES = 120
"""Maximum length of a slug generated from a title or a name, in bytes of UTF-8."""

NAME_BYTES = 255
"""Maximum length of a file name, and so of a slug that an author writes, in bytes of UTF-8."""

_APOSTROPHES = re.compile("['\u2019\u02bc]")
# Arabic and Persian keyboards produce different characters for what readers see as one letter.
_YEH_AND_KAF = str.maketrans("\u0649\u064a\u0643", "\u06cc\u06cc\u06a9")
_ASCII_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_SLUG = re.compile(r"\w(?:[\w.-]*[\w-])?")


def slugify(text: str, most: int = SLUG_BYTES) -> Slug:
    """The slug of any text: letters and digits of any script in lower case, hyphens between words.

    A slug is never empty, never longer than `most` bytes and never a reserved file name. The slug of a slug is the
    same slug.
    """
    text = letters.seen(text)
    kept = _APOSTROPHES.sub("", _folded(text))
    if kept.isascii():
        words = kept.translate(_ASCII_WORDS).split()
    else:
        words = "".join(c if c.isalnum() or _is_mark(c) else " " for c in kept).split()
    slug = (
        "-".join(word for word in map(_from_first_letter, words) if word)
        or "-".join(f"u{ord(c):x}" for c in unicodedata.normalize("NFC", text))
        or "u"
    )
    slug = _shortened(unicodedata.normalize("NFC", slug), most)
    return Slug(f"{slug}-" if _DEVICES.fullmatch(slug) else slug)


def slug_as_written(text: str) -> Slug:
    """The slug that an author wrote, in Unicode form NFC. Raises `ValueError` if it is not valid in an address."""
    normal = unicodedata.normalize("NFC", text)
    bare = normal if normal.isascii() else "".join(c for c in normal if not _is_mark(c))
    safe = _SLUG.fullmatch(bare) and not _is_mark(normal[0]) and not _DEVICES.fullmatch(normal)
    if not safe or letters.unseen(text):
        expected = f"letters, digits, hyphens, dots and underscores, such as “{slugify(text, NAME_BYTES)}”"
        raise ExpectedError(expected, unseen_hint(text))
    check_length(normal)
    return Slug(normal)


def unseen_hint(text: str) -> str:
    """A hint that lists the invisible characters in a text, or "" if it has none."""
    unseen = letters.unseen(text)
    return f"it holds what nobody sees, {unseen}; delete it and write the text again" if unseen else ""


def check_length(name: str) -> None:
    """Raises `ValueError` if a name is longer than `NAME_BYTES`."""
    length = len(name.encode())
    if length > NAME_BYTES:
        raise ValueError(f"a name of at most {NAME_BYTES} bytes; this one has {length}")


@cache
def tag_key(name: str, language: str = "") -> str:
    """The key that all spellings of a tag share.

    These make no difference: case, Unicode form, invisible characters, marks on Latin letters (unless the mark makes a
    separate letter in `language`), Arabic and Persian forms of yeh and kaf, and spaces and hyphens between or around
    words. Any other character makes a different tag: "C", "C++" and "C#" are three tags.
    """
    return _hyphened(letters.plain(_folded(letters.seen(name)).translate(_YEH_AND_KAF), language))


@cache
def marked_tag_key(name: str) -> str:
    """The key that all spellings of a tag with the same marks share."""
    return _hyphened(_folded(letters.seen(name)).translate(_YEH_AND_KAF))


def _hyphened(key: str) -> str:
    return re.sub(r"[\s_\u200c\u2010-\u2014-]+", "-", key).strip("-") or key


def _folded(text: str) -> str:
    """The text after compatibility and case folding (Unicode NFKC_Casefold, except that ignorable characters stay)."""
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKC", text).casefold()
    twice = unicodedata.normalize("NFKC", once).casefold()
    return unicodedata.normalize("NFKC", twice).replace("i\u0307", "i")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _from_first_letter(word: str) -> str:
    return "".join(dropwhile(_is_mark, word))


def _shortened(slug: str, most: int) -> str:
    encoded = slug.encode()
    if len(encoded) <= most:
        return slug
    mark = hashlib.sha256(encoded).hexdigest()[:8]
    head = encoded[: most - len(mark) - 1].decode(errors="ignore")
    return f"{head.rstrip('-')}-{mark}"
