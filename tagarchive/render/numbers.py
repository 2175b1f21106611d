"""Numbers and lists as a language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal

from tagarchive.render.locales import digits_of, locale_of, numbering_system

_LATE_GROUPING = frozenset({"es", "pl"})
"""Languages that group digits from five on only (CLDR, `minimumGroupingDigits`), which Babel leaves out."""

_FIVE_DIGITS = 10_000
_MARK = "\ue000"
"""A character for private use, which no pattern of a list contains."""


def in_digits(text: str, language: str, digits: str) -> str:
    """A text with its digits in those of a language, if `digits` is `native`."""
    return text.translate(digits_of(numbering_system(language, digits))) if digits == "native" else text


@lru_cache(maxsize=10_000)
def number_text(number: int, language: str, digits: str) -> str:
    """A whole number with the grouping of a language, such as `1,234`, and its digits if `digits` is `native`."""
    locale, system = locale_of(language), numbering_system(language, digits)
    if locale is None or (locale.language in _LATE_GROUPING and abs(number) < _FIVE_DIGITS):
        return in_digits(str(number), language, digits)
    known = system if system in locale.number_symbols else "latn"
    return in_digits(format_decimal(number, locale=locale, numbering_system=known), language, digits)


def between(count: int, language: str) -> Sequence[str]:
    """The texts before, between and after the items of a list in a sentence, such as `, ` and ` and `."""
    return _between(count, language)


@lru_cache(maxsize=1_000)
def _between(count: int, language: str) -> tuple[str, ...]:
    locale = locale_of(language)
    marks = [_MARK] * count
    return tuple((format_list(marks, locale=locale) if locale else ", ".join(marks)).split(_MARK))
