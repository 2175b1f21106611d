"""WARC files: exchanges with servers as records of the format WARC 1.1 (ISO 28500:2017).

A file has one record with facts about itself, then for each exchange its answer and its request. Each record is
compressed by itself, as the format asks for, and carries digests. The same exchanges make the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tagarchive import __version__
from tagarchive.importing.inputs.exchanges import Exchange, Headers

ENDING = ".warc.gz"

_PART = 1 << 16
"""Number of bytes that are read at once."""

_VERSION = "WARC/1.1"
_STANDARD = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def warc_of(name: str, exchanges: Sequence[Exchange], made: datetime) -> bytes:
    """The bytes of a WARC file with some exchanges. `name` is the name of the file, `made` the moment of writing."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    writer.write_record(_about(name, made))
    for exchange in exchanges:
        answer, request = _answer(exchange), _request(exchange)
        request.rec_headers.add_header("WARC-Concurrent-To", answer.rec_headers["WARC-Record-ID"])
        writer.write_record(answer)
        writer.write_record(request)
    return out.getvalue()


def identity_of(exchanges: Iterable[Exchange]) -> str:
    """Twelve hexadecimal digits that differ for different exchanges."""
    records = "".join(_answer(exchange).rec_headers["WARC-Record-ID"] for exchange in exchanges)
    return hashlib.sha256(records.encode()).hexdigest()[:12]


def _about(name: str, made: datetime) -> ArcWarcRecord:
    fields = {"software": f"tagarchive/{__version__}", "format": "WARC File Format 1.1", "conformsTo": _STANDARD}
    block = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
    return _record("warcinfo", block, made, (("WARC-Filename", name), ("Content-Type", "application/warc-fields")))


def _answer(exchange: Exchange) -> ArcWarcRecord:
    reason = f" {exchange.reason}" if exchange.reason else ""
    head = _head(f"HTTP/1.1 {exchange.status}{reason}", exchange.headers)
    fields = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-Payload-Digest", _digest(exchange.body)),
        ("Content-Type", "application/http; msgtype=response"),
    )
    return _record("response", head + exchange.body, exchange.made, fields)


def _request(exchange: Exchange) -> ArcWarcRecord:
    parts = urlsplit(exchange.url)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    head = _head(f"{exchange.method} {target} HTTP/1.1", exchange.request_headers)
    fields = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-Payload-Digest", _digest(b"")),
        ("Content-Type", "application/http; msgtype=request"),
    )
    return _record("request", head, exchange.made, fields)


def _head(first: str, headers: Headers) -> bytes:
    """The lines before the content of a message (RFC 9112, 2.1). A line break in a value would begin another field."""
    lines = (" ".join(line.splitlines()) for line in (first, *(f"{name}: {value}" for name, value in headers)))
    return b"".join(_bytes(line) + b"\r\n" for line in lines) + b"\r\n"


def _bytes(line: str) -> bytes:
    """The bytes that a line had when it was sent: one for each character, unless it was read as UTF-8."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()


def _record(kind: str, block: bytes, made: datetime, fields: Headers) -> ArcWarcRecord:
    date = f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    digest = _digest(block)
    identity = uuid5(NAMESPACE_URL, "\n".join((kind, date, digest, *map(str, fields))))
    own = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{identity}>"),
        ("WARC-Date", date),
        ("WARC-Block-Digest", digest),
    )
    head = StatusAndHeaders("", [*own, *fields], protocol=_VERSION)
    # Without fields of HTTP of its own, warcio writes the block as it is.
    return ArcWarcRecord("warc", kind, head, BytesIO(block), None, head["Content-Type"], len(block))


def _digest(data: bytes) -> str:
    return f"sha256:{b32encode(hashlib.sha256(data).digest()).decode()}"


def damage_of(file: Path) -> str:
    """The first thing in a WARC file that does not hold, in words; empty if every digest in it holds."""
    try:
        with file.open("rb") as opened:
            for record in ArchiveIterator(opened, check_digests=True):
                while record.raw_stream.read(_PART):
                    pass
                if record.digest_checker.passed is False:
                    return f"a record of {record.rec_headers['WARC-Target-URI']}: {record.digest_checker.problems[0]}"
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError):
        return "it can't be read as a WARC file"
    return ""
