"""Dates in the format of a language, in its digits, and in the calendar of Iran where a site wants that."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import cast

from babel import Locale
from babel.dates import DateTimeFormat, DateTimePattern, match_skeleton, parse_pattern

from tagarchive.render.locales import locale_of
from tagarchive.render.numbers import in_digits
from tagarchive.render.persian_calendar import month_name, persian_day

_SKELETONS = {"month": "yMMMM", "short-month": "yMMM", "year": "y"}
"""Unicode skeletons of the styles without a day: languages order the parts (CLDR, `availableFormats`)."""

_STYLES = ("full", "long", "medium", "short")
_NAMED_MONTH = 3
"""Length from which the field of a month in a pattern stands for its name and not its number."""


@lru_cache(maxsize=10_000)
def day_text(day: str, language: str, style: str = "long", digits: str = "latin", calendar: str = "gregorian") -> str:
    """A day, such as `2021-11-08`, in the format of a language.

    `style` is `full`, `long`, `medium` or `short`; `month` or `short-month` for the month and the year, `year` for the
    year; or a Unicode date pattern such as `d MMMM`. If the language is unknown, the day is written in digits.
    """
    locale = locale_of(language)
    if locale is None:
        return _in_numbers(day, _SKELETONS.get(style, style))
    fields = _PersianFormat if calendar == "persian" else DateTimeFormat
    return in_digits(_pattern(style, locale) % fields(date.fromisoformat(day), locale), language, digits)


def _pattern(style: str, locale: Locale) -> DateTimePattern:
    """The pattern of a style. Raises `ValueError` if a pattern of a template can't be read."""
    pattern: DateTimePattern | None = locale.date_formats.get(style)
    if pattern is None and style in _SKELETONS:
        skeletons = locale.datetime_skeletons
        wanted = match_skeleton(_SKELETONS[style], skeletons)
        pattern = skeletons.get(_SKELETONS[style]) or skeletons.get(wanted)
    return pattern or parse_pattern(_SKELETONS.get(style, style))


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
