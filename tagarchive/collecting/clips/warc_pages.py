"""Pages in a WARC (ISO 28500) or a WACZ, which is a zip of them with a list of its pages."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urldefrag, urljoin

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from tagarchive.core.errors import Location, Problem, SiteError

MOST_PAGES = 100
"""Number of pages in one file up to which it is clipped."""

LARGEST_PAGE = 50_000_000
"""Maximum size of a page, in bytes after decompression."""

_STEP = 1 << 16
_LARGEST_LIST = 20_000_000
_HTML = ("text/html", "application/xhtml+xml")
_UNZIPPING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError)
_DAMAGES = (ArchiveLoadFailed, ValueError, AttributeError, *_UNZIPPING)
"""Exceptions for a file that is damaged. A record that ends within its head is an `AttributeError` of warcio."""


class WarcPage(NamedTuple):
    """A page in a WARC.

    Attributes:
        url: its address
        content: its bytes after decompression
        content_type: `Content-Type` of the answer
        made: moment at which it was fetched; None if the file does not say it

    """

    url: str
    content: bytes
    content_type: str
    made: datetime | None


def is_warc(path: Path) -> bool:
    """True if a file is a WARC, which may be compressed, or a WACZ."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return bool(_members(archive))
    with path.open("rb") as opened:
        start = opened.read(4096)
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(start, 16)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


def pages_in(path: Path) -> list[WarcPage]:
    """The pages in a WARC or WACZ, in its order. Of a WACZ those that it lists, of a WARC all that are no parts of one.

    Raises `SiteError` if the file is damaged, or has more pages than a person clips.
    """
    try:
        return _pages_in_wacz(path) if zipfile.is_zipfile(path) else _pages_in_warc(path)
    except _DAMAGES as error:
        reason = "a record is damaged" if isinstance(error, AttributeError) else " ".join(str(error).split())[:200]
        message = f"found a file that can't be read: {reason or type(error).__name__}"
        raise SiteError(Problem(Location(path.name), "damaged-input", message)) from None


def _pages_in_warc(path: Path) -> list[WarcPage]:
    with path.open("rb") as opened:
        return _bounded(_answers(opened, None), path)


def _pages_in_wacz(path: Path) -> list[WarcPage]:
    with zipfile.ZipFile(path) as archive:
        wanted = _listed(archive)
        pages = (page for name in _members(archive) for page in _opened(archive, name, wanted))
        return _bounded(pages, path)


def _bounded(pages: Iterator[WarcPage], path: Path) -> list[WarcPage]:
    found: dict[str, WarcPage] = {}
    for page in pages:
        found.setdefault(page.url, page)
        if len(found) > MOST_PAGES:
            message = f"found more than {MOST_PAGES} pages, expected those of a clipping"
            hint = "take out what is wanted with `warcio extract`, or save the pages one by one"
            raise SiteError(Problem(Location(path.name), "input-too-large", message, hint))
    return list(found.values())


def _members(archive: zipfile.ZipFile) -> list[str]:
    """The WARCs in a WACZ."""
    return sorted(name for name in archive.namelist() if name.startswith("archive/") and ".warc" in name)


def _listed(archive: zipfile.ZipFile) -> set[str] | None:
    """The addresses of the pages of a WACZ; None if it lists none."""
    if "pages/pages.jsonl" not in archive.namelist():
        return None
    with archive.open("pages/pages.jsonl") as opened:
        lines = opened.read(_LARGEST_LIST).decode("utf-8", "replace").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    urls = {urldefrag(str(item["url"])).url for item in items if isinstance(item, dict) and "url" in item}
    return urls or None


def _opened(archive: zipfile.ZipFile, name: str, wanted: set[str] | None) -> Iterator[WarcPage]:
    with archive.open(name) as opened:
        yield from _answers(opened, wanted)


def _answers(opened: IO[bytes], wanted: set[str] | None) -> Iterator[WarcPage]:
    """The pages in a WARC. Where a wanted address leads on, the page that it leads to is wanted."""
    for record in ArchiveIterator(opened):
        url = urldefrag(record.rec_headers.get_header("WARC-Target-URI") or "").url
        if record.rec_type not in ("response", "resource") or (wanted is not None and url not in wanted):
            continue
        if wanted is not None and _status(record).startswith("3"):
            wanted.add(urldefrag(urljoin(url, record.http_headers.get_header("Location") or "")).url)
        if _is_page(record):
            yield WarcPage(url, _content(record, url), _content_type(record), _made(record))


def _content(record: ArcWarcRecord, url: str) -> bytes:
    """The content of a record after decompression."""
    stream, content = record.content_stream(), bytearray()
    while part := stream.read(_STEP):
        content += part
        if len(content) > LARGEST_PAGE:
            raise ValueError(f"the page {url} has more than {LARGEST_PAGE:,} bytes")
    return bytes(content)


def _is_page(record: ArcWarcRecord) -> bool:
    """True if a record holds a page, and not a frame or another part of one."""
    if record.rec_type == "response" and _status(record) != "200":
        return False
    part = record.rec_headers.get_header("WARC-Resource-Type") or "document"
    return part == "document" and _content_type(record).partition(";")[0].strip().lower() in _HTML


def _status(record: ArcWarcRecord) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers else ""


def _content_type(record: ArcWarcRecord) -> str:
    if record.rec_type == "resource":
        return str(record.rec_headers.get_header("Content-Type") or "")
    return str(record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""


def _made(record: ArcWarcRecord) -> datetime | None:
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None
