"""Facts about pictures, for which each is opened once. Pillow is needed for pictures in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagarchive.reading.pictures.facts import Fault, PictureFacts, Size, Variant
from tagarchive.reading.pictures.formats import SHOWN, format_named
from tagarchive.reading.pictures.variants import Wishes, smaller_files, without_larger
from tagarchive.render.pictures.cleaning import WrongEndingError, cleaned
from tagarchive.render.pictures.damage import DamagedError
from tagarchive.render.pictures.pixels import (
    MOST_PIXELS,
    TooLargeError,
    average_colour,
    is_opaque,
    moves,
    opened,
    shrunk,
    upright_size,
)
from tagarchive.render.pictures.smaller import variants

_SAMPLE = 64
"""Longest side in pixels of the copy from which the average colour is taken."""

_SURE = {"avif": 3, "webp": 3, "jpeg": 4, "png": 32}
"""Bits for each pixel that a file of a format does not exceed, as far as photos go."""


def facts_of(path: str, data: bytes, wishes: Wishes, size: Size | None = None) -> PictureFacts:
    """The facts about a picture. `size` is that of a drawing."""
    named = format_named(path)
    try:
        clean = cleaned(path, data)
        if named in SHOWN:
            return _facts(named, clean, wishes)
    except WrongEndingError as error:
        return PictureFacts(format=named, fault=_wrong_ending(error))
    except TooLargeError as error:
        hint = f"save it with at most {MOST_PIXELS // 1_000_000} megapixels"
        return PictureFacts(format=named, fault=Fault("large-picture", str(error), hint))
    except DamagedError as error:
        hint = "get it again from where it comes, or open it in an image editor and save it"
        return PictureFacts(format=named, fault=Fault("damaged-picture", str(error), hint))
    width, height = (size.width, size.height) if size else (0, 0)
    return PictureFacts(format=named, width=width, height=height, length=len(clean))


def _wrong_ending(error: WrongEndingError) -> Fault:
    kind = "jpg" if error.format == "jpeg" else error.format
    hint = f"rename it to .{kind}" if kind else "replace it by the picture; what was saved may be a page about an error"
    return Fault("wrong-ending", str(error), hint)


def _facts(named: str, clean: bytes, wishes: Wishes) -> PictureFacts:
    """The facts about a picture in pixels, of its cleaned bytes."""
    with opened(clean) as image:
        (width, height), moving = upright_size(image), moves(image)
        within = _within(width, height)
        image.draft(None, within)
        sample = shrunk(image, *within)
        opaque = is_opaque(sample)
    wanted = () if moving else smaller_files(named, width, height, wishes, opaque=opaque)
    larger = set(_larger(clean, wanted, wishes.quality))
    return PictureFacts(
        format=named,
        width=width,
        height=height,
        moves=moving,
        colour=average_colour(sample) if opaque else "",
        length=len(clean),
        variants=tuple(without_larger(wanted, larger)),
    )


def _within(width: int, height: int) -> tuple[int, int]:
    """The size of the sample of a picture."""
    longest = max(width, height, _SAMPLE)
    return max(1, width * _SAMPLE // longest), max(1, height * _SAMPLE // longest)


def _larger(clean: bytes, wanted: Sequence[Variant], quality: int) -> Iterator[Variant]:
    """The smaller files with more bytes than the picture itself. Most are too small for that and are not made here."""
    doubtful = [one for one in wanted if one.width * one.height * _SURE[one.format] >= len(clean) * 8]
    for made in variants(clean, doubtful, quality) if doubtful else ():
        if len(made.data) >= len(clean):
            yield made.variant
