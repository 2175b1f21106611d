"""The calendar of Iran (Solar Hijri), for days that it shares with the Gregorian calendar of our time.

The year starts on the day whose noon in Tehran is nearest to the March equinox. For the years 1210 to 1634 of this
calendar, 1831 to 2255, the years of 366 days follow a cycle of 33 years (K. M. Borkowski, "The Persian calendar for
3000 years", Earth, Moon, and Planets 74, 1996). Before and after, the cycle goes on.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

_EPOCH = date(622, 3, 21).toordinal()
"""The first day of the first year, in the Gregorian calendar that reaches back."""

_CYCLE_YEARS, _CYCLE_DAYS = 33, 33 * 365 + 8
_LONG_MONTHS, _LONG = 6, 31
_SHORT = 30


class PersianDay(NamedTuple):
    """A day of the calendar of Iran.

    Attributes:
        year: year since the Hijra, by the sun
        month: month from 1, which is Farvardin
        day: day of the month

    """

    year: int
    month: int
    day: int


def persian_day(day: date) -> PersianDay:
    """A day in the calendar of Iran."""
    year = day.year - 621
    if day.toordinal() < _new_year(year):
        year -= 1
    rest = day.toordinal() - _new_year(year)
    if rest < _LONG_MONTHS * _LONG:
        return PersianDay(year, 1 + rest // _LONG, 1 + rest % _LONG)
    rest -= _LONG_MONTHS * _LONG
    return PersianDay(year, 1 + _LONG_MONTHS + rest // _SHORT, 1 + rest % _SHORT)


def _new_year(year: int) -> int:
    """The ordinal of the first day of a year: Nowruz."""
    return _EPOCH + 365 * (year - 1) + (8 * year + 21) // 33


def month_name(month: int, language: str) -> str:
    """The name of a month in a language; the English one if there is no other."""
    return MONTHS.get(language.partition("-")[0], MONTHS["en"])[month - 1]


MONTHS = {
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(),
    "ar": "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند".split(),
    "en": "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand".split(),
    "de": "Farwardin Ordibehescht Chordad Tir Mordad Schahriwar Mehr Aban Asar Dej Bahman Esfand".split(),
    "fr": "farvardin ordibehecht khordad tir mordad chahrivar mehr aban azar dey bahman esfand".split(),
    "es": "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand".split(),
    "ru": "фарвардина ордибехешта хордада тира мордада шахривара мехра абана азара дея бахмана эсфанда".split(),
    "tr": "Ferverdin Ordibeheşt Hordad Tir Mordad Şehriver Mehr Aban Azer Dey Behmen Esfend".split(),
    "zh": (
        "法尔瓦丹月 奥迪贝赫什特月 霍尔达德月 提尔月 莫尔达德月 沙赫里瓦尔月 "
        "梅赫尔月 阿班月 阿扎尔月 戴伊月 巴赫曼月 埃斯凡德月"
    ).split(),
}
"""The months by language. Other languages write them as English does."""
