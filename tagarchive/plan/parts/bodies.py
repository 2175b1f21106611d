"""Texts at their places: what the links of a text say on its page, in a list, in a feed."""

from __future__ import annotations

from collections.abc import Callable

from tagarchive.archive.model import D, PlacedDocument
from tagarchive.core.digests import digest
from tagarchive.core.urls import Address
from tagarchive.plan.site_context import Site
from tagarchive.reading.body import Body, Place, Size, Target, ToHere
from tagarchive.reading.documents import Article
from tagarchive.views.common import Html, Markup, Text

_EMPTY = digest(Body())


def on_page(site: Site, filed: PlacedDocument[D]) -> Markup:
    """A text on a page of its own."""
    return _text(filed, Place(hrefs=_hrefs(filed, site.href), sizes=_sizes(filed), anchors=True))


def in_list(site: Site, filed: PlacedDocument[Article]) -> Markup:
    """A text among others: ids that differ from theirs, headings below its headline."""
    ids = f"{filed.document.slug.text}-{filed.document.date.day}--"
    hrefs = _hrefs(filed, site.href, ids=ids)
    return _text(filed, Place(hrefs=hrefs, sizes=_sizes(filed), ids=ids, deeper=1))


def in_feed(site: Site, filed: PlacedDocument[Article]) -> Markup:
    """A text in a program for reading feeds, which knows no page around it."""
    absolute = site.addresses.absolute
    hrefs = _hrefs(filed, absolute, here=absolute(filed.address))
    return _text(filed, Place(hrefs=hrefs, sizes=_sizes(filed), ids=None, remote=True))


def _text(filed: PlacedDocument[D], place: Place) -> Markup:
    outline = filed.document.outline
    return Html("") if outline.digest == _EMPTY else Text(path=filed.document.path, digest=outline.digest, place=place)


def _hrefs(
    filed: PlacedDocument[D], url: Callable[[Address], str], here: str = "", ids: str = ""
) -> tuple[str | None, ...]:
    pairs = zip(filed.document.outline.targets, filed.links, strict=True)
    return tuple(href(target, address, url, f"{here}#{ids}") for target, address in pairs)


def _sizes(filed: PlacedDocument[D]) -> tuple[Size | None, ...]:
    """The sizes of the pictures in a text; nothing where no size is known."""
    sizes = tuple(file.size if file else None for file in filed.files)
    return sizes if any(sizes) else ()


def href(target: Target, address: Address | None, url: Callable[[Address], str], here: str = "#") -> str | None:
    """What a link to `target`, which stands at `address`, says; None where there is nothing to link to.

    `here` stands before the id that a link within the same text leads to.
    """
    if isinstance(target, ToHere):
        return f"{here}{target.id}"
    return None if address is None else url(address) + target.suffix
