"""Media types of the files of entries."""

from __future__ import annotations

from mimetypes import MimeTypes
from urllib.parse import urlsplit

_TYPES = MimeTypes()
"""The types of Python, without those of the system, which differ between machines."""
_MORE = {
    ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".flac": "audio/flac",
}  # fmt: skip (a table)


def media_type_of(url: str, stated: str = "", medium: str = "") -> str:
    """The type of a file: as it is stated, else by its medium or the end of its address; empty if unknown."""
    written = stated.strip().lower().partition(";")[0]
    if "/" in written and written not in ("application/octet-stream", "binary/octet-stream"):
        return written
    if medium.strip().lower() in ("image", "audio", "video"):
        return f"{medium.strip().lower()}/*"
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return ""
    return _MORE.get(path[path.rfind(".") :] if "." in path else "") or _TYPES.guess_type(path)[0] or ""
