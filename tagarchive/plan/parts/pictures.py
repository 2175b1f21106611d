"""Views of the pictures that front matter names: those of an article and of its films, and the logo of a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlsplit

from tagarchive.archive.model import PlacedDocument, PlacedTermText
from tagarchive.archive.relations import HeadPicture
from tagarchive.core.urls import Address
from tagarchive.plan.parts.bodies import href
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Size, Target
from tagarchive.reading.documents import Article, File, Image, SourceText
from tagarchive.views.articles import Picture

Url = Callable[[Address], str]
"""The function that makes an address a URL."""


def pictures_of(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> tuple[Picture, ...]:
    """The pictures of an article, the one at its head first; without those whose file is missing."""
    return tuple(picture for picture, _ in pictures_with_files(site, placed, url))


def pictures_with_files(
    site: SiteContext, placed: PlacedDocument[Article], url: Url
) -> Iterator[tuple[Picture, File | None]]:
    """The pictures of an article, each with its file; None for the file of a picture without one on this site."""
    for image, head in zip(placed.document.images, placed.heads, strict=True):
        src = src_of(image.target, head, url)
        if src:
            yield _picture(src, head, image, remote=not is_shown(site, image.target)), _file(head)


def head_picture_of(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> Picture | None:
    """The picture at the head of an article; None if it has none."""
    return next(iter(pictures_of(site, placed, url)), None)


def picture_of(site: SiteContext, placed: PlacedTermText) -> Picture | None:
    """The picture of a tag or an author; None if it has none, or if its file is missing."""
    image = placed.document.image
    head = next(iter(placed.heads), None)
    src = src_of(image.target, head, site.href) if image else ""
    return _picture(src, head, image, remote=not is_shown(site, image.target)) if image and src else None


def posters_of(placed: PlacedDocument[Article], url: Url) -> tuple[Picture | None, ...]:
    """The poster of each film of an article; None for a film without one, or if the file of it is missing."""
    pairs = zip(placed.document.films, placed.posters, strict=True)
    return tuple(
        _picture(src, head, _DECORATION) if (src := src_of(film.poster, head, url)) else None for film, head in pairs
    )


_DECORATION = Image(target="", alt="")
"""A picture beside its title, which says all that there is to say."""


def logo_of(site: SiteContext, placed: PlacedTermText) -> str:
    """The URL of the logo of a source; empty if there is none, or if pages may not load it, and for other documents."""
    logo = placed.document.logo if isinstance(placed.document, SourceText) else ""
    return src_of(logo, next(iter(placed.heads), None), site.href) if is_shown(site, logo) else ""


def is_shown(site: SiteContext, target: Target | str) -> bool:
    """True if pages may load a picture: it is on this site, or on a host that the config allows."""
    return not isinstance(target, str) or urlsplit(target).hostname in site.config.html.image_hosts


def src_of(target: Target | str, head: HeadPicture | None, url: Url) -> str:
    """The URL of a picture; empty if its file is missing."""
    return target if isinstance(target, str) else href(target, head.address if head else None, url) or ""


def _file(head: HeadPicture | None) -> File | None:
    return head.file if head else None


def _picture(src: str, head: HeadPicture | None, image: Image, *, remote: bool = False) -> Picture:
    file = _file(head)
    size = file.size if file and file.size else Size(0, 0)
    return Picture(
        url=src,
        remote=remote,
        width=size.width,
        height=size.height,
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
    )


def image_html(picture: Picture) -> str:
    """A picture as HTML for feeds."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    return f'<img src="{escape(picture.url)}" alt="{escape(picture.alt)}"{size}>'
