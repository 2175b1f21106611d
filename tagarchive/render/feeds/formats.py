"""The feed writers by format: RSS 2.0 and Atom through feedgen, and JSON Feed."""

from __future__ import annotations

from tagarchive.render.feeds.atom import atom
from tagarchive.render.feeds.jsonfeed import json_feed
from tagarchive.render.feeds.rss import rss
from tagarchive.views.feeds import FeedView

_WRITERS = {"rss": rss, "atom": atom, "json": json_feed}


def feed(view: FeedView) -> bytes:
    """The feed in its format."""
    return _WRITERS[view.format](view)
