"""Dates in the format of a language, in its digits, and in the calendar of Iran where a site wants that."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import cast

from babel.dates import DateTimeFormat, format_date, format_skeleton, parse_pattern

from tagarchive.render.locales import locale_of
from tagarchive.render.numbers import in_digits
from tagarchive.render.persian_calendar import month_name, persian_day

_STYLES = ("full", "long", "medium", "short")
_NAMED_MONTH = 3
"""Length from which the field of a month in a pattern stands for its name and not its number."""


@lru_cache(maxsize=10_000)
def day_text(day: str, language: str, style: str = "long", digits: str = "latin", calendar: str = "gregorian") -> str:
    """A day, such as `2021-11-08`, in the format of a language.

    `style` is `full`, `long`, `medium` or `short`, `month` for the month and the year, or a Unicode date pattern
    such as `d MMMM`. If the language is unknown, the day is written in digits.

    In the calendar `persian` only a style with a day is in that calendar: the months and years of an archive are those
    of its addresses.
    """
    locale = locale_of(language)
    if locale is None:
        return _in_numbers(day, "yM" if style == "month" else style)
    if calendar == "persian" and (style in _STYLES or "d" in style):
        pattern = locale.date_formats[style] if style in _STYLES else parse_pattern(style)
        return in_digits(pattern % _PersianFormat(date.fromisoformat(day), locale), language, digits)
    if style == "month":
        return in_digits(format_skeleton("yMMMM", date.fromisoformat(day), locale=locale), language, digits)
    return in_digits(format_date(date.fromisoformat(day), style, locale=locale), language, digits)


class _PersianFormat(DateTimeFormat):
    """The fields of a date pattern for a day in the calendar of Iran."""

    def __getitem__(self, name: str) -> str:
        day, length = persian_day(cast(date, self.value)), len(name)
        match name[0]:
            case "y" | "Y" | "u":
                return str(day.year)
            case "M" | "L" if length >= _NAMED_MONTH:
                return month_name(day.month, str(self.locale.language))
            case "M" | "L":
                return f"{day.month:0{length}}"
            case "d":
                return f"{day.day:0{length}}"
        return super().__getitem__(name)


def _in_numbers(day: str, style: str) -> str:
    """A day in digits, with the parts that a pattern contains."""
    if style in _STYLES or "d" in style:
        return day
    has_month = "M" in style or "L" in style
    return day[: 7 if has_month else 4] if "y" in style else day[5:7]
