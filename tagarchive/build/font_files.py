"""The files of fonts that social cards are set in."""

from __future__ import annotations

from pathlib import Path

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.card_fonts import FontFile
from tagarchive.reading.disk import file_at


def font_at(font: FontFile, root: Path) -> bytes:
    """The bytes of a font of the site in a folder, or of the system. Raises `SiteError` if it can't be read."""
    place = Path(font.path)
    try:
        return (place if place.is_absolute() else file_at(root, font.path)).read_bytes()
    except OSError as error:
        message = f"found a font that can't be read: {error.strerror}"
        raise SiteError(Problem(Location(font.path), "bad-font", message, "build again, or name another one")) from None
