"""The order of names in lists, by language, in which numbers sort as numbers: “Brigade 9” before “Brigade 10”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec

import feruca

from tagarchive.core.alphabets import is_own_script, replaced
from tagarchive.core.pinyin import HAN, reads_by_pinyin, syllables

_DIGITS = re.compile(r"\d+")
_MARKS_BEFORE = re.compile(r"[\W_]+")

_SIGNS = "`´^¯˘˙¨¸˛°©®"
_PUNCTUATION = (" ", "_", "-‐‑–—", ",،、", ";؛", ":", "!?؟", ".…", "'‘’", '"“”«»', "(", ")")
_AS_SIGNS = str.maketrans({mark: sign for sign, marks in zip(_SIGNS, _PUNCTUATION, strict=True) for mark in marks})
"""Spaces and punctuation, in the order of CLDR, by signs that come before all digits and letters.

They count in the root order of feruca, which passes over punctuation.
"""


def places(names: Iterable[str], language: str) -> Mapping[str, int]:
    """The place of each name in the order of a language, from 0. Marks before the first letter or digit do not count.

    ICU gives the order where PyICU is installed. Without it, feruca gives the root order of CLDR, with the differences
    that `core/alphabets.py` has. Chinese names stand among others by their readings, which pypinyin gives.
    """
    distinct = sorted(set(names))
    if _has_icu() and not reads_by_pinyin(language):
        in_order = sorted(distinct, key=_icu_key(language))
    else:
        in_order = sorted(distinct, key=_root_keys(distinct, language).__getitem__)
    return {name: place for place, name in enumerate(in_order)}


@cache
def _has_icu() -> bool:
    # Lists are many, and each time Python would look for it in all folders of packages.
    return find_spec("icu") is not None


def _icu_key(language: str) -> Callable[[str], bytes]:
    from icu import Collator, Locale, UCollAttribute, UCollAttributeValue  # noqa: PLC0415 (not always installed)

    collator = Collator.createInstance(Locale.forLanguageTag(language))
    collator.setAttribute(UCollAttribute.NUMERIC_COLLATION, UCollAttributeValue.ON)
    return lambda name: bytes(collator.getSortKey(_begun(name)))


def _root_keys(names: Iterable[str], language: str) -> Mapping[str, tuple[bool, int]]:
    by_pinyin = reads_by_pinyin(language)
    texts = {name: _comparable(replaced(_begun(name), language)) for name in names}
    read = {name: HAN.sub(_reading, text) if by_pinyin else text for name, text in texts.items()}
    place = {text: place for place, text in enumerate(feruca.collate(sorted(set(read.values())), "default"))}
    return {name: (not is_own_script(name, language), place[text]) for name, text in read.items()}


def _begun(name: str) -> str:
    """A name from its first letter or digit on."""
    return name[marks.end() :] or name if (marks := _MARKS_BEFORE.match(name)) else name


def _comparable(name: str) -> str:
    """A name in which spaces and dashes count and numbers have their length before them."""
    return _DIGITS.sub(_number, " ".join(name.split()).translate(_AS_SIGNS))


def _number(digits: re.Match[str]) -> str:
    plain = "".join(str(unicodedata.digit(digit)) for digit in digits[0]).lstrip("0")
    return f"{len(plain):04}{plain}"


def _reading(run: re.Match[str]) -> str:
    return "".join(syllables(run[0]))
