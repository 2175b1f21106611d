"""Kinds of addresses by their form: pages, files, and feeds of other programs."""

from __future__ import annotations

import re

_NO_PAGE = re.compile(
    r"\.(?:avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp|aac|flac|m4a|mp3|og[agv]|opus|wav|avi|m[ko]v|m4v|mp4|webm"
    r"|bib|css|csv|docx?|epub|ics|m?js|json|md|od[pst]|pdf|pptx?|ris|rtf|tsv|txt|vtt|xlsx?|xml|7z|gz|tar|zip|woff2?)$",
    re.IGNORECASE,
)
"""Names of files that browsers do not show as pages."""

_FEED = re.compile(
    r"/(?:(?P<atom>feed/atom/?|atom|(?:[^/]*\.)?atom(?:\.xml)?)|(?P<json>[^/]*\.json)"
    r"|(?P<rss>feed/?|feed/(?:rss2?|rdf)/?|rss|rss2|[^/]*\.(?:xml|rss|rdf)))$",
    re.IGNORECASE,
)

_OF_A_TERM = re.compile(r"/(?:tag|tags|author|source|category)/[^/.]+/?", re.IGNORECASE)
"""The page of a tag, an author or a source. Its slug may look like the name of a feed."""


def is_file(address: str) -> bool:
    """True for the address of a file beside articles."""
    return address.startswith("/files/") and not address.endswith("/")


def has_page(address: str) -> bool:
    """True if a page in HTML can stand at an address; it can't at that of a picture, for example."""
    return not _NO_PAGE.search(address)


def feed_named(written: str) -> str:
    """The format of a feed by its address on another program's site, or "" if the address is not one of a feed.

    WordPress has `feed/` and `feed/atom/`, Hugo `index.xml`, Jekyll `feed.xml`, others `rss`, `rss.xml`, `x.atom` and
    similar names.
    """
    match = None if _OF_A_TERM.fullmatch(written) or is_file(written) else _FEED.search(written)
    return next((name for name, value in match.groupdict().items() if value), "") if match else ""
