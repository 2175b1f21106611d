"""Alphabets: what the order of names in a language has beyond that of all languages, and under which heading a name is.

The order of all languages is the root of CLDR. Where a language differs, `replaced` gives a text whose place in the
root order is the place of the name in the order of the language. The differences are those of CLDR
(github.com/unicode-org/cldr, common/collation); where letters sort alike, CLDR still puts one of them first, which is
left out here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

_LAST = "\U0010fffd"
"""A character that sorts after all letters, so that a letter followed by it comes after everything with that letter."""

_LETTERS: Mapping[str, str] = {
    "az": "c ç, e ə, g ğ, h x ı, k q, o ö, s ş, u ü, z w",
    "be": "е ё, у ў",
    "bs": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "cs": "c č, h ch, r ř, s š, z ž",
    "da": "z æ=ä ø=ö=ő=œ å=aa, y=ü=ű",
    "eo": "c ĉ, g ĝ, h ĥ, j ĵ, s ŝ, u ŭ",
    "es": "n ñ",
    "et": "s š z ž, w õ ä ö ü",
    "fi": "y=ü, z å ä=æ ö=ø",
    "hr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "hu": "c cs, d dz dzs, g gy, l ly, n ny, o ö=ő, s sz, t ty, u ü=ű, z zs",
    "lt": "c č, i=į=y, s š, z ž",
    "lv": "c č, g ģ, i=y, k ķ, l ļ, n ņ, r ŗ, s š, z ž",
    "nb": "z æ=ä ø=ö=ő=œ å=aa, y=ü=ű",
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "ro": "a ă â, i î, s ș=ş, t ț=ţ",
    "sk": "a ä, c č, h ch, o ô, s š, z ž",
    "sl": "c č ć, d đ, s š, z ž",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "sv": "y=ü, z å ä=æ ö=ø=ő=œ=ô",
    "tr": "c ç, g ğ, h ı, o ö, s ş, u ü",
    "uk": "г ґ, і ї",
}
"""Letters of their own: each group has a letter of the root order and, in order, those that follow it. Letters with `=`
between them sort alike."""

_ALIKE = {"nn": "nb", "no": "nb", "sh": "hr"}
"""Languages with the alphabet of another one."""

_PERSIAN = {
    "آ": "ء",
    **dict.fromkeys("ءأإؤئٱ", "ا" + _LAST),
    **dict.fromkeys("هەہةۃۀھ", "و" + _LAST),
    **dict.fromkeys("كڪڭ", "ک"),
    **dict.fromkeys("ىيېے", "ی"),
}

_ARABIC_SCRIPT: Mapping[str, Mapping[str, str]] = {
    "ar": {"آ": "ء" + _LAST, **dict.fromkeys("أإٱ", "ا")},
    "fa": _PERSIAN,
}

_SCRIPTS: Mapping[str, str] = {
    "ARABIC": "ar ckb fa ps sd ug ur",
    "ARMENIAN": "hy",
    "BENGALI": "as bn",
    "CYRILLIC": "be bg kk ky mk mn ru sr tg uk",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "bo dz",
}
"""Languages whose script comes before all others, by the first word in the names of its characters in Unicode."""

_SCRIPT_OF = {language: script for script, languages in _SCRIPTS.items() for language in languages.split()}


def primary(language: str) -> str:
    """The language of a BCP 47 tag, without script and region: `pt` for `pt-BR`."""
    return language.partition("-")[0].lower()


def is_own_script(name: str, language: str) -> bool:
    """True if a name begins in the script of a language, or with no letter. Names in other scripts come after those."""
    script = "" if "latn" in language.lower() else _SCRIPT_OF.get(primary(language), "")
    letter = next((c for c in name if c.isalpha()), "") if script else ""
    return not letter or unicodedata.name(letter, "").startswith(script)


def replaced(name: str, language: str) -> str:
    """A name with letters replaced so that the root order gives it the place that it has in the language."""
    return _replacing(_ALIKE.get(primary(language), primary(language)))(name)


@cache
def _replacing(language: str) -> Callable[[str], str]:
    table = _replacements(language)
    if not table:
        return str
    letters = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    return lambda name: letters.sub(lambda match: table[match[0]], unicodedata.normalize("NFC", name))


def _replacements(language: str) -> Mapping[str, str]:
    if language in _ARABIC_SCRIPT:
        return _ARABIC_SCRIPT[language]
    found: dict[str, str] = {}
    for group in filter(None, _LETTERS.get(language, "").split(", ")):
        first, *following = group.split(" ")
        base, *alike = first.split("=")
        found |= dict.fromkeys(alike, base)
        for place, letters in enumerate(following, 1):
            found |= dict.fromkeys(letters.split("="), base + _LAST * place)
    cased = {letter.title(): text.title() for letter, text in found.items() if letter != "ı"}
    upper = {letter.upper(): text.upper() for letter, text in found.items() if letter != "ı"}
    dotless = {"I": found["ı"].upper(), "İ": "I"} if "ı" in found else {}
    return {**cased, **upper, **found, **dotless}


@cache
def own_letters(language: str) -> frozenset[str]:
    """Single letters that are headings of their own in a language, in upper case."""
    language = _ALIKE.get(primary(language), primary(language))
    if language == "fa":
        return frozenset("آ")
    groups = _LETTERS.get(language, "").split(", ")
    named = {letters.partition("=")[0] for group in groups for letters in group.split(" ")[1:]}
    dotted = {"İ"} if "ı" in named else set[str]()
    return frozenset({letter.upper() for letter in named if len(letter) == 1} | dotted)
