"""Limits of fetching a document from the web."""

from __future__ import annotations

from typing import NamedTuple

_FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, */*;q=0.5"


class FetchLimits(NamedTuple):
    """The limits of fetching.

    Attributes:
        most: bytes that all answers for one document may have together, before and after decompression
        seconds: seconds for one document with its redirects
        pause: seconds between two requests to one host
        longest_wait: seconds that a host may ask to wait for before it is given up
        accepted: media types that are asked for
        what: the document, in words

    """

    most: int
    seconds: float
    pause: float = 0.0
    longest_wait: float = 0.0
    accepted: str = _FEEDS
    what: str = "a feed"


FEED_LIMITS = FetchLimits(20_000_000, 60.0, 1.0, 30.0)
"""The limits for each of several feeds."""

PAGE_LIMITS = FetchLimits(50_000_000, 60.0, 1.0, 30.0, "text/html, application/xhtml+xml, */*;q=0.1", "a page")
"""The limits for a page."""
