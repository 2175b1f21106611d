"""The sanitiser of HTML in texts.

Texts are not trusted, because clippings are written by other people. The sanitiser (nh3) also normalises HTML: names
are in lower case, all values are in double quotes, and "<" is escaped in text and in values. `body_scanner` relies on
this form to find every tag with a regular expression.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

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
    "iframe": {"src", "data-poster"},
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

_MATH_TAGS = frozenset(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover".split()
)
"""Elements of MathML: those of MathML Core (W3C) without links and foreign content, and `menclose`."""

_MATH_ATTRIBUTES = {
    tag: set(
        "accent alttext columnalign columnlines columnspacing depth display displaystyle fence form height lspace "
        "linethickness mathcolor mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace "
        "scriptlevel separator stretchy voffset width".split()
    )
    for tag in _MATH_TAGS
}

ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i "
    "iframe image img input ins kbd label legend li link listing main map mark marquee math menu meta meter nav nobr "
    "noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc "
    "ruby s samp script search section select slot small source span strike strong style sub summary sup svg table "
    "tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split()
)
"""Elements of HTML, also obsolete ones. Without those that stand for a word more often, such as `<dir>`."""

RAW_TEXT = frozenset("iframe noembed noframes script style textarea title xmp".split())
"""Elements whose content is text up to their end tag, whatever it looks like."""


class Allowed(NamedTuple):
    """The elements and addresses that a sanitiser keeps.

    Attributes:
        tags: names of elements
        schemes: schemes of addresses

    """

    tags: frozenset[str]
    schemes: frozenset[str]


def allowed(*, trusted: bool = False, math: bool = False) -> Allowed:
    """The elements and addresses that `sanitiser` keeps."""
    formulas = _MATH_TAGS if math else frozenset[str]()
    if trusted:
        return Allowed(frozenset(_TRUSTED_TAGS | formulas), frozenset(nh3.ALLOWED_URL_SCHEMES))
    return Allowed(frozenset(_SAFE_TAGS | formulas), SCHEMES)


def sanitiser(*, trusted: bool = False, math: bool = False, schemes: Collection[str] = SCHEMES) -> nh3.Cleaner:
    """A cleaner of HTML: with an allow-list, or, for trusted authors, one that removes little more than comments.

    `math` allows formulas in MathML. `schemes` are those of addresses that texts may have.
    """
    tags = set(allowed(trusted=trusted, math=math).tags)
    if trusted:
        return nh3.Cleaner(
            tags=tags, clean_content_tags=set(), attributes={}, generic_attribute_prefixes={""}, link_rel=None
        )
    return nh3.Cleaner(
        tags=tags,
        attributes=_SAFE_ATTRIBUTES | (_MATH_ATTRIBUTES if math else {}),
        url_schemes=set(schemes),
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
    # The first count is the faster one.
    if html.count("<") <= DEEPEST or html.count("<") - html.count("</") <= DEEPEST:
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
