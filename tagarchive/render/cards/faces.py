"""Fonts that draw: their letters, and the widths of texts in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tagarchive.reading.card_fonts import BUILT_IN, FontFile
from tagarchive.reading.font_tables import letters_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FontBytes = Callable[[FontFile], bytes]
"""The function that reads the file of a font."""

_UNIT = 100
"""Size at which widths are measured."""


class Run(NamedTuple):
    """A line to draw.

    Attributes:
        text: the line
        face: its font
        size: size of its letters
        rtl: True if it runs from right to left
        lang: its language, or nothing

    """

    text: str
    face: Face
    size: int
    rtl: bool
    lang: str

    @property
    def width(self) -> float:
        return self.face.width(self.text, rtl=self.rtl, lang=self.lang) * self.size


class Face:
    """A font that draws. `shapes` is True if the library joins letters."""

    def __init__(self, data: bytes, *, shapes: bool) -> None:
        self.data = data
        self.shapes = shapes
        self._sizes: dict[int, FreeTypeFont] = {}

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(letters_of(self.data))

    def sized(self, size: int) -> FreeTypeFont:
        from PIL import ImageFont  # noqa: PLC0415 (few sites have cards)

        if size not in self._sizes:
            engine = ImageFont.Layout.RAQM if self.shapes else ImageFont.Layout.BASIC
            self._sizes[size] = ImageFont.truetype(io.BytesIO(self.data), size, layout_engine=engine)
        return self._sizes[size]

    def options(self, *, rtl: bool, lang: str) -> dict[str, Any]:
        """Options of the library for a text. Only a layout that joins letters takes any."""
        return {"direction": "rtl" if rtl else "ltr", "language": lang or None} if self.shapes else {}

    def width(self, text: str, *, rtl: bool, lang: str) -> float:
        """Width of a text at a size of 1."""
        return self.sized(_UNIT).getlength(text, **self.options(rtl=rtl, lang=lang)) / _UNIT


class Faces:
    """Fonts by their files, each read once. `font` reads the file of a font."""

    def __init__(self, font: FontBytes) -> None:
        self.font = font
        self._faces: dict[FontFile, Face] = {}

    def __getitem__(self, font: FontFile) -> Face:
        if font not in self._faces:
            from PIL import features  # noqa: PLC0415 (as above)

            data = built_in() if font.path == BUILT_IN else self.font(font)
            self._faces[font] = Face(data, shapes=bool(features.check("raqm")))
        return self._faces[font]


def check_draws(data: bytes) -> None:
    """Raises `ValueError` if the library can't draw with a font."""
    try:
        Face(data, shapes=False).sized(_UNIT).getbbox("a")
    except OSError as error:
        raise ValueError("a font that can be drawn with") from error


def built_in() -> bytes:
    """The bytes of the font of Pillow; empty if this Pillow has none."""
    from PIL import ImageFont  # noqa: PLC0415 (as above)

    font = ImageFont.load_default(_UNIT)
    kept = font.path if isinstance(font, ImageFont.FreeTypeFont) else None
    return kept.getvalue() if isinstance(kept, io.BytesIO) else b""
