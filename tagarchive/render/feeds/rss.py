"""RSS 2.0 (rssboard.org/rss-specification, rssboard.org/rss-profile), through feedgen.

The order of calls matters to feedgen 1.0: the last link becomes the link of the channel. A date that is not set
becomes the current time. Elements that feedgen does not support are added to its tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from feedgen.entry import FeedEntry as Entry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from tagarchive.render.feeds.html import content_of
from tagarchive.render.feeds.podcast import ITUNES, add_episode, add_podcast
from tagarchive.render.feeds.xml import ATOM, MOST_REMEMBERED, add_archive_links, document, element, fragment, parsed
from tagarchive.views.feeds import FeedEntry, FeedMedia, FeedView, PodcastView

MEDIA = "http://search.yahoo.com/mrss/"
"""Namespace of Media RSS (rssboard.org/media-rss)."""

_SPACES = {"media": MEDIA}
_ITEM_SPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
"""The namespaces that feedgen declares at the head of a feed."""

_PICTURES = ("image/png", "image/jpeg", "image/gif")
"""Media types that the picture of a channel may have."""

_WIDEST, _HIGHEST = 144, 400
"""Limits of the size that a channel may state of its picture, in pixels."""


def rss(view: FeedView) -> bytes:
    """The feed as RSS 2.0."""
    feed = FeedGenerator()
    feed.register_extension("dc", DcExtension, DcEntryExtension, atom=False, rss=True)
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
    if view.icon and view.icon.media_type in _PICTURES:
        feed.image(view.icon.url, view.title, view.url, *_shown_size(view.icon))
    podcast = view.podcast
    root = parsed(feed.rss_str(), _spaces(podcast))
    add_archive_links(root[0], view)
    if podcast:
        add_podcast(root[0], podcast)
    return document(root, b"  </channel>\n</rss>", (_item(entry, podcast) for entry in view.entries))


def _spaces(podcast: PodcastView | None) -> Mapping[str, str]:
    """The namespaces that a feed declares. That of podcasts is in their feeds alone."""
    return {**_SPACES, "itunes": ITUNES} if podcast else _SPACES


def _shown_size(icon: FeedMedia) -> tuple[str, ...]:
    """The width and height of the picture of a channel, as far as RSS allows it to state them."""
    within = 0 < icon.width <= _WIDEST and 0 < icon.height <= _HIGHEST
    return (str(icon.width), str(icon.height)) if within else ()


@lru_cache(maxsize=MOST_REMEMBERED)
def _item(view: FeedEntry, podcast: PodcastView | None) -> bytes:
    entry = Entry()
    entry.register_extension("dc", DcEntryExtension, atom=False, rss=True)
    _add(entry, view)
    item = entry.rss_entry()
    etree.Element("channel", nsmap={**_ITEM_SPACES, **_spaces(podcast)}).append(item)
    if view.filed:
        # RSS has a place for one date only, which stays that of publication.
        updated = element(ATOM, "updated")
        updated.text = view.updated.text
        item.append(updated)
    if view.image:
        item.append(_picture(view.image))
    if podcast:
        add_episode(item, view, podcast)
    return fragment(item, 2)


def _add(entry: Entry, view: FeedEntry) -> None:
    entry.guid(view.guid, permalink=False)
    entry.title(view.title)
    entry.link(href=view.url, rel="alternate")
    content = content_of(view)
    if view.summary:
        entry.description(escape(view.summary, quote=False))
    if content:
        # A parser reads no other ends of lines in CDATA.
        entry.content(content.replace("\r\n", "\n").replace("\r", "\n"), type="CDATA")
    entry.published(view.published.when())
    if view.authors:
        entry.dc.dc_creator(list(view.authors))
    if view.rights:
        entry.dc.dc_rights(view.rights)
    entry.category([{"term": category.term, "scheme": category.scheme} for category in view.categories])
    if view.media:
        # RSS readers expect one enclosure at most.
        entry.enclosure(view.media[0].url, str(view.media[0].length), view.media[0].media_type)
    if view.source_feed:
        entry.source(view.source_feed, view.source_name)


def _picture(image: FeedMedia) -> Any:
    size = {"width": str(image.width), "height": str(image.height)} if image.width else {}
    length = {"fileSize": str(image.length)} if image.length else {}
    content = element(MEDIA, "content", url=image.url, type=image.media_type, medium="image", **length, **size)
    etree.SubElement(content, f"{{{MEDIA}}}thumbnail", url=image.url, **size)
    if image.alt:
        etree.SubElement(content, f"{{{MEDIA}}}description", type="plain").text = image.alt
    return content
