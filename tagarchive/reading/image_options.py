"""`[images]` of `site.toml` as a value."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Width = Annotated[int, msgspec.Meta(ge=16, le=8000)]

ModernFormat = Literal["avif", "webp"]


class ImageOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[images]`: smaller files of the pictures beside articles, without data about places and owners."""

    enabled: bool | None = None
    """Makes smaller files of pictures, and removes positions, owners and other such data from what is published;
    default: on where Pillow is installed (`pip install "tagarchive[images]"`)."""
    widths: tuple[Width, ...] = ()
    """Widths of the smaller files in pixels, such as `[400, 800, 1600]`; default: made to measure for the theme."""
    quality: Annotated[int, msgspec.Meta(ge=30, le=95)] = 80
    """Quality of the smaller files, on the scale of JPEG. Larger numbers make larger files."""
    format: ModernFormat = "avif"
    """Format of the smaller files besides that of the picture itself, for browsers that read it."""
