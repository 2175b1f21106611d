"""Captures: the bytes of pages that are to be clipped, from the web or from saved files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.collecting.clips.warc_pages import WarcPage, is_warc, pages_in
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.exchanges import Exchange
from tagarchive.importing.inputs.fetching import Fetcher, charset_of
from tagarchive.importing.inputs.files import Files, InMemory, OneFile
from tagarchive.importing.inputs.items import Noted
from tagarchive.importing.pages.page import recognises

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_HTML = ("text/html", "application/xhtml+xml")
_UNTYPED = ("", "text/plain", "application/octet-stream")


class Capture(NamedTuple):
    """The bytes of a page.

    Attributes:
        origin: what was asked for, as it was written; the address after `#` if a file holds several pages
        content: bytes of the page
        files: the page and what was saved beside it
        url: address that gave it; empty if that is not known
        asked: addresses that led to it, the first one first
        charset: encoding that the server named; empty if it named none
        retrieved: moment of fetching; None if that is not known
        exchanges: requests with their answers, if the page was fetched
        remarks: what is to be said, such as that it has moved

    """

    origin: str
    content: bytes
    files: Files
    url: str = ""
    asked: tuple[str, ...] = ()
    charset: str = ""
    retrieved: datetime | None = None
    exchanges: tuple[Exchange, ...] = ()
    remarks: tuple[Noted, ...] = ()


def is_address(origin: str) -> bool:
    """True if a text is an address, of whatever scheme, and not the path of a file. A drive has one letter."""
    return bool(_SCHEME.match(origin.strip())) and not Path(origin).exists()


def captures_of(origin: str, fetcher: Fetcher) -> list[Capture]:
    """The pages at an address, or in a file. Raises `SiteError` if there are none, or if they can't be read."""
    return [_fetched(origin, fetcher)] if is_address(origin) else _saved(origin)


def _fetched(url: str, fetcher: Fetcher) -> Capture:
    found = fetcher.fetched(url)
    kind = found.content_type.partition(";")[0].strip().lower()
    files = InMemory(found.url, found.content)
    if kind not in _HTML and not (kind in _UNTYPED and recognises(files)):
        raise _no_page(found.url, kind or "content without a type")
    last = found.exchanges[-1]
    return Capture(
        origin=url,
        content=found.content,
        files=files,
        url=found.url,
        asked=tuple(dict.fromkeys((url, *(exchange.url for exchange in found.exchanges)))),
        charset=found.charset,
        retrieved=last.made,
        exchanges=found.exchanges,
        remarks=found.remarks,
    )


def _saved(origin: str) -> list[Capture]:
    path = Path(origin)
    if not path.is_file():
        message = "found no file here, expected a saved page, a WARC or a WACZ"
        raise SiteError(Problem(Location(origin), "no-input", message, "an address begins with https:// or http://"))
    try:
        if is_warc(path):
            return _of_pages(origin, pages_in(path))
    except OSError as error:
        message = f"found that it can't be read: {error.strerror}"
        raise SiteError(Problem(Location(origin), "unreadable", message)) from None
    files = OneFile(path)
    if not recognises(files):
        raise _no_page(origin, "another kind of file")
    return [Capture(origin, files.data(path.name), files)]


def _of_pages(origin: str, pages: Iterable[WarcPage]) -> list[Capture]:
    pages = list(pages)
    if not pages:
        raise _no_page(origin, "no page in it")
    names = [origin if len(pages) == 1 else f"{origin}#{page.url}" for page in pages]
    return [
        Capture(
            origin=name,
            content=page.content,
            files=InMemory(page.url, page.content),
            url=page.url,
            asked=(page.url,),
            charset=charset_of(page.content_type),
            retrieved=page.made,
        )
        for name, page in zip(names, pages, strict=True)
    ]


def _no_page(where: str, found: str) -> SiteError:
    message = f"found {found[:100]}, expected a page in HTML"
    return SiteError(Problem(Location(where), "no-page", message, "link to other kinds of files from an article"))
