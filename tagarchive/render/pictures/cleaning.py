"""Pictures without what they say of people and places: positions, owners, cameras, comments, previews, further files.

Pixels stay as they are, and so do colour profiles, frames, and the tag that says which way up a picture is: to turn a
photo once and for all would cost quality, and browsers turn it by the tag (CSS Images 3, `image-orientation`). They do
not in WebP, so such a picture is turned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tagarchive.reading.drawings import drawing_of
from tagarchive.reading.pictures.formats import format_named, format_of
from tagarchive.render.pictures.damage import DamagedError
from tagarchive.render.pictures.exif import UPRIGHT
from tagarchive.render.pictures.gif import cleaned_gif
from tagarchive.render.pictures.iso_media import cleaned_iso_media
from tagarchive.render.pictures.jpeg import cleaned_jpeg
from tagarchive.render.pictures.png import cleaned_png
from tagarchive.render.pictures.webp import cleaned_webp, way_up

_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "avif": cleaned_iso_media,
    "gif": cleaned_gif,
    "heic": cleaned_iso_media,
    "jpeg": cleaned_jpeg,
    "png": cleaned_png,
    "webp": cleaned_webp,
}


class WrongEndingError(DamagedError):
    """A file is not in the format that its ending says. `format` is the one that it is in; empty if that is unknown."""

    def __init__(self, message: str, format_: str) -> None:
        super().__init__(message)
        self.format = format_


def cleaned(path: str, data: bytes) -> bytes:
    """The bytes to publish of a picture at a path. Raises `DamagedError` if it can't be read."""
    named = format_named(path)
    if named == "svg":
        drawing = drawing_of(data).data
        if not drawing:
            raise WrongEndingError("a file that is no drawing", format_of(data))
        return drawing
    found = format_of(data)
    if found != named:
        raise WrongEndingError(f"a file that is {f'a picture in {found.upper()}' if found else 'no picture'}", found)
    clean = _CLEANERS[named](data)
    turn = way_up(data) if named == "webp" else UPRIGHT
    return clean if turn == UPRIGHT else _turned(clean, turn)


def _turned(clean: bytes, orientation: int) -> bytes:
    from tagarchive.render.pictures.pixels import turned_webp  # noqa: PLC0415 (it needs Pillow, and few need it)

    return turned_webp(clean, orientation)
