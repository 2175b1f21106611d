"""The headings of names in lists: the letter that a name is looked up by in a language."""

from __future__ import annotations

import unicodedata

from tagarchive.core.alphabets import own_letters, primary
from tagarchive.core.pinyin import HAN, reads_by_pinyin, syllables

_BASES = {"Ł": "L", "Ø": "O", "Đ": "D", "Ð": "D", "Æ": "A", "Œ": "O", "Ħ": "H", "Ŧ": "T", "ẞ": "S", "Þ": "T", "Ə": "E"}
"""Letters without a decomposition in Unicode that sort with another letter."""

_PERSIAN_FORMS = {"ك": "ک", "ي": "ی", "ى": "ی", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا", "ء": "ا"}
"""Forms of letters in Persian that are one letter there."""

_JAMO = {chr(0x1100 + n): letter for n, letter in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
"""Initial consonants of Korean syllables: the conjoining jamo of NFKD and their stand-alone letters."""


def initial(name: str, language: str) -> str:
    """The heading of a name in a list: its first letter, without marks unless the language counts it as a letter.

    It is the initial consonant in Korean, the first letter of the reading in Chinese, and one heading for all digits.
    """
    letters = unicodedata.normalize("NFC", name)
    first = next((place for place, c in enumerate(letters) if c.isalnum()), None)
    if first is None:
        return "#"
    if reads_by_pinyin(language) and (run := HAN.match(letters, first)):
        return next(syllables(run[0]))[0].upper()
    upper = _upper(letters[first], language)
    if upper in own_letters(language):
        return upper
    if primary(language) == "fa":
        upper = _PERSIAN_FORMS.get(upper, upper)
    plain = unicodedata.normalize("NFKD", _BASES.get(upper, upper))[:1]
    if plain in _JAMO:
        return _JAMO[plain]
    return "0–9" if plain.isdigit() else _BASES.get(plain.upper()[:1], plain.upper()[:1])


def _upper(letter: str, language: str) -> str:
    if primary(language) in ("tr", "az") and letter == "i":
        return "İ"
    return letter.upper()[:1]
