"""Smaller files of pictures, by Pillow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tagarchive.reading.pictures.facts import Variant
from tagarchive.render.pictures.pixels import encoded, opened, shrunk


class MadeVariant(NamedTuple):
    """A smaller file and its bytes."""

    variant: Variant
    data: bytes


def variants(clean: bytes, wanted: Sequence[Variant], quality: int) -> Iterator[MadeVariant]:
    """Smaller files of a picture, of its cleaned bytes. Each is as it would be alone.

    Raises `DamagedError` if the picture can't be read.
    """
    by_size = sorted(wanted, key=lambda one: (one.width, one.height))
    with opened(clean) as image:
        for (width, height), some in groupby(by_size, key=lambda one: (one.width, one.height)):
            small = shrunk(image, width, height)
            for one in some:
                yield MadeVariant(one, encoded(small, one.format, quality))
