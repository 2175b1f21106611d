"""The sanitiser of HTML in texts.

Texts are not trusted, because clippings are written by other people. The sanitiser (nh3) also normalises HTML: names
are in lower case, all values are in double quotes, and "<" is escaped in text and in values. `body_scanner` relies on
this form to find every tag with a regular expression.
"""

from __future__ import annotations

import re
from collections import Counter

import nh3

from tagarchive.reading.link_targets import SCHEMES

_SAFE_TAGS = (
    nh3.ALLOWED_TAGS | {"audio", "video", "source", "track", "iframe", "section", "tfoot"}
    # Obsolete elements, and landmarks, which only the theme may use.
) - {"acronym", "article", "center", "footer", "header", "hgroup", "nav", "strike", "tt", "map", "area", "rtc"}

_TRUSTED_TAGS = _SAFE_TAGS | set(
    "article button canvas datalist dialog fieldset footer form g header input label legend link main math menu "
    "meta meter nav noscript object optgroup option output path circle rect line polyline polygon text picture "
    "progress script search select slot style svg template textarea use".split()
)

_SAFE_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "audio": {"src", "loop"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "iframe": {"src"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "poster", "loop", "muted", "width", "height"},
}


def sanitiser(*, trusted: bool = False) -> nh3.Cleaner:
    """A cleaner of HTML: with an allow-list, or, for trusted authors, one that removes little more than comments."""
    if trusted:
        return nh3.Cleaner(
            tags=_TRUSTED_TAGS, clean_content_tags=set(), attributes={}, generic_attribute_prefixes={""}, link_rel=None
        )
    return nh3.Cleaner(
        tags=_SAFE_TAGS,
        attributes=_SAFE_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        filter_style_properties={"text-align"},
        link_rel=None,
    )


DEEPEST = 500
"""Maximum depth of nested elements; the limit of browsers is similar."""

_ELEMENT = re.compile(r"<(/?)([a-zA-Z][\w-]*)")

_FLAT = frozenset(
    "area base br caption col colgroup dd dt embed hr img input li link meta optgroup option p param rp rt source "
    "tbody td tfoot th thead tr track wbr".split()
)
"""Elements that are empty, or that the next element or the end of the parent closes."""


def is_too_deep(html: str) -> bool:
    """True if elements are nested deeper than `DEEPEST`; the time of the sanitiser grows with depth."""
    if html.count("<") - html.count("</") <= DEEPEST:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for closing, written in _ELEMENT.findall(html):
        name = written.lower()
        step = -1 if closing else 1
        if name not in _FLAT and (step > 0 or opened[name]):
            opened[name] += step
            depth += step
            if depth > DEEPEST:
                return True
    return False
