"""Dates in the format of a language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date


@lru_cache(maxsize=10_000)
def day_text(day: str, language: str, style: str = "long") -> str:
    """A day, such as `2021-11-08`, in the format of a language.

    `style` is `full`, `long`, `medium` or `short`, or a Unicode date pattern such as `MMMM y`. If the language is
    unknown, the day is written in digits.
    """
    locale = _locale(language)
    return _digits(day, style) if locale is None else format_date(date.fromisoformat(day), style, locale=locale)


def _digits(day: str, style: str) -> str:
    """A day in digits, with the parts that a pattern contains."""
    if style in ("full", "long", "medium", "short") or "d" in style:
        return day
    has_month = "M" in style or "L" in style
    return day[: 7 if has_month else 4] if "y" in style else day[5:7]


@lru_cache(maxsize=100)
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
