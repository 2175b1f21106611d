"""The HTML of feed entries for feed readers: without scripts, forms, players and styles."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import nh3

from tagarchive.reading.markdown import tasks
from tagarchive.reading.plain_text import with_latex
from tagarchive.render.locales import direction
from tagarchive.views.common import Html
from tagarchive.views.feeds import FeedEntry

_TAGS = (nh3.ALLOWED_TAGS | {"audio", "video", "source", "tfoot"}) - {"area", "center", "map", "rtc", "tt"}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "audio": {"src"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src", "type"},
    "table": {"border", "cellpadding"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src", "poster", "title", "width", "height"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto", "tel"}
)
_PLAYER = re.compile(r"<(audio|video)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_SRC, _POSTER = re.compile(r' src="([^"]*)"'), re.compile(r' poster="([^"]*)"')


def content_of(entry: FeedEntry) -> str:
    """The sanitised HTML of an entry: its text with the parts before and after it; empty if it has none.

    nh3 normalises the HTML, so a regular expression finds players reliably.
    """
    html = f"{entry.before}{entry.content.text if isinstance(entry.content, Html) else ''}{entry.after}"
    return _content(html, entry.language, foreign=entry.foreign) if html else ""


@lru_cache(maxsize=2_000)
def _content(html: str, language: str, *, foreign: bool) -> str:
    # Feed readers drop styles. Without these attributes they show tables without borders.
    # Many feed readers drop MathML, and show neither fractions nor roots then.
    html = with_latex(tasks.with_characters(html), r"<code>\1</code>")
    clean = _CLEANER.clean(html.replace("<table>", '<table border="1" cellpadding="4">'))
    linked = _PLAYER.sub(_link, clean)
    towards = direction(language)
    # Feed readers render text from left to right by default, whatever the language of the feed.
    said = foreign or towards == "rtl"
    return f'<div lang="{escape(language)}" dir="{towards}">{linked}</div>' if said else linked


def _link(player: re.Match[str]) -> str:
    """A link in place of an audio or video player, with its poster if it has one. Feed readers have no players."""
    src = _SRC.search(player[2]) or _SRC.search(player[3])
    if src is None:
        return ""
    poster = _POSTER.search(player[2])
    name = src[1].rpartition("/")[2]
    shown = f'<img src="{poster[1]}" alt="{name}">' if poster else name
    return f'<a href="{src[1]}">{shown}</a>'
