"""What a feed holds, whatever its format. All URLs are absolute, those inside content too."""

from __future__ import annotations

from tagarchive.dates import Moment
from tagarchive.views.parts import Markup, View


class FeedCategory(View, frozen=True, kw_only=True):
    """A tag of a feed's entry."""

    term: str
    """The tag as readers see it."""
    scheme: str
    """Absolute address of its archive."""


class FeedEntry(View, frozen=True, kw_only=True):
    """An article in a feed. All its URLs are absolute, those in its content too."""

    guid: str
    """Its id, the same for life and in every feed."""
    url: str
    """Address of its page."""
    title: str
    """The headline."""
    summary: str
    """A sentence or two of plain text, or nothing."""
    before: str
    """HTML before its text: its picture."""
    content: Markup
    """Its text, or nothing."""
    after: str
    """HTML after its text: its corrections, and whose text it is."""
    language: str
    """The language of its text where it is not the feed's, else nothing."""
    published: Moment
    """When it was published."""
    updated: Moment
    """When it last changed."""
    authors: tuple[str, ...]
    """Who wrote it."""
    categories: tuple[FeedCategory, ...]
    """What it is filed under."""
    source_name: str
    """Who published the original, or nothing."""
    source_feed: str
    """Address of the publisher's feed, or nothing."""


class FeedView(View, frozen=True, kw_only=True):
    """A feed. All its URLs are absolute."""

    title: str
    """Name of the feed."""
    description: str
    """One sentence about it."""
    url: str
    """Address of the page that it belongs to."""
    self_url: str
    """Its own address."""
    language: str
    """Language of the site."""
    rights: str
    """A line about copyright or licence, or nothing."""
    updated: Moment
    """The newest change among its entries."""
    entries: tuple[FeedEntry, ...]
    """Newest first."""
