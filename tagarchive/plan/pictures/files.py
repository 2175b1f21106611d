"""The files of a picture: the addresses of its smaller ones, and how a page chooses among all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tagarchive.core.content_names import smaller_picture
from tagarchive.core.digests import key_of
from tagarchive.core.urls import Address
from tagarchive.plan.pictures.spots import Spot, room_at, sizes_at, widest_at
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.files import File
from tagarchive.reading.pictures.facts import PictureFacts, Size, Variant
from tagarchive.reading.pictures.formats import MEDIA_TYPES
from tagarchive.reading.pictures.shown import ShownPicture, SourceSet
from tagarchive.reading.pictures.variants import file_for_feeds, wishes_of

Url = Callable[[Address], str]
"""The function that makes an address a URL."""

_EVERYWHERE = ("jpeg", "png", "gif", "webp")
"""Formats that a browser reads if it reads no newer one."""


def address_of(site: SiteContext, address: Address, file: File, variant: Variant) -> Address:
    """The address of a smaller file of the picture at an address. It changes with everything that the file shows."""
    made_of = key_of(file.digest, str(site.config.images.quality))
    ending = "jpg" if variant.format == "jpeg" else variant.format
    return smaller_picture(address, variant.width, made_of, ending)


def size_of(file: File | None) -> Size:
    """The size of a picture as it is shown; zero if it is unknown."""
    facts = file.picture if file else None
    if facts and facts.width:
        return Size(facts.width, facts.height)
    return (file.size if file else None) or Size(0, 0)


def shown_at(spot: Spot, site: SiteContext, file: File | None, address: Address) -> ShownPicture:
    """A picture at a spot of a page. `address` is that of its file."""
    size, facts = size_of(file), file.picture if file else None
    room = room_at(spot, size, site.config.theme)
    if file is None or facts is None or not facts.variants:
        return ShownPicture(width=room.width, height=room.height, colour=facts.colour if facts else "")
    enough = 2 * widest_at(spot, size.width, size.height, site.config.theme)
    make = _Candidates(site, file, address)
    sets = {name: make.srcset(_of_use(facts.variants, name, enough)) for name in ("avif", "webp")}
    return ShownPicture(
        width=room.width,
        height=room.height,
        colour=facts.colour,
        sources=tuple(SourceSet(MEDIA_TYPES[name], srcset) for name, srcset in sets.items() if srcset),
        srcset=_plain_set(make, facts, enough),
        sizes=sizes_at(spot, size.width, size.height, site.config.theme),
    )


def _of_use(variants: Iterable[Variant], format_: str, enough: int) -> list[Variant]:
    """The files in a format up to the first that has two pixels for each of a spot."""
    some = sorted(one for one in variants if one.format == format_)
    return [one for before, one in zip([None, *some], some, strict=False) if before is None or before.width < enough]


class _Candidates(NamedTuple):
    """Writes the attribute `srcset` for a picture."""

    site: SiteContext
    file: File
    address: Address

    def srcset(self, some: Iterable[Variant]) -> str:
        return ", ".join(f"{self.site.href(self.at(one))} {one.width}w" for one in some)

    def at(self, variant: Variant) -> Address:
        return address_of(self.site, self.address, self.file, variant)


def _plain_set(make: _Candidates, facts: PictureFacts, enough: int) -> str:
    """The files that every browser reads: the smaller ones, and the picture itself unless one of them is enough."""
    smaller = _of_use(facts.variants, "jpeg", enough) or _of_use(facts.variants, "png", enough)
    widest = wishes_of(make.site.config.images, make.site.config.theme).widths[-1]
    is_needed = facts.format in _EVERYWHERE and facts.width <= widest and smaller and smaller[-1].width < enough
    itself = [f"{make.site.href(make.address)} {facts.width}w"] if is_needed else []
    return ", ".join([make.srcset(smaller), *itself]) if smaller else ""


def file_to_post(site: SiteContext, file: File, address: Address) -> tuple[Address, Size, int]:
    """The file of a picture for feeds and posts: its address, its size, and its number of bytes or 0 if unknown."""
    chosen = file_for_feeds(file.picture.variants) if file.picture else None
    if chosen:
        return address_of(site, address, file, chosen), Size(chosen.width, chosen.height), 0
    return address, size_of(file), file.picture.length if file.picture else file.length
