"""The fonts of social cards, and the form of a text that one of them can show."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import msgspec

from tagarchive.core.digests import joined
from tagarchive.core.errors import Problem
from tagarchive.core.letters import seen

BUILT_IN = ""
"""Path that stands for the font of Pillow, which has plain Latin letters."""

LONGEST = 400
"""Characters of a text that a card takes at most; further ones would have no room."""


class FontFile(msgspec.Struct, frozen=True):
    """The file of a font.

    Attributes:
        path: path from the folder of the site, or the full path of a font of the system; `BUILT_IN` for Pillow's own
        digest: SHA-256 of the file in hexadecimal

    """

    path: str
    digest: str


class Font(NamedTuple):
    """A font with the characters that it has."""

    file: FontFile
    letters: frozenset[str]


class SetText(msgspec.Struct, frozen=True):
    """A text as its font can show it.

    Attributes:
        text: the text
        font: a font that has all its letters

    """

    text: str
    font: FontFile


class CardFonts(NamedTuple):
    """The fonts that cards may use.

    Attributes:
        fonts: the fonts, best first
        shapes: True if the library joins letters, as scripts such as Arabic need it
        problems: faults of the fonts that the site names

    """

    fonts: tuple[Font, ...]
    shapes: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        return joined(str(self.shapes), *(f"{font.file.path} {font.file.digest}" for font in self.fonts))

    def shows(self, text: str) -> bool:
        """True if there is a font for a text. A site asks for each of its titles, so the usual answer is quick."""
        is_plain = self.shapes and bool(self.fonts) and bool(text.strip()) and self.fonts[0].letters.issuperset(text)
        return is_plain or self.of(text) is not None

    def of(self, text: str) -> SetText | None:
        """A text in the first font that has all its letters; None if there is no such font.

        Emoji and the like, which few fonts have, are left out if no font has them.
        """
        written = " ".join(text[:LONGEST].split())
        return self.whole(written) or self.whole(" ".join(re.sub(_PICTURES, " ", written).split()))

    def whole(self, text: str) -> SetText | None:
        """A text, with all that it has, in the first font that has its letters; None if there is no such font."""
        if not text or (not self.shapes and needs_shaping(text)):
            return None
        for font in self.fonts:
            if font.letters.issuperset(text):
                return SetText(text, font.file)
            reduced = _reduced(text, font.letters)
            letters = seen(reduced).replace("\u200c", "").strip()
            if letters and font.letters.issuperset(letters):
                return SetText(reduced, font.file)
        return None


def needs_shaping(text: str) -> bool:
    """True if a text is in a script whose letters are joined or reordered."""
    return bool(re.search(_SHAPED, text))


def _reduced(text: str, letters: frozenset[str]) -> str:
    """A text with plain spaces and hyphens for those that a font does not have."""
    return "".join(letter if letter in letters else _plain(letter) for letter in text)


@lru_cache(maxsize=10_000)
def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    return {"Zs": " ", "Pd": "-"}.get(kind, letter)


_SHAPED = "[\u0590-\u109f\u1780-\u17ff\u1800-\u18af\ufb1d-\ufdff\ufe70-\ufefc]"
_PICTURES = (
    "[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
"""Emoji, signs like them, and what joins these."""
