"""Facts about a picture, which is opened for them once, so that no later build opens it again."""

from __future__ import annotations

import msgspec


class Size(msgspec.Struct, frozen=True):
    """The size of a picture in pixels."""

    width: int
    height: int


class Variant(msgspec.Struct, frozen=True, order=True):
    """A smaller file of a picture.

    Attributes:
        format: its format: `avif`, `webp`, `jpeg` or `png`
        width: width in pixels
        height: height in pixels

    """

    format: str
    width: int
    height: int


class Fault(msgspec.Struct, frozen=True):
    """The reason why a picture is not published.

    Attributes:
        code: code of the problem
        found: what was found, for its message
        hint: what to do

    """

    code: str
    found: str
    hint: str


class PictureFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts about a picture in pixels, or about a drawing.

    Attributes:
        format: its format, or `svg`
        width: width in pixels as it is shown, upright; 0 if unknown
        height: height in pixels as it is shown; 0 if unknown
        moves: true if it has several frames
        colour: its average colour, such as `#7f8c8d`; empty if it is transparent somewhere
        length: number of bytes of the published file
        variants: its smaller files, by format and width
        fault: the reason why it is not published; None for a sound picture

    """

    format: str
    width: int = 0
    height: int = 0
    moves: bool = False
    colour: str = ""
    length: int = 0
    variants: tuple[Variant, ...] = ()
    fault: Fault | None = None
