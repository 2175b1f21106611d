"""Views of feeds, the same for every format. All URLs are absolute, also those inside content."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.common import Alternate, Markup, View


class FeedCategory(View, frozen=True, kw_only=True):
    """A tag of a feed entry."""

    term: str
    """Name of the tag."""
    scheme: str
    """Absolute URL of the tag archive."""


class FeedMedia(View, frozen=True, kw_only=True):
    """A picture, audio file or video of an entry."""

    url: str
    """Absolute URL of the file."""
    media_type: str
    """Media type of the file."""
    length: int
    """Size in bytes, or 0 if unknown."""
    width: int
    """Width of a picture in pixels, or 0."""
    height: int
    """Height of a picture in pixels, or 0."""
    alt: str
    """Alternative text of a picture."""
    seconds: int = 0
    """Running time of a sound or video in seconds, or 0 if unknown."""


class FeedEntry(View, frozen=True, kw_only=True):
    """An article as a feed entry. All URLs are absolute, also those in the content."""

    guid: str
    """Permanent id, the same in every feed."""
    url: str
    """URL of the article's page."""
    title: str
    """The headline."""
    summary: str
    """One or two sentences of plain text, or nothing."""
    before: str
    """HTML before the text: the picture at the head, the key points and the dateline."""
    content: Markup
    """Text of the article, or nothing."""
    after: str
    """HTML after the text: further pictures, credits, films, rights, corrections and the source."""
    language: str
    """Language of the text."""
    foreign: bool
    """True if the language of the text is not the language of the feed."""
    published: Moment
    """Publication date."""
    updated: Moment
    """Date of the last change, or the date on which the article was filed if that is later."""
    filed: Moment | None
    """Date on which the article was filed, if its front matter gives one."""
    authors: tuple[str, ...]
    """Names of the authors."""
    categories: tuple[FeedCategory, ...]
    """Tags of the article."""
    original: str
    """Absolute URL of the original, or of a copy if it is no longer there, or nothing."""
    translations: tuple[Alternate, ...]
    """The other languages that the article is in."""
    image: FeedMedia | None
    """Picture at the head. Readers that show `image` beside the content would show further ones twice."""
    media: tuple[FeedMedia, ...]
    """Audio files and videos in the article."""
    rights: str
    """Copyright or licence line of the article, or nothing."""
    source_name: str
    """Name of the original's publisher if `source_feed` is given, else nothing."""
    source_feed: str
    """URL of the publisher's feed, or nothing."""


class PodcastView(View, frozen=True, kw_only=True):
    """A feed as a podcast."""

    author: str
    """Name of who makes it."""
    email: str
    """E-mail address of its owner, or nothing."""
    categories: tuple[tuple[str, str], ...]
    """Categories of Apple Podcasts: each by the top one and the one below it, which may be empty."""
    explicit: bool
    """True if its language is strong."""
    kind: str
    """`episodic` or `serial`."""
    image: str
    """URL of its cover; empty if its file is missing."""


class FeedView(View, frozen=True, kw_only=True):
    """A feed. All its URLs are absolute."""

    title: str
    """Name of the feed."""
    description: str
    """One sentence about the feed."""
    url: str
    """URL of the page that the feed belongs to."""
    format: str
    """`rss`, `atom` or `json`."""
    self_url: str
    """URL of the feed itself."""
    current: str
    """URL of the subscription document if this document is an archive of it (RFC 5005), or nothing."""
    previous: str
    """URL of the archive document with the next older entries (RFC 5005), or nothing."""
    icon: FeedMedia | None
    """The icon of `site.toml`, if it names one."""
    favicon: str
    """URL of a small picture for the feed."""
    hub: str
    """URL of a WebSub hub, or nothing."""
    language: str
    """Language of the site."""
    rights: str
    """Copyright or licence line, or nothing."""
    podcast: PodcastView | None
    """The feed as a podcast, if it is one."""
    updated: Moment
    """Date of the newest change among the entries."""
    entries: tuple[FeedEntry, ...]
    """Entries, newest first."""
