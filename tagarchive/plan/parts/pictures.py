"""Views of the pictures that front matter names: those of an article and of its films, and the logo of a source."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import structs

from tagarchive.archive.model import PlacedDocument, PlacedTermText
from tagarchive.archive.relations import HeadPicture
from tagarchive.plan.parts.bodies import href
from tagarchive.plan.pictures.files import Url, file_to_post, shown_at, size_of
from tagarchive.plan.pictures.spots import Spot
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Target
from tagarchive.reading.documents import Article, Image, SourceText
from tagarchive.reading.pictures.shown import ShownPicture
from tagarchive.views.pictures import Picture


def pictures_of(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> tuple[Picture, ...]:
    """The pictures of an article, the one at its head first; without those whose file is missing."""
    return tuple(picture for picture, _ in pictures_with_lengths(site, placed, url))


def pictures_with_lengths(
    site: SiteContext, placed: PlacedDocument[Article], url: Url
) -> Iterator[tuple[Picture, int]]:
    """The pictures of an article, each with the number of bytes of its file for feeds, or 0 if that is unknown."""
    make, spot = _Pictures(site, url), Spot.HEAD
    for image, head in zip(placed.document.images, placed.heads, strict=True):
        src = src_of(image.target, head, url)
        if src:
            yield make.picture(src, head, image, spot), make.length(head)
            spot = Spot.GALLERY


def head_picture_of(site: SiteContext, placed: PlacedDocument[Article], spot: Spot) -> Picture | None:
    """The picture at the head of an article, at a spot; None if it has none."""
    for image, head in zip(placed.document.images, placed.heads, strict=True):
        src = src_of(image.target, head, site.href)
        if src:
            return _Pictures(site, site.href).picture(src, head, image, spot)
    return None


def thumbnail_of(site: SiteContext, placed: PlacedDocument[Article]) -> Picture | None:
    """The picture at the head of an article for lists, without words; None if there is none that stands still."""
    picture = head_picture_of(site, placed, Spot.THUMBNAIL) if site.config.theme.thumbnails else None
    if picture is None or picture.remote:
        return None
    file = next((head.file for head in placed.heads if head), None)
    moves = file and file.picture and file.picture.moves
    return None if moves else structs.replace(picture, alt="", caption="", credit="")


def picture_of(site: SiteContext, placed: PlacedTermText) -> Picture | None:
    """The picture of a tag or an author; None if it has none, or if its file is missing."""
    image = placed.document.image
    head = next(iter(placed.heads), None)
    src = src_of(image.target, head, site.href) if image else ""
    return _Pictures(site, site.href).picture(src, head, image, Spot.PORTRAIT) if image and src else None


def posters_of(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> tuple[Picture | None, ...]:
    """The poster of each film of an article; None for a film without one, or if the file of it is missing."""
    make = _Pictures(site, url)
    pairs = zip(placed.document.films, placed.posters, strict=True)
    return tuple(
        make.picture(src, head, structs.replace(_DECORATION, target=film.poster), Spot.POSTER)
        if (src := src_of(film.poster, head, url))
        else None
        for film, head in pairs
    )


_DECORATION = Image(target="", alt="")
"""A picture beside its title, which says all that there is to say."""


def logo_of(site: SiteContext, placed: PlacedTermText) -> Picture | None:
    """The logo of a source; None if there is none, or if pages may not load it, and for other documents."""
    logo = placed.document.logo if isinstance(placed.document, SourceText) else ""
    head = next(iter(placed.heads), None)
    src = src_of(logo, head, site.href) if is_shown(site, logo) else ""
    image = structs.replace(_DECORATION, target=logo)
    return _Pictures(site, site.href).picture(src, head, image, Spot.LOGO) if src else None


def is_shown(site: SiteContext, target: Target | str) -> bool:
    """True if pages may load a picture: it is on this site, or on a host that the config allows."""
    return not isinstance(target, str) or urlsplit(target).hostname in site.config.html.image_hosts


def src_of(target: Target | str, head: HeadPicture | None, url: Url) -> str:
    """The URL of a picture; empty if its file is missing."""
    return target if isinstance(target, str) else href(target, head.address if head else None, url) or ""


class _Pictures(NamedTuple):
    """Makes views of pictures of a site, with addresses as URLs."""

    site: SiteContext
    url: Url

    def picture(self, src: str, head: HeadPicture | None, image: Image, spot: Spot) -> Picture:
        file, address = (head.file, head.address) if head else (None, None)
        size = size_of(file)
        post, post_size = src, size
        if file and address:
            posted, post_size, _ = file_to_post(self.site, file, address)
            post = self.url(posted) if posted != address else src
        return Picture(
            url=src,
            remote=not is_shown(self.site, image.target),
            width=size.width,
            height=size.height,
            alt=image.alt,
            caption=image.caption,
            credit=image.credit,
            post_url=post,
            post_width=post_size.width,
            post_height=post_size.height,
            shown=shown_at(spot, self.site, file, address) if address else ShownPicture(),
        )

    def length(self, head: HeadPicture | None) -> int:
        """The number of bytes of the file for feeds; 0 if it is unknown."""
        return file_to_post(self.site, head.file, head.address)[2] if head and head.file else 0


def image_html(picture: Picture) -> str:
    """A picture as HTML for feeds."""
    size = f' width="{picture.post_width}" height="{picture.post_height}"' if picture.post_width else ""
    return f'<img src="{escape(picture.post_url)}" alt="{escape(picture.alt)}"{size}>'
