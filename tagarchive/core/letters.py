"""Letters as readers see them: invisible characters, and marks that make a separate letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# Default_Ignorable_Code_Point (unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt), all but U+200C.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Between letters of these scripts, a zero width non-joiner separates parts of a word and has to stay.
_JOINING = "[\u0590-\u109f\u1700-\u1cff]"
_UNSEEN = re.compile(
    f"(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[{_IGNORABLE}]|(?<!{_JOINING})\u200c|\u200c(?!{_JOINING})"
)

KANA_AND_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana and Han, for a class of a regular expression. Two of them are about as long as a word."""

SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which have no spaces between words either, for a class of a regular expression."""


def seen(text: str) -> str:
    """A text without invisible characters. The flags of England, Scotland and Wales stay intact."""
    return text if text.isascii() else _UNSEEN.sub(lambda match: match["flag"] or "", text)


def unseen(text: str) -> str:
    """The invisible characters in a text, as code points: "U+00AD, U+200B"."""
    if text.isascii():
        return ""
    characters = (match[0] for match in _UNSEEN.finditer(text) if not match["flag"])
    return ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))


# Letters with marks in the main exemplar set of each language in which marks make different words. Letters that occur
# in loanwords only are left out (CLDR, github.com/unicode-org/cldr-json, cldr-misc-full/main/*/characters.json).
_OWN: Mapping[str, str] = {
    "az": "ç ğ ö ş ü",
    "bs": "č ć š ž",
    "cs": "á č ď é ě í ň ó ř š ť ú ů ý ž",
    "da": "å",
    "de": "ä ö ü",
    "eo": "ĉ ĝ ĥ ĵ ŝ ŭ",
    "es": "á é í ñ ó ú ü",
    "et": "š ž õ ä ö ü",
    "fi": "å ä ö",
    "fo": "á í ó ú ý",
    "hr": "č ć š ž",
    "hu": "á é í ó ö ő ú ü ű",
    "is": "á é í ó ú ý ö",
    "ku": "ç ê î ş û",
    "lt": "ą č ę ė į š ų ū ž",
    "lv": "ā č ē ģ ī ķ ļ ņ š ū ž",
    "mt": "ċ ġ ż",
    "nb": "å",
    "nn": "å",
    "no": "å",
    "pl": "ą ć ę ń ó ś ź ż",
    "ro": "ă â î ș ț",
    "se": "á č š ž",
    "sk": "á ä č ď é í ĺ ľ ň ó ô ŕ š ť ú ý ž",
    "sl": "č š ž",
    "sq": "ç ë",
    "sr": "č ć š ž",
    "sv": "å ä ö",
    "tk": "ç ä ž ň ö ş ü ý",
    "tr": "ç ğ ö ş ü",
    "vi": (
        "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ "
        "ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
    ),
    "yo": "á à é è ẹ ẹ́ ẹ̀ í ì ḿ m̀ m̄ ń ǹ n̄ ó ò ọ ọ́ ọ̀ ṣ ú ù",
}

# Some Romanian texts have cedillas instead of commas, because not every keyboard has the letters with commas.
_FORMS: Mapping[str, Mapping[int, int]] = {"ro": str.maketrans("şţ", "șț")}

_MARKED = re.compile("([a-z])([\u0300-\u036f]+)")


def plain(text: str, language: str) -> str:
    """A lower-case text without marks on Latin letters. Marks that make a separate letter in the language stay."""
    language = language.partition("-")[0].lower()
    own = frozenset(_OWN.get(language, "").split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_FORMS.get(language, {})))
    without = _MARKED.sub(lambda match: letter if (letter := _composed(match[0])) in own else match[1], decomposed)
    return _composed(without)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
