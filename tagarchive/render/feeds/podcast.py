"""The elements of podcasts in RSS (podcasters.apple.com, "A podcaster's guide to RSS").

feedgen 1.0 has them in an older form: it refuses `true` and `false`, and pictures that end in `.jpeg`.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from tagarchive.views.feeds import FeedEntry, PodcastView

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
"""Namespace of the elements."""


def add_podcast(channel: Any, podcast: PodcastView) -> None:
    """Adds to a channel what makes it a podcast."""
    _said(channel, "author", podcast.author)
    for top, below in podcast.categories:
        category = _element(channel, "category", text=top)
        if below:
            _element(category, "category", text=below)
    _said(channel, "explicit", _truth(explicit=podcast.explicit))
    if podcast.image:
        _element(channel, "image", href=podcast.image)
    if podcast.email:
        owner = _element(channel, "owner")
        _said(owner, "name", podcast.author)
        _said(owner, "email", podcast.email)
    _said(channel, "type", podcast.kind)


def add_episode(item: Any, entry: FeedEntry, podcast: PodcastView) -> None:
    """Adds to an item with an enclosure what makes it an episode."""
    media = entry.media[:1]
    if not media:
        return
    _said(item, "author", ", ".join(entry.authors))
    _said(item, "duration", str(media[0].seconds or ""))
    _said(item, "explicit", _truth(explicit=podcast.explicit))


def _truth(*, explicit: bool) -> str:
    return "true" if explicit else "false"


def _element(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{ITUNES}}}{name}", attributes)


def _said(parent: Any, name: str, text: str) -> None:
    if text:
        _element(parent, name).text = text
