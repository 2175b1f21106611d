"""The spots at which pages show pictures, and how wide a picture is there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from tagarchive.reading.pictures.facts import Size
from tagarchive.reading.pictures.variants import BESIDE, column_of, head_of, pixels
from tagarchive.reading.theme_options import ThemeOptions


class Spot(Enum):
    """A spot at which a page shows a picture, as the style sheet of the theme lays it out."""

    TEXT = "within a text"
    HEAD = "at the head of an article"
    LEAD = "at the head of the home page"
    GALLERY = "under the text of an article"
    PORTRAIT = "at the head of an archive"
    POSTER = "beside the title of a film"
    LOGO = "at the head of the archive of a source"
    THUMBNAIL = "beside a headline"


_PAGE, _BESIDE_LEAD, _AROUND_PAGE = 62, 21.5, 12
"""Width of a page, the part of it that is not for the lead, and what a page has more than a column of text."""

_GALLERY, _GAP = 15, 1.1
"""Least width of a picture of a gallery, and the gap between two."""

_PORTRAIT_HEIGHT, _POSTER, _LOGO, _LOGO_HEIGHT, _THUMBNAIL = 14, 20, 14, 3.5, 9


def sizes_at(spot: Spot, width: int, height: int, theme: ThemeOptions) -> str:
    """The attribute `sizes` of a picture of a size in pixels at a spot: the width at which a browser will show it."""
    widest = min(width, widest_at(spot, width, height, theme))
    margins = pixels(theme, 2)
    if spot in (Spot.THUMBNAIL, Spot.LOGO, Spot.PORTRAIT):
        return f"{widest}px"
    whole = head_of(theme) if spot is Spot.LEAD else column_of(theme) if spot is Spot.GALLERY else widest
    return f"(min-width: {whole + margins}px) {widest}px, calc(100vw - {margins}px)"


def room_at(spot: Spot, size: Size, theme: ThemeOptions) -> Size:
    """The size that a page states of a picture. Where its height has a limit, it is the size at which it is shown."""
    if spot not in (Spot.PORTRAIT, Spot.LOGO) or not size.width:
        return size
    width = min(size.width, widest_at(spot, size.width, size.height, theme))
    return Size(width, max(1, round(size.height * width / size.width)))


def widest_at(spot: Spot, width: int, height: int, theme: ThemeOptions) -> int:
    """The largest width of a picture at a spot, in pixels."""
    ratio = width / height
    within: Mapping[Spot, float] = {
        Spot.HEAD: theme.measure + BESIDE,
        Spot.LEAD: max(_PAGE, theme.measure + _AROUND_PAGE) - _BESIDE_LEAD,
        Spot.GALLERY: _in_gallery(theme.measure),
        Spot.PORTRAIT: min(theme.measure, _PORTRAIT_HEIGHT * ratio),
        Spot.LOGO: min(_LOGO, _LOGO_HEIGHT * ratio),
        Spot.POSTER: _POSTER,
        Spot.THUMBNAIL: _THUMBNAIL,
    }
    return max(1, pixels(theme, within.get(spot, theme.measure)))


def _in_gallery(measure: int) -> float:
    """The width of a picture of a gallery, which has as many columns as fit."""
    columns = max(1, int((measure + _GAP) // (_GALLERY + _GAP)))
    return (measure - _GAP * (columns - 1)) / columns
