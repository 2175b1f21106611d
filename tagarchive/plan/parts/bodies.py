"""The places at which texts are shown: link targets and ids of a text on its page, in a list and in a feed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from tagarchive.archive.model import PlacedDocument
from tagarchive.core.digests import digest
from tagarchive.core.urls import Address
from tagarchive.plan.pictures.files import file_to_post, shown_at
from tagarchive.plan.pictures.spots import Spot
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Body, Place, Target, ToHere, ToSite
from tagarchive.reading.documents import Article
from tagarchive.reading.files import File
from tagarchive.reading.pictures.formats import format_named
from tagarchive.reading.pictures.shown import ShownPicture
from tagarchive.views.common import Html, Markup, Text

_EMPTY = digest(Body())


def on_page(site: SiteContext, placed: PlacedDocument[Any]) -> Markup:
    """A text on its own page."""
    pictures = _pictures(placed, lambda file, address: shown_at(Spot.TEXT, site, file, address))
    eager = not any(placed.heads) and any(pictures)
    return _text(placed, Place(hrefs=_hrefs(placed, site.href), pictures=pictures, anchors=True, eager=eager))


def in_list(site: SiteContext, placed: PlacedDocument[Article]) -> Markup:
    """A text in a list, with unique ids and with headings one level deeper."""
    ids = f"{placed.document.slug.text}-{placed.document.date.day}--"
    hrefs = _hrefs(placed, site.href, ids=ids)
    pictures = _pictures(placed, lambda file, address: shown_at(Spot.TEXT, site, file, address))
    return _text(placed, Place(hrefs=hrefs, pictures=pictures, ids=ids, deeper=1))


def in_feed(site: SiteContext, placed: PlacedDocument[Article]) -> Markup:
    """A text in a feed, without ids and with absolute URLs."""
    absolute = site.addresses.absolute
    hrefs = _hrefs(placed, absolute, here=absolute(placed.address))
    pictures = _pictures(placed, lambda file, address: _posted(site, file, address))
    return _text(placed, Place(hrefs=hrefs, pictures=pictures, ids=None, remote=True))


def _posted(site: SiteContext, file: File | None, address: Address) -> ShownPicture:
    """A picture as feeds show it: in one file, of a size that suits all readers."""
    if file is None:
        return ShownPicture()
    posted, size, _ = file_to_post(site, file, address)
    src = site.addresses.absolute(posted) if posted != address else ""
    return ShownPicture(width=size.width, height=size.height, src=src)


def _text(placed: PlacedDocument[Any], place: Place) -> Markup:
    outline = placed.document.outline
    if isinstance(placed.document, Article) and placed.document.republish == "excerpt":
        return _excerpt(placed.document)
    return Html("") if outline.digest == _EMPTY else Text(path=placed.document.path, digest=outline.digest, place=place)


def _excerpt(article: Article) -> Html:
    """The summary in place of a text that is withheld."""
    return Html(f"<p>{escape(article.summary)}</p>" if article.summary else "")


def _hrefs(
    placed: PlacedDocument[Any], url: Callable[[Address], str], here: str = "", ids: str = ""
) -> tuple[str | None, ...]:
    pairs = zip(placed.document.outline.targets, placed.links, strict=True)
    return tuple(href(target, address, url, f"{here}#{ids}") for target, address in pairs)


def _pictures(
    placed: PlacedDocument[Any], shown: Callable[[File | None, Address], ShownPicture]
) -> tuple[ShownPicture | None, ...]:
    """The pictures in a text, those in `static/` without their sizes; empty if there are none."""
    targets = zip(placed.document.outline.targets, placed.links, placed.files, strict=True)
    pictures = tuple(
        shown(file, address) if address and _is_picture(target, file) else None for target, address, file in targets
    )
    return pictures if any(pictures) else ()


def _is_picture(target: Target, file: File | None) -> bool:
    """True for what may be a picture: one of the files beside texts, or any address, since only its text tells."""
    return format_named(file.path) != "" if file else isinstance(target, ToSite) and format_named(target.address) != ""


def href(target: Target, address: Address | None, url: Callable[[Address], str], here: str = "#") -> str | None:
    """The `href` of a link to `target` at `address`; None if the target does not exist.

    `here` precedes the id if the link leads to the same text.
    """
    if isinstance(target, ToHere):
        return f"{here}{target.id}"
    return None if address is None else url(address) + target.suffix
