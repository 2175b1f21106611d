"""Texts in the form in which words are compared: equal for most spellings of one word, in any script. Pure.

Case, Unicode form and invisible characters make no difference, and neither do marks on Latin and Greek letters, vowel
signs of Arabic and Hebrew, and what keyboards of Arabic and Persian write differently. A text becomes words with single
spaces between them. Whatever is no letter and no digit parts words, and so do apostrophes and hyphens: "Iran-backed"
has the word "Iran", and so has "Iran's". In scripts without spaces between words, each letter is a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from tagarchive.core.letters import KANA_AND_HAN, SOUTHEAST_ASIAN

_BETWEEN = "“”‘’–—…«»‐‑\xa0"
"""Characters that often stand between words in a text that is plain ASCII otherwise."""

_LETTERS = bytes(
    byte | 32 if chr(byte).isupper() else byte if chr(byte).isalnum() or chr(byte) in "+#" else 32
    for byte in range(128)
) + bytes(range(128, 256))
"""For each byte of UTF-8: the lower case of an ASCII letter; a digit, a sign or part of another letter; or a space."""

_SIGN_BEFORE = re.compile(r"(?<![^\W_])[+#]+|[+#]+(?=[^\W_+#])")
"""Plus and number signs that are no end of a word, as they are in C++ and C#."""

_SPELLING_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3"
"""Marks of Thai, Lao, Burmese and Khmer, without which a letter is another syllable."""

_UNSPACED = re.compile(f"[{KANA_AND_HAN}\uac00-\ud7a3]|[{SOUTHEAST_ASIAN}][{_SPELLING_MARKS}]*")
"""A letter with its marks in a script without spaces between words. Korean has spaces, but particles follow words."""

_ONE_LETTER = str.maketrans("ıøłđħёىيكأإآٱةۀ", "ioldhеییکااااهه")
"""Letters that many write for others: those without a decomposition, of Russian, and of Arabic and Persian."""

_LOOSE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0730-\u074a"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
)
"""Marks that texts have or lack: accents, points and vowel signs. Marks of other scripts, such as Devanagari, spell."""

_TATWEEL, _NON_JOINER = "\u0640", "\u200c"
"""The stroke that makes Arabic words longer, and the invisible character that parts those of Persian.

It parts them here too, as in keys of tags."""

_APOSTROPHES = "'’‘ʼ`´"

_INNER_APOSTROPHE = re.compile(
    rf"[{_APOSTROPHES}](?<=[^\W\d_]{{2}}.)(?<!\bqu.)(?=[^\W\d_])(?!(?:s|t|d|m|ll|re|ve)\b)", re.IGNORECASE
)
"""An apostrophe inside a name, as in Sana'a; not that of an ending as in Iran's, and not of an article as in l'Iran."""


class WordForms(NamedTuple):
    """A text in the form in which words are compared.

    Attributes:
        line: its words with a space before and after each
        words: these words

    """

    line: str
    words: frozenset[str]


def word_forms(text: str) -> WordForms:
    """The words of a text; after them, if names have an apostrophe inside, all of them once more without it."""
    words, joined = _words(text), list[str]()
    if any(mark in text for mark in _APOSTROPHES):
        joined = _words(_INNER_APOSTROPHE.sub("", text))
    if len(joined) in (0, len(words)):
        return WordForms(f" {' '.join(words)} ", frozenset(words))
    return WordForms(f" {' '.join(words)}  {' '.join(joined)} ", frozenset((*words, *joined)))


def spellings(words: str) -> tuple[str, ...]:
    """The parts of the line of a text that has the words: as they are, and without an apostrophe inside a name."""
    both = (words, _INNER_APOSTROPHE.sub("", words))
    return tuple(dict.fromkeys(f" {' '.join(found)} " for text in both if (found := _words(text))))


def probe_text(text: str) -> str | None:
    """A text that holds each of its words, and more; None unless it is ASCII but for common punctuation."""
    for mark in _APOSTROPHES:
        text = text.replace(mark, "")
    for mark in _BETWEEN:
        text = text.replace(mark, " ")
    return text.lower() if text.isascii() else None


def _words(text: str) -> list[str]:
    for mark in _BETWEEN:
        text = text.replace(mark, " ")
    plain = text if text.isascii() else _plain(text)
    if "+" in plain or "#" in plain:
        plain = _SIGN_BEFORE.sub(" ", plain)
    return plain.encode().translate(_LETTERS).decode().split()


def _plain(text: str) -> str:
    """A text in lower case, with letters, marks and digits that make a difference, and spaces for all else."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = folded.translate({ord(letter): _bare(letter) for letter in set(folded)})
    return _UNSPACED.sub(r" \g<0> ", plain)


@cache
def _bare(letter: str) -> str | None:
    """A letter as it stands in a word; None for what nobody sees or may be left out, a space for what parts words."""
    if letter.isascii():
        return letter
    category = unicodedata.category(letter)
    if _LOOSE_MARKS.match(letter) or letter == _TATWEEL or (category == "Cf" and letter != _NON_JOINER):
        return None
    if "\u02b0" <= letter <= "\u02ff":
        return " " if letter in _APOSTROPHES else None
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category.startswith("M"):
        return letter
    return _without_marks(letter).translate(_ONE_LETTER) if letter.isalnum() else " "


def _without_marks(letter: str) -> str:
    """A Latin or Greek letter without its marks; any other letter as it is."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if "a" <= base <= "z" or "\u0370" <= base <= "\u03ff" else letter
