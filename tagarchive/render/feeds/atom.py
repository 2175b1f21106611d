"""Atom (RFC 4287) with archive documents (RFC 5005), through feedgen.

feedgen 1.0 drops `rel` and `type` of the links of an entry and does not support archive links. Both are added to its
tree.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from feedgen.entry import FeedEntry as Entry
from feedgen.feed import FeedGenerator
from lxml import etree

from tagarchive.render.feeds.html import content_of
from tagarchive.render.feeds.xml import MOST_REMEMBERED, XML, add_archive_links, document, fragment, parsed
from tagarchive.views.feeds import FeedEntry, FeedView


def atom(view: FeedView) -> bytes:
    """The feed as Atom (RFC 4287)."""
    feed = FeedGenerator()
    feed.id(view.current or view.self_url)
    feed.title(view.title)
    feed.subtitle(view.description)
    feed.language(view.language)
    feed.generator("tagarchive")
    feed.icon(view.favicon)
    if view.icon:
        feed.logo(view.icon.url)
    if view.rights:
        feed.rights(view.rights)
    feed.updated(view.updated.when())
    # An entry without an author requires an author of the feed (RFC 4287, 4.1.1).
    feed.author({"name": view.title})
    feed.link(href=view.self_url, rel="self", type="application/atom+xml")
    feed.link(href=view.url, rel="alternate", type="text/html")
    root = parsed(feed.atom_str(), {})
    add_archive_links(root, view)
    return document(root, b"</feed>", map(_entry, view.entries))


@lru_cache(maxsize=MOST_REMEMBERED)
def _entry(view: FeedEntry) -> bytes:
    entry = Entry()
    _add(entry, view)
    node = entry.atom_entry()
    _complete(node, view)
    return fragment(node, 1)


def _add(entry: Entry, view: FeedEntry) -> None:
    entry.id(view.guid)
    entry.title(view.title)
    entry.link(href=view.url, rel="alternate", type="text/html")
    if view.summary:
        entry.summary(view.summary)
    content = content_of(view)
    if content:
        entry.content(content, type="html")
    entry.published(view.published.when())
    entry.updated(view.updated.when())
    if view.rights:
        entry.rights(view.rights)
    entry.author([{"name": name} for name in view.authors])
    entry.category(
        [{"term": category.term, "scheme": category.scheme, "label": category.term} for category in view.categories]
    )


def _complete(node: Any, entry: FeedEntry) -> None:
    """Adds what feedgen leaves out. Its entries are in no namespace: the feed around them declares that of Atom."""
    link = node.find("link")
    link.set("rel", "alternate")
    link.set("type", "text/html")
    for media in reversed(entry.media):
        more = {"length": str(media.length)} if media.length else {}
        link.addnext(etree.Element("link", rel="enclosure", href=media.url, type=media.media_type, **more))
    if entry.original:
        link.addnext(etree.Element("link", rel="via", href=entry.original))
    for one in reversed(entry.translations):
        # Not `alternate`: of several, some readers open the first, and others the last, for the article itself.
        link.addnext(etree.Element("link", rel="related", type="text/html", hreflang=one.lang, href=one.url))
    if entry.foreign:
        node.set(f"{{{XML}}}lang", entry.language)
