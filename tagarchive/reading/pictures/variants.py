"""The smaller files that a picture gets: which widths, and which formats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from tagarchive.reading.image_options import ImageOptions, ModernFormat
from tagarchive.reading.pictures.facts import Variant
from tagarchive.reading.theme_options import ThemeOptions

REM = 16
"""Pixels of a `rem` before the theme changes the size of text; the unit that `sizes` is in."""

THUMBNAIL = 360
"""Width of the smallest file, in pixels: that of a picture in a list on a screen with two pixels for each."""

FEED_WIDTH = 1200
"""Width in pixels to which the file for feeds and for posts elsewhere comes nearest."""

BESIDE = 8
"""Width by which a picture at the head of an article exceeds the text, in `rem` of the theme."""


class Wishes(msgspec.Struct, frozen=True):
    """The wishes of a site for its smaller files.

    Attributes:
        widths: their widths in pixels, in order
        quality: their quality, on the scale of JPEG
        modern: their format besides that of the picture itself

    """

    widths: tuple[int, ...]
    quality: int
    modern: ModernFormat


def wishes_of(images: ImageOptions, theme: ThemeOptions) -> Wishes:
    """The wishes of a site: for a list, and for a column and a picture at the head in one and two pixels each."""
    text, head = column_of(theme), head_of(theme)
    widths = images.widths or (THUMBNAIL, text, 2 * text, 2 * head)
    return Wishes(tuple(sorted(set(widths))), images.quality, images.format)


def column_of(theme: ThemeOptions) -> int:
    """The width of a column of text in pixels, on a wide screen."""
    return pixels(theme, theme.measure)


def head_of(theme: ThemeOptions) -> int:
    """The width of a picture at the head of an article in pixels, on a wide screen."""
    return pixels(theme, theme.measure + BESIDE)


def pixels(theme: ThemeOptions, rems: float) -> int:
    """A length of the theme in pixels; its `rem` is the size of text."""
    return round(rems * REM * theme.text_size / 100)


def smaller_files(format_: str, width: int, height: int, wishes: Wishes, *, opaque: bool) -> tuple[Variant, ...]:
    """The smaller files of a picture that does not move, of a size in pixels. None is wider than the picture.

    Those in the modern format reach up to the width of the picture, so that no browser that reads it needs another.
    """
    below = [one for one in wishes.widths if one < width]
    if not below:
        return ()
    plain = "jpeg" if format_ == "jpeg" or (format_ in _RARE and opaque) else "png"
    whole = [width] if width <= wishes.widths[-1] else []
    wanted = [
        *((wishes.modern, one) for one in (*below, *whole)),
        *((plain, one) for one in (*(below[1:] or below), *(whole if format_ in _RARE else ()))),
    ]
    return tuple(Variant(kind, one, max(1, round(height * one / width))) for kind, one in wanted)


_RARE = ("avif", "webp")
"""Formats that not every feed reader shows."""


def without_larger(wanted: Sequence[Variant], larger: Collection[Variant]) -> Iterator[Variant]:
    """The files that are worth their bytes. Without its widest file no other of the modern format is of use.

    A browser that reads the format would show a file that is too small.
    """
    widest = {one.format: one for one in sorted(wanted)}
    for one in wanted:
        if one not in larger and (one.format not in _RARE or widest[one.format] not in larger):
            yield one


def file_for_feeds(variants: Collection[Variant]) -> Variant | None:
    """The file that feeds show and that is shown where somebody posts a link; None if that is the picture itself."""
    plain = [one for one in variants if one.format not in _RARE]
    return min(plain, key=lambda one: abs(one.width - FEED_WIDTH)) if plain else None
