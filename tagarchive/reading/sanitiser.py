"""Which HTML an author's text may hold.

What other people wrote is not to be trusted, and clippings are written by other people. The sanitiser (nh3)
also gives HTML one form: names in lower case, every value in double quotes, "<" always escaped in text and
in values. `pieces` relies on that form to find tags with a regular expression and miss none.
"""

from __future__ import annotations

import re
from collections import Counter

import nh3

from tagarchive.reading.link_targets import SCHEMES

_SAFE_TAGS = (
    nh3.ALLOWED_TAGS | {"audio", "video", "source", "track", "iframe", "section", "tfoot"}
    # Obsolete, or landmarks that only the theme may set.
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
    """A cleaner for the HTML of a text: by the allow-list, or, for trusted authors, anything but comments."""
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
"""Elements of HTML in one another that are shown; browsers go about as deep."""

_ELEMENT = re.compile(r"<(/?)([a-zA-Z][\w-]*)")

_FLAT = frozenset(
    "area base br caption col colgroup dd dt embed hr img input li link meta optgroup option p param rp rt source "
    "tbody td tfoot th thead tr track wbr".split()
)
"""Elements that are empty, or that others of their kind or their parent close."""


def is_too_deep(html: str) -> bool:
    """Whether elements stand in one another deeper than makes sense: at each, all around it take the sanitiser time."""
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
