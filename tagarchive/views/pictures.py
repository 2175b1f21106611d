"""Views of pictures."""

from __future__ import annotations

from tagarchive.reading.pictures.shown import ShownPicture
from tagarchive.views.common import View


class Picture(View, frozen=True, kw_only=True):
    """A picture of an article."""

    url: str
    """URL of the picture."""
    remote: bool
    """True if the picture is on another host; a page should then only link to it."""
    width: int
    """Width in pixels, or 0 if unknown."""
    height: int
    """Height in pixels, or 0 if unknown."""
    alt: str
    """Alternative text for readers who can't see the picture."""
    caption: str
    """Caption below the picture, or nothing."""
    credit: str
    """Credit for the picture, or nothing."""
    post_url: str
    """URL of the file of it for feeds, and for what is shown where somebody posts a link: JPEG or PNG, not large."""
    post_width: int
    """Width of that file in pixels, or 0 if unknown."""
    post_height: int
    """Height of that file in pixels, or 0 if unknown."""
    shown: ShownPicture
    """Its smaller files and the room that it takes; the filter `image` makes HTML of it."""
