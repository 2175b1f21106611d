"""The filters for templates. All are pure, so a page is a function of its view."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import jinja2
import jinja2.filters
import msgspec
from babel.core import get_global
from markupsafe import Markup, escape

from tagarchive.core.dates import Moment
from tagarchive.core.errors import did_you_mean
from tagarchive.core.names import inverted
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
from tagarchive.render.sections import by_letter, in_sections
from tagarchive.views.common import Asset, Crumb, Head, Html, SiteView

_OF_JINJA = (
    "abs attr batch capitalize center count d default e escape filesizeformat first float format groupby indent int "
    "join last length list lower map max min reject rejectattr replace reverse round select selectattr slice sort "
    "string striptags sum title tojson trim truncate unique upper urlencode wordcount wordwrap xmlattr"
).split()


def date(moment: Moment, language: str, style: str = "long") -> str:
    """The day of a moment in the format of a language.

    Usage: `{{ card.date | date(site.language) }}`. `style` is `full`, `long`, `medium` or `short`, `month`
    for the month and the year, or a Unicode date pattern such as `d MMMM`.
    """
    return day_text(moment.day, language, style)


def direction(language: str) -> str:
    """The direction of a language's script, `ltr` or `rtl`, as in `dir="{{ site.language | direction }}"`."""
    name, *subtags = language.split("-")
    likely = get_global("likely_subtags").get(get_global("language_aliases").get(name, name).partition("_")[0], "")
    scripts = [tag for tag in (*subtags, *likely.split("_")[1:]) if len(tag) == _SCRIPT_LENGTH]
    return "rtl" if scripts and scripts[0].capitalize() in _RIGHT_TO_LEFT else "ltr"


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
    assets = {item.name: item for item in site.assets}
    if name not in assets:
        hint = did_you_mean(name, assets)
        raise ValueError(f"found no style sheet or script (.css, .js, .mjs) “{name}” in static/; {hint}")
    return assets[name]


def csp_hash(code: object) -> Html:
    """The hash of an inline script or style for a Content Security Policy, so that only this one may run."""
    digest = hashlib.sha256(_text(code).encode()).digest()
    return Html(f"'sha256-{base64.b64encode(digest).decode()}'")


def json_ld(data: dict[str, Any]) -> Html:
    """Data as JSON without empty values; safe inside `<script type="application/ld+json">`."""
    text = msgspec.json.encode(_said(data)).decode()
    return Html(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def breadcrumbs(trail: Sequence[Crumb], site: SiteView, names: Mapping[str, str]) -> dict[str, Any]:
    """The breadcrumb trail of a page as a schema.org `BreadcrumbList`, without steps that have no page.

    Usage: `{{ head.trail | breadcrumbs(site, LISTS) | json_ld }}`.
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
        return {name: said for name, value in data.items() if (said := _said(value)) not in _NOTHING}
    if isinstance(data, list | tuple):
        return [said for value in data if (said := _said(value)) not in _NOTHING]
    return data


_NOTHING: tuple[object, ...] = ("", None, {}, [])


_PRINTABLE = (str, Html, int, float, jinja2.Undefined)


def printable(value: object) -> object:
    """A value that a template prints. Raises `TypeError` for objects without a text form."""
    if isinstance(value, _PRINTABLE):
        return value
    raise TypeError(f"it prints {type(value).__name__}, which is no text")


_SPECIAL = re.compile("[&<>'\"]")


def escaped(value: object) -> str:
    """The HTML of a value that a template prints. Raises `TypeError` for objects without a text form."""
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return escape(printable(value))


_SCRIPT_LENGTH = 4
_RIGHT_TO_LEFT = frozenset("Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi".split())
"""Scripts in use that run from right to left (ISO 15924)."""

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
    "direction": direction,
    "in_sections": in_sections,
    "iso": iso,
    "inverted": inverted,
    "isolated": isolated,
    "json_ld": json_ld,
    "language_name": language_name,
    "picture_urls": picture_urls,
    "plain": plain,
    "ris": ris,
    "translated": translated,
    "up": up,
    "videos": videos,
    "written_in": written_in,
}

FILTERS: Mapping[str, Callable[..., Any]] = {name: jinja2.filters.FILTERS[name] for name in _OF_JINJA} | dict(OURS)
