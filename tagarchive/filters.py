"""The filters that templates have: all pure, so that a page is a function of its view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as date_
from functools import lru_cache
from typing import Any

import jinja2
import jinja2.filters
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

from tagarchive.dates import Moment
from tagarchive.views.parts import Html

_OF_JINJA = (
    "abs attr batch capitalize center count d default e escape filesizeformat first float format groupby indent int "
    "join last length list lower map max min reject rejectattr replace reverse round select selectattr slice sort "
    "string striptags sum title tojson trim truncate unique upper urlencode wordcount wordwrap xmlattr"
).split()


def date(moment: Moment, language: str, style: str = "long") -> str:
    """The day of a moment in the words of a language.

    Written `{{ card.date | date(site.language) }}`; `style` is `full`, `long`, `medium` or `short`, or a pattern of
    Unicode's such as `MMMM y`.
    """
    return _day(moment.day, language, style)


@lru_cache(maxsize=10_000)
def _day(day: str, language: str, style: str) -> str:
    locale = _locale(language)
    return day if locale is None else format_date(date_.fromisoformat(day), style, locale=locale)


def direction(language: str) -> str:
    """`ltr` or `rtl`, the direction of a language's script, as in `dir="{{ site.language | direction }}"`."""
    name, *subtags = language.split("-")
    likely = get_global("likely_subtags").get(get_global("language_aliases").get(name, name).partition("_")[0], "")
    scripts = [tag for tag in (*subtags, *likely.split("_")[1:]) if len(tag) == _SCRIPT_LENGTH]
    return "rtl" if scripts and scripts[0].capitalize() in _RIGHT_TO_LEFT else "ltr"


def printable(value: object) -> object:
    """A value that a template prints. Raises `TypeError` for what has no text but its address in memory."""
    if isinstance(value, str | Html | int | float | jinja2.Undefined):
        return value
    raise TypeError(f"it prints {type(value).__name__}, which is no text")


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


_SCRIPT_LENGTH = 4
_RIGHT_TO_LEFT = frozenset("Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi".split())
"""Scripts in use that run from right to left (ISO 15924)."""

OURS: Mapping[str, Callable[..., Any]] = {"date": date, "direction": direction}

FILTERS: Mapping[str, Callable[..., Any]] = {name: jinja2.filters.FILTERS[name] for name in _OF_JINJA} | dict(OURS)
