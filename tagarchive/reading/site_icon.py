"""The icon of the site as `site.toml` names it."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from tagarchive.core.errors import Written

WrittenIcon = Annotated[Written, "icon"]

ICON_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
"""Media types of icons by file extension."""

AN_ICON = "a picture in static/ such as icon.png: PNG, JPEG, GIF, WebP or SVG"


def icon_address(written: str) -> str:
    """The address of a picture in `static/`, from its path there or its address."""
    path = unicodedata.normalize("NFC", written.removeprefix("/").removeprefix("static/"))
    if {"", ".", ".."} & set(path.split("/")) or type_of_icon(path) == "":
        raise ValueError(AN_ICON)
    return f"/{path}"


def type_of_icon(path: str) -> str:
    """The media type of a picture that may be an icon; empty for other files."""
    return ICON_TYPES.get(path.rpartition(".")[2].lower(), "")
