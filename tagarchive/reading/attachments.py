"""Inspection of files under `content/`: the size of a picture, and active content."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

from tagarchive.reading.pictures.facts import Size

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")

PAGES = (
    *(".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"),
    *(".xml", ".xsl", ".xslt", ".rdf", ".rss", ".atom", ".mml", ".svgz"),
)
"""Endings of files that browsers open as pages, which may run scripts (HTML Living Standard, 7.5; RFC 7303)."""

_MOST_PIXELS = 2**31
"""Exclusive maximum of the width and height of a picture."""


def size_of(path: str, data: bytes) -> Size | None:
    """The size of a picture; None if the file is broken or not a picture."""
    if not path.lower().endswith(PICTURES):
        return None
    import imagesize  # noqa: PLC0415 (few builds meet a new picture)

    with suppress(ValueError, OSError, ArithmeticError, struct.error):
        width, height = (round(side) for side in imagesize.get(io.BytesIO(data)))
        return Size(width, height) if 0 < width < _MOST_PIXELS and 0 < height < _MOST_PIXELS else None
    return None


def active_in(path: str, data: bytes) -> str:
    """A description of content that runs or loads something when a reader opens the file; empty if there is none."""
    name = path.lower()
    if name.endswith(PAGES):
        return "a file that browsers open as a page"
    if not name.endswith(".svg"):
        return ""
    from tagarchive.reading.drawings import drawing_of  # noqa: PLC0415 (few builds meet a new drawing)

    return drawing_of(data).active
