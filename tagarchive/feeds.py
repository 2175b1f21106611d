"""Feed views to bytes, through feedgen.

The order of calls matters to feedgen 1.0: the channel's link is the last link given, entries are put first
unless appended, and whatever date is left out becomes the clock's.
"""

from __future__ import annotations

from html import escape

import nh3
from feedgen.entry import FeedEntry as Entry
from feedgen.feed import FeedGenerator

from tagarchive.views.feeds import FeedEntry, FeedView
from tagarchive.views.parts import Html

_TAGS = (nh3.ALLOWED_TAGS | {"audio", "video", "source", "tfoot"}) - {"area", "center", "map", "rtc", "tt"}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "audio": {"src", "controls"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src", "controls", "width", "height"},
}


def rss(view: FeedView) -> bytes:
    """The feed as RSS 2.0 (rssboard.org/rss-specification)."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.title(view.title)
    feed.description(escape(view.description, quote=False))
    feed.language(view.language)
    feed.generator("tagarchive")
    feed.docs("https://www.rssboard.org/rss-specification")
    if view.rights:
        feed.copyright(view.rights)
    feed.lastBuildDate(view.updated.when())
    feed.link(href=view.self_url, rel="self", type="application/rss+xml")
    feed.link(href=view.url, rel="alternate")
    cleaner = nh3.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto", "tel"}
    )
    for entry in view.entries:
        _add(feed.add_entry(order="append"), entry, cleaner)
    rendered: bytes = feed.rss_str(pretty=True)
    return rendered


def _add(entry: Entry, view: FeedEntry, cleaner: nh3.Cleaner) -> None:
    entry.guid(view.guid, permalink=False)
    entry.title(view.title)
    entry.link(href=view.url, rel="alternate")
    content = cleaner.clean(_html(view))
    if view.summary:
        entry.description(escape(view.summary, quote=False))
    if content:
        entry.content(content, type="CDATA")
    entry.published(view.published.when())
    entry.updated(view.updated.when())
    if view.authors:
        entry.dc.dc_creator(list(view.authors))
    entry.category([{"term": one.term, "scheme": one.scheme} for one in view.categories])
    if view.source_feed:
        entry.source(view.source_feed, view.source_name)


def _html(view: FeedEntry) -> str:
    html = f"{view.before}{view.content.text if isinstance(view.content, Html) else ''}{view.after}"
    return f'<div lang="{view.language}" dir="auto">{html}</div>' if view.language and html else html
