"""Names of elements of feeds, whatever prefix and version of a namespace a feed uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

XHTML = "http://www.w3.org/1999/xhtml"

_SPACES: Mapping[str, str] = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss/": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.pheedo.com/namespace/pheedo": "pheedo",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/xml/1998/namespace": "xml",
    XHTML: "xhtml",
}
"""Prefixes of namespaces, which are compared in small letters."""

_CORE = ("http://purl.org/rss/1.0/", "http://my.netscape.com/", "http://channel.netscape.com/", "backend.userland.com")
"""Beginnings and parts of the namespaces of RSS."""


def name_of(element: Any) -> str:
    """The name of an element as `prefix:name`, or as `name` in RSS; in small letters. Empty for an entity."""
    if not isinstance(element.tag, str):
        return ""
    written, _, local = element.tag.lower().rpartition("}")
    space = written.removeprefix("{")
    if not space or ("modules" not in space and any(part in space for part in _CORE)):
        # Without a declaration the prefix is a part of the name.
        return str(local)
    prefix = _SPACES.get(space) or (element.prefix or "").lower()
    return f"{prefix}:{local}" if prefix else str(local)
