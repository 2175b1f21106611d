"""Headers of files for hosts that keep them: the media type, and the time for which a copy may be kept."""

from __future__ import annotations

import mimetypes

from tagarchive.build.published_manifest import NAME
from tagarchive.build.publishing_order import rank
from tagarchive.core.content_names import in_search_index, is_named_by_content, is_search_chunk, is_smaller_picture
from tagarchive.core.urls import OutPath
from tagarchive.deploy.target import WORK_FOLDER

_BY_NAME = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "_redirects": "text/plain",
}
_BY_ENDING = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "opml": "text/x-opml",
    "webmanifest": "application/manifest+json",
    "ico": "image/vnd.microsoft.icon",
    "avif": "image/avif",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
    "pagefind": "application/octet-stream",
    "pf_filter": "application/octet-stream",
    "pf_fragment": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "pf_order": "application/octet-stream",
}

_FOR_EVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=300"
_LONG = "public, max-age=86400"

_OF_THE_LIBRARY = mimetypes.MimeTypes()
"""The types that the Python library knows, which are the same on every machine."""


def media_type(path: OutPath) -> str:
    """The media type of a file, with the encoding of a text."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    found = _BY_NAME.get(name) or _BY_ENDING.get(ending) or _OF_THE_LIBRARY.guess_type(name)[0]
    kind = found or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json", "x-bibtex", "information-systems"))
    return f"{kind}; charset=utf-8" if is_text else kind


def cache_time(path: OutPath) -> str:
    """The value of `Cache-Control` (RFC 9111): a file named by its content never changes, pages and feeds do."""
    if path == NAME or path.startswith(f"{WORK_FOLDER}/"):
        return "no-cache"
    if is_named_by_content(path) or is_smaller_picture(path) or is_search_chunk(path):
        return _FOR_EVER
    if in_search_index(path):
        return _SHORT
    return _SHORT if rank(path, ()) else _LONG
