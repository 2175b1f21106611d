"""The places at which texts are shown: link targets and ids of a text on its page, in a list and in a feed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from tagarchive.archive.model import PlacedDocument
from tagarchive.core.digests import digest
from tagarchive.core.urls import Address
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import Body, Place, Size, Target, ToHere
from tagarchive.reading.documents import Article
from tagarchive.views.common import Html, Markup, Text

_EMPTY = digest(Body())


def on_page(site: SiteContext, placed: PlacedDocument[Any]) -> Markup:
    """A text on its own page."""
    return _text(placed, Place(hrefs=_hrefs(placed, site.href), sizes=_sizes(placed), anchors=True))


def in_list(site: SiteContext, placed: PlacedDocument[Article]) -> Markup:
    """A text in a list, with unique ids and with headings one level deeper."""
    ids = f"{placed.document.slug.text}-{placed.document.date.day}--"
    hrefs = _hrefs(placed, site.href, ids=ids)
    return _text(placed, Place(hrefs=hrefs, sizes=_sizes(placed), ids=ids, deeper=1))


def in_feed(site: SiteContext, placed: PlacedDocument[Article]) -> Markup:
    """A text in a feed, without ids and with absolute URLs."""
    absolute = site.addresses.absolute
    hrefs = _hrefs(placed, absolute, here=absolute(placed.address))
    return _text(placed, Place(hrefs=hrefs, sizes=_sizes(placed), ids=None, remote=True))


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


def _sizes(placed: PlacedDocument[Any]) -> tuple[Size | None, ...]:
    """The sizes of the pictures in a text; empty if no size is known."""
    sizes = tuple(file.size if file else None for file in placed.files)
    return sizes if any(sizes) else ()


def href(target: Target, address: Address | None, url: Callable[[Address], str], here: str = "#") -> str | None:
    """The `href` of a link to `target` at `address`; None if the target does not exist.

    `here` precedes the id if the link leads to the same text.
    """
    if isinstance(target, ToHere):
        return f"{here}{target.id}"
    return None if address is None else url(address) + target.suffix
