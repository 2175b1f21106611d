"""Dates in the format of a language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton


@lru_cache(maxsize=10_000)
def day_text(day: str, language: str, style: str = "long") -> str:
    """A day, such as `2021-11-08`, in the format of a language.

    `style` is `full`, `long`, `medium` or `short`, `month` for the month and the year, or a Unicode date pattern
    such as `d MMMM`. If the language is unknown, the day is written in digits.
    """
    locale = _locale(language)
    if locale is None:
        return _digits(day, "yM" if style == "month" else style)
    if style == "month":
        return format_skeleton("yMMMM", date.fromisoformat(day), locale=locale)
    return format_date(date.fromisoformat(day), style, locale=locale)


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
