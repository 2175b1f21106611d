"""The filters for templates. All are pure, so a page is a function of its view."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

import jinja2
import jinja2.filters
import msgspec
from markupsafe import Markup, escape

from tagarchive.core.dates import Moment
from tagarchive.core.errors import did_you_mean
from tagarchive.core.names import inverted
from tagarchive.reading.pictures.shown import Loading, picture_element
from tagarchive.render.coins import coins
from tagarchive.render.dates import day_text
from tagarchive.render.exports.bibtex import bibtex
from tagarchive.render.exports.plain import plain
from tagarchive.render.exports.ris import ris
from tagarchive.render.language_names import language_name
from tagarchive.render.linked_data import (
    absolute,
    copies,
    corrections,
    creators,
    credited,
    iso,
    picture_urls,
    translated,
    videos,
)
from tagarchive.render.locales import direction, numbering_system
from tagarchive.render.numbers import between, in_digits, number_text
from tagarchive.render.sections import by_letter, in_sections
from tagarchive.render.words import forms, in_words, kicker
from tagarchive.views.common import Asset, Crumb, Head, Html, SiteView
from tagarchive.views.pictures import Picture

_OF_JINJA = (
    "abs attr batch capitalize center count d default e escape filesizeformat first float format groupby indent int "
    "join last length list lower map max min reject rejectattr replace reverse round select selectattr slice sort "
    "string striptags sum title tojson trim truncate unique upper urlencode wordcount wordwrap xmlattr"
).split()


def date(moment: Moment, site: SiteView | str, style: str = "long") -> str:
    """The day of a moment in the language, the digits and the calendar of a site.

    Usage: `{{ card.date | date(site) }}`. `style` is `full`, `long`, `medium` or `short`; `month` or `short-month` for
    the month and the year, `year` for the year; or a Unicode date pattern such as `d MMMM`. Instead of the site it may
    be given a language, in which it writes Latin digits and the Gregorian calendar: `{{ card.date | date("de") }}`.
    """
    if isinstance(site, str):
        return day_text(moment.day, site, style)
    return day_text(moment.day, site.language, style, site.digits, site.calendar)


def period(moment: Moment, site: SiteView, style: str = "month") -> str:
    """The month or the year of an archive or a chart, which is Gregorian in every calendar, by the first day of it.

    Usage: `{{ month.first | period(site) }}`. `style` is that of `date`.
    """
    return day_text(moment.day, site.language, style, site.digits)


def number(count: int, site: SiteView) -> str:
    """A count in the grouping and the digits of the site's language, such as `1,234`.

    Usage: `{{ term.count | number(site) }}`.
    """
    return number_text(count, site.language, site.digits)


def digits(text: object, site: SiteView) -> str:
    """A text or a number with its digits in those of the site, such as the name of a year or a running time.

    Usage: `{{ year.title | digits(site) }}`.
    """
    return in_digits(str(text), site.language, site.digits)


def locale(site: SiteView) -> str:
    """The language of the site with its digits and its calendar, for `Intl` in scripts (BCP 47, extension u).

    Usage: `<html data-locale="{{ site | locale }}">`.
    """
    calendar = "persian" if site.calendar == "persian" else "gregory"
    return f"{site.language}-u-ca-{calendar}-nu-{numbering_system(site.language, site.digits)}"


def listed(items: Iterable[object], site: SiteView) -> Markup:
    """Items as a list in a sentence of the site's language, such as “A, B and C”. What is no HTML is escaped.

    Usage: `{{ words.by(names=authors | linked | listed(site)) }}`.
    """
    shown = list(map(escaped, items))
    around = map(escaped, between(len(shown), site.language))
    return Markup("".join(chain.from_iterable(zip_longest(around, shown, fillvalue=""))))  # noqa: S704 (all escaped)


def linked(items: Iterable[Any]) -> list[Markup]:
    """The titles of views as links to their `url`. A title without one, and a text, keeps its direction (`<bdi>`)."""
    return [_link(item) for item in items]


def _link(item: Any) -> Markup:
    title = escaped(item if isinstance(item, str) else item.title)
    if not isinstance(item, str) and item.url:
        return Markup(f'<a href="{escaped(item.url)}" dir="auto">{title}</a>')  # noqa: S704 (all escaped)
    return Markup(f"<bdi>{title}</bdi>")  # noqa: S704 (all escaped)


def image(picture: Picture, loading: Loading = "lazy") -> Html:
    """A picture with its smaller files and its size, as `<img>` or `<picture>`.

    Usage: `{{ article.picture | image("first") }}`. It loads when a reader comes near (`lazy`), with the page
    (`eager`), or before all others (`first`).
    """
    return Html(picture_element(picture.url, picture.alt, picture.shown, loading))


def up(head: Head, site: SiteView) -> str:
    """The way from a page to the folder of the site, such as `../../`, for pages that are opened as files."""
    return "../" * head.url.count("/", len(site.origin) + len(site.root)) or "./"


@lru_cache(maxsize=1_000)
def written_in(language: str) -> Html:
    """The attributes `lang` and `dir` of an element, as in `<h1{{ card.lang | written_in }}>`.

    For an empty language, that of the site, the result is `dir="auto"`: browsers then detect the direction of short
    texts.
    """
    return Html(f' lang="{escape(language)}" dir="{direction(language)}"' if language else ' dir="auto"')


def isolated(text: str) -> Html:
    """A text whose web addresses keep their direction, so that they read right among words from right to left."""
    return Html(_ADDRESS.sub(r"<bdi>\g<0></bdi>", str(escape(text))))


_ADDRESS = re.compile(r"https?://\S+")


def asset(name: str, site: SiteView) -> Asset:
    """A style sheet or script in `static/`, by its name.

    Usage: `{{ ("style.css" | asset(site)).url }}`.
    """
    for item in site.assets:
        if item.name == name:
            return item
    hint = did_you_mean(name, [item.name for item in site.assets])
    raise ValueError(f"found no style sheet or script (.css, .js, .mjs) “{name}” in static/; {hint}")


def csp_hash(code: object) -> Html:
    """The hash of an inline script or style for a Content Security Policy, so that only this one may run."""
    return _csp_hash(_text(code))


@lru_cache(maxsize=100)  # All pages have the same script at their head.
def _csp_hash(code: str) -> Html:
    digest = hashlib.sha256(code.encode()).digest()
    return Html(f"'sha256-{base64.b64encode(digest).decode()}'")


def json_ld(data: dict[str, Any]) -> Html:
    """Data as JSON without empty values; safe inside `<script type="application/ld+json">`."""
    text = msgspec.json.encode(_said(data)).decode()
    return Html(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def breadcrumbs(trail: Sequence[Crumb], site: SiteView, names: Mapping[str, str]) -> dict[str, Any]:
    """The breadcrumb trail of a page as a schema.org `BreadcrumbList`, without steps that have no page.

    Usage: `{{ head.trail | breadcrumbs(site, words.lists) | json_ld }}`.
    """
    steps = [
        {
            "@type": "ListItem",
            "position": n,
            "name": _name(crumb, site.language) or names[crumb.kind],
            "item": {"@type": "WebPage", "@id": absolute(crumb.url, site)},
        }
        for n, crumb in enumerate((crumb for crumb in trail if crumb.url), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps} if steps else {}


def _name(crumb: Crumb, language: str) -> str:
    return date(crumb.first, language, "month" if crumb.kind == "month" else "long") if crumb.first else crumb.title


def _text(code: object) -> str:
    return code.text if isinstance(code, Html) else str(code)


def _said(data: Any) -> Any:
    """The data without empty values. Texts that were escaped for HTML are unescaped."""
    if isinstance(data, str):
        return data.unescape() if isinstance(data, Markup) else data
    if isinstance(data, dict):
        found = ((name, value if type(value) is str else _said(value)) for name, value in data.items())
        return {name: value for name, value in found if value or _says(value)}
    if isinstance(data, list | tuple):
        return [value for value in map(_said, data) if value or _says(value)]
    return data


def _says(value: object) -> bool:
    """True if a value that counts as false says something: `false`, or zero."""
    return value is not None and not isinstance(value, str | dict | list)


_PRINTABLE = (str, Html, int, float, jinja2.Undefined)


def printable(value: object) -> object:
    """A value that a template prints. Raises `TypeError` for objects without a text form."""
    if isinstance(value, _PRINTABLE):
        return value
    raise TypeError(f"it prints {type(value).__name__}, which is no text")


def escaped(value: object) -> str:
    """The HTML of a value that a template prints. Raises `TypeError` for objects without a text form."""
    if type(value) is str:
        # `escape` says the same of a text without these, but makes a copy of it.
        special = "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        return str(escape(value)) if special else value
    if isinstance(value, Html):
        return value.text
    if type(value) is int:
        return str(value)
    return value if isinstance(value, Markup) else str(escape(printable(value)))


OURS: Mapping[str, Callable[..., Any]] = {
    "absolute": absolute,
    "asset": asset,
    "bibtex": bibtex,
    "breadcrumbs": breadcrumbs,
    "by_letter": by_letter,
    "copies": copies,
    "corrections": corrections,
    "creators": creators,
    "coins": coins,
    "credited": credited,
    "csp_hash": csp_hash,
    "date": date,
    "digits": digits,
    "direction": direction,
    "forms": forms,
    "image": image,
    "in_sections": in_sections,
    "iso": iso,
    "in_words": in_words,
    "inverted": inverted,
    "isolated": isolated,
    "json_ld": json_ld,
    "language_name": language_name,
    "kicker": kicker,
    "linked": linked,
    "listed": listed,
    "locale": locale,
    "number": number,
    "period": period,
    "picture_urls": picture_urls,
    "plain": plain,
    "ris": ris,
    "translated": translated,
    "up": up,
    "videos": videos,
    "written_in": written_in,
}

FILTERS: Mapping[str, Callable[..., Any]] = {name: jinja2.filters.FILTERS[name] for name in _OF_JINJA} | dict(OURS)
