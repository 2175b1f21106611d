"""Places where a line may break, after the ideas of Unicode Standard Annex 14: at spaces, and between Chinese signs.

Han and Kana break between any two signs, but no line starts with closing punctuation or ends with opening punctuation
(kinsoku shori; W3C, “Requirements for Chinese Text Layout” and “Requirements for Japanese Text Layout”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.core.letters import KANA_AND_HAN, SOUTHEAST_ASIAN

_WIDE = re.compile(f"[{KANA_AND_HAN}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6\u2014\u2026]")
_THAI = re.compile(f"[{SOUTHEAST_ASIAN}]")
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝〉》」』】〕〗〙〛’”々〻ー…‥—–～％‰℃°￠ヽヾゝゞ゛゜"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.:;?!)]}%"
)
_NEVER_LAST = frozenset("（［｛〈《「『【〔〖〘〚‘“￥＄￡([{$£¥€#")
_AFTER = frozenset("-–—/")
"""Signs in Latin words after which a line may break."""

_FEWEST = 2
"""Letters that stay together on each side of a break within a word."""


class Piece(NamedTuple):
    """A part of a text that stays on one line.

    Attributes:
        text: the part
        spaced: True if a space follows it when the next part is on the same line

    """

    text: str
    spaced: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """The parts of a text; a line may break after each."""
    words = [list(_parts(word)) for word in re.split("[ \t\n]+", text) if word]
    return tuple(Piece(part, number == len(word)) for word in words for number, part in enumerate(word, 1))


def _parts(word: str) -> Iterator[str]:
    start = 0
    for place in range(1, len(word)):
        if _may_break(word, start, place):
            yield word[start:place]
            start = place
    yield word[start:]


def _may_break(word: str, start: int, place: int) -> bool:
    before, after = word[place - 1], word[place]
    if _joins(before, after) or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if _WIDE.match(before) or _WIDE.match(after):
        return True
    is_within = place - start > _FEWEST and len(word) - place >= _FEWEST
    return before in _AFTER and is_within and after.isalpha()


def clusters(text: str) -> tuple[str, ...]:
    """The parts of a text that readers take for one sign: a letter with its marks."""
    found: list[str] = []
    for letter in text:
        if found and _joins(found[-1][-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return tuple(found)


def _joins(before: str, after: str) -> bool:
    """True if two characters are one sign, or parts of one."""
    # Thai and Lao have vowels that follow a letter and are drawn with it.
    is_mark = unicodedata.category(after).startswith("M") or after in "\u200c\u200d\ufe0e\ufe0f"
    return is_mark or before == "\u200d" or (_THAI.match(before) is not None and after in "\u0e33\u0eb3")
