"""The filters that templates have: all pure, so that a page is a function of its view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2.filters
from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from tagarchive.dates import Moment

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
    locale = _locale(language)
    return moment.day if locale is None else format_date(moment.when().date(), style, locale=locale)


def direction(language: str) -> str:
    """`ltr` or `rtl`, the direction of a language's script, as in `dir="{{ site.language | direction }}"`."""
    locale = _locale(language)
    return "ltr" if locale is None else locale.text_direction


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


OURS: Mapping[str, Callable[..., Any]] = {"date": date, "direction": direction}

FILTERS: Mapping[str, Callable[..., Any]] = {name: jinja2.filters.FILTERS[name] for name in _OF_JINJA} | dict(OURS)
