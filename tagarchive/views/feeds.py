"""What a feed holds, whatever its format. All URLs are absolute, those inside content too."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.common import Markup, View


class FeedCategory(View, frozen=True, kw_only=True):
    """A tag of a feed's entry."""

    term: str
    """The tag as readers see it."""
    scheme: str
    """Absolute address of its archive."""


class FeedMedia(View, frozen=True, kw_only=True):
    """A picture, a sound or a film that belongs to an entry."""

    url: str
    """Its absolute address."""
    media_type: str
    """Its media type."""
    length: int
    """Its bytes; 0 where nobody knows."""
    width: int
    """The width of a picture in pixels, or 0."""
    height: int
    """The height of a picture in pixels, or 0."""
    alt: str
    """What a picture shows."""


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
    """The language of its text."""
    foreign: bool
    """True if that is not the language of the feed."""
    published: Moment
    """When it was published."""
    updated: Moment
    """When it last changed."""
    authors: tuple[str, ...]
    """Who wrote it."""
    categories: tuple[FeedCategory, ...]
    """What it is filed under."""
    original: str
    """Absolute address of the original, or nothing."""
    image: FeedMedia | None
    """The picture at its head."""
    media: tuple[FeedMedia, ...]
    """The sounds and films of the site that it shows."""
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
    format: str
    """`rss`, `atom` or `json`."""
    self_url: str
    """Its own address."""
    current: str
    """Address of the feed that this document is an archive of (RFC 5005), or nothing."""
    previous: str
    """Address of the archive document with what is older, or nothing."""
    hub: str
    """A WebSub hub, or nothing."""
    language: str
    """Language of the site."""
    rights: str
    """A line about copyright or licence, or nothing."""
    updated: Moment
    """The newest change among its entries."""
    entries: tuple[FeedEntry, ...]
    """Newest first."""
