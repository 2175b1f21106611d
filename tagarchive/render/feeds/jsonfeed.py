"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

import msgspec

from tagarchive.render.feeds.html import content_of
from tagarchive.views.feeds import FeedEntry, FeedMedia, FeedView


def json_feed(view: FeedView) -> bytes:
    """The feed as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.url,
        "feed_url": view.self_url,
        "description": view.description,
        "icon": view.icon.url if view.icon else "",
        "favicon": view.favicon,
        "language": view.language,
        "hubs": [{"type": "WebSub", "url": view.hub}] if view.hub else [],
    }
    items = [_said(_item(entry)) for entry in view.entries]
    return msgspec.json.format(msgspec.json.encode({**_said(feed), "items": items})) + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    content = content_of(entry)
    return {
        "id": entry.guid,
        "url": entry.url,
        "external_url": entry.original,
        "title": entry.title,
        "content_html": content,
        "content_text": "" if content else entry.summary or entry.title,
        "summary": entry.summary,
        "image": entry.image.url if entry.image else "",
        "date_published": entry.published.text,
        "date_modified": entry.updated.text,
        "authors": [{"name": name} for name in entry.authors],
        "tags": [category.term for category in entry.categories],
        "language": entry.language if entry.foreign else "",
        "attachments": [_attachment(media) for media in entry.media],
    }


def _attachment(media: FeedMedia) -> dict[str, Any]:
    length = {"size_in_bytes": media.length} if media.length else {}
    duration = {"duration_in_seconds": media.seconds} if media.seconds else {}
    return {"url": media.url, "mime_type": media.media_type, **length, **duration}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values that are not empty."""
    return {name: value for name, value in values.items() if value}
