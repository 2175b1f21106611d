"""A document from the web, with limits: its size, the time, where it may lie, and what is asked if nothing is new.

Host names are resolved here, and the address that was checked is the one that is connected to, so that no name can
lead into a private network. Proxies, cookies and passwords of the system are not used.
"""

from __future__ import annotations

import asyncio
import re
import socket
import zlib
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec

from tagarchive import __version__
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.hosts import PrivateHostError, is_public, number_of
from tagarchive.importing.inputs.items import Noted

LARGEST = 20_000_000
"""Maximum size of a document, in bytes after decompression."""
SECONDS = 60.0
"""Maximum time for everything."""
MOST_REDIRECTS = 5
_WAITING = 20.0
"""Seconds to wait for a connection, or for the next part."""

_ACCEPTED = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, */*;q=0.5"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ENCODED = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Validators(msgspec.Struct, frozen=True):
    """Validators of a document: a server compares them to tell whether it is a new one (RFC 9110, 8.8)."""

    url: str = ""
    """The address that gave them."""
    etag: str = ""
    """Its entity tag."""
    last_modified: str = ""
    """The date of its last change, as it was written."""


class InMemory(NamedTuple):
    """Files of one document that was fetched. Its name is its address."""

    name: str
    content: bytes

    def names(self) -> Iterator[str]:
        yield self.name

    def has(self, name: str) -> bool:
        return name == self.name

    def data(self, name: str) -> bytes:  # noqa: ARG002 (one document has one name)
        return self.content

    def head(self, name: str, size: int = 4096) -> bytes:  # noqa: ARG002
        return self.content[:size]

    def opened(self, name: str) -> BinaryIO:  # noqa: ARG002
        return BytesIO(self.content)

    def refused(self) -> tuple[str, ...]:
        return ()


class Fetched(NamedTuple):
    """A document that was fetched.

    Attributes:
        files: the document; empty if it is the one that is known already
        url: the address that gave it, after redirects
        validators: what to remember for the next time
        not_modified: True if it is the one that is known already
        remarks: what is to be said, such as that it has moved

    """

    files: InMemory
    url: str
    validators: Validators
    not_modified: bool = False
    remarks: tuple[Noted, ...] = ()


def fetched(url: str, validators: Validators | None = None, *, allow_private: bool = False) -> Fetched:
    """The document at a web address. Raises `SiteError` if it can't be had.

    `validators` are those of the last time. Addresses of private networks are refused unless `allow_private` is given.
    """
    fetching = _Fetching(url, validators or Validators(), allow_private=allow_private)
    return asyncio.run(fetching.within_time())


def is_private(url: str) -> bool:
    """True if the host of an address lies in a private network, as one of this machine does."""
    try:
        parts = urlsplit(url)
        infos = socket.getaddrinfo(parts.hostname or "", parts.port or 443)
    except (OSError, UnicodeError, ValueError):
        return False
    return any(not is_public(str(info[4][0])) for info in infos)


class _Fetching:
    """One attempt to fetch a document."""

    def __init__(self, url: str, known: Validators, *, allow_private: bool) -> None:
        self._first = url
        self._known = known
        self._allow_private = allow_private
        self._remarks: list[Noted] = []

    async def within_time(self) -> Fetched:
        try:
            async with asyncio.timeout(SECONDS):
                return await self._document()
        except (TimeoutError, httpx.TimeoutException):
            raise self._error(f"no answer within {SECONDS:.0f} seconds", "try again later") from None
        except httpx.InvalidURL:
            raise self._error("no web address", "write it like https://news.example/feed.xml") from None
        except (httpx.HTTPError, OSError, zlib.error, UnicodeError) as error:
            reason = str(error) or type(error).__name__
            raise self._error(f"that it can't be fetched: {reason}", "try again later") from None

    def _error(self, found: str, hint: str = "", expected: str = "") -> SiteError:
        wanted = f", expected {expected}" if expected else ""
        return SiteError(Problem(Location(_shown(self._first)), "not-fetched", f"found {found}{wanted}", hint))

    async def _document(self) -> Fetched:
        url = httpx.URL(self._first.strip()).copy_with(fragment=None)
        limits = httpx.Timeout(_WAITING)
        async with httpx.AsyncClient(trust_env=False, timeout=limits, follow_redirects=False) as client:
            for _ in range(MOST_REDIRECTS + 1):
                request = await self._request(client, url)
                answer = await client.send(request, stream=True)
                try:
                    following = self._following(url, answer)
                    if following is None:
                        return await self._taken(url, answer)
                    url = following
                finally:
                    await answer.aclose()
        raise self._error(f"more than {MOST_REDIRECTS} redirects", "look where the address leads in a browser")

    async def _request(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Request:
        """The request for an address, to the numeric address of its host that was checked."""
        self._check(url)
        number = await self._number_of(url)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": f"tagarchive/{__version__}",
            "Accept": _ACCEPTED,
            "Accept-Encoding": "gzip",
        }
        if str(url) == self._known.url:
            conditions = {"If-None-Match": self._known.etag, "If-Modified-Since": self._known.last_modified}
            headers |= {name: value for name, value in conditions.items() if value}
        host = url.raw_host.decode("ascii")
        return client.build_request(
            "GET", url.copy_with(host=number), headers=headers, extensions={"sni_hostname": host}
        )

    def _check(self, url: httpx.URL) -> None:
        if url.scheme not in ("http", "https") or not url.host:
            raise self._error(f"the address {_shown(str(url))}", expected="one that begins with https:// or http://")
        if url.userinfo:
            raise self._error("a name or password in the address", "addresses are public; leave it out", "none")

    async def _number_of(self, url: httpx.URL) -> str:
        """A numeric address of a host that is allowed."""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            return await number_of(url.raw_host.decode("ascii"), port, allow_private=self._allow_private)
        except PrivateHostError as error:
            found = f"that {url.host} lies in a private network ({error})"
            raise self._error(found, expected="a public address") from None

    def _following(self, url: httpx.URL, answer: httpx.Response) -> httpx.URL | None:
        """The address that a redirect leads to; None if the answer is none."""
        location = answer.headers.get("location", "")
        if answer.status_code not in (301, 302, 303, 307, 308) or not location:
            return None
        following = url.join(location).copy_with(fragment=None)
        if answer.status_code in (301, 308):
            self._remarks.append(Noted(f"{_shown(str(url))} has moved to {_shown(str(following))}"))
        return following

    async def _taken(self, url: httpx.URL, answer: httpx.Response) -> Fetched:
        if answer.status_code == 304:
            known = self._known
            return Fetched(InMemory(str(url), b""), str(url), known, not_modified=True, remarks=tuple(self._remarks))
        if answer.status_code != 200:
            raise self._refusal(answer)
        content = _with_encoding(await self._content(answer), answer.headers.get("content-type", ""))
        headers = answer.headers
        validators = Validators(str(url), headers.get("etag", "")[:500], headers.get("last-modified", "")[:100])
        return Fetched(InMemory(str(url), content), str(url), validators, remarks=tuple(self._remarks))

    def _refusal(self, answer: httpx.Response) -> SiteError:
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        later = " ".join(answer.headers.get("retry-after", "").split())[:60]
        if later:
            when = f"after {later} seconds" if later.isdecimal() else f"after {later}"
            return self._error(f"the answer {status}", f"the server asks to try again {when}")
        hints = {401: "only with a password; the feed is not public", 404: "look for its new address on the site"}
        hints |= {403: hints[401], 410: "it is gone for good; fetch it no more"}
        return self._error(f"the answer {status}", hints.get(answer.status_code, "try again later"), "200 OK")

    async def _content(self, answer: httpx.Response) -> bytes:
        """The content of an answer. It is decompressed in parts, so that none can grow beyond the limit."""
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > LARGEST:
            raise self._too_large()
        encoding = answer.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", ""):
            raise self._error(f"content in the encoding {encoding[:20]}", expected="gzip or none")
        parts = _unzipped(answer.aiter_raw()) if encoding.endswith("gzip") else answer.aiter_raw()
        content = bytearray()
        async for part in parts:
            content += part
            if len(content) > LARGEST:
                raise self._too_large()
        return bytes(content)

    def _too_large(self) -> SiteError:
        return self._error(f"more than {LARGEST:,} bytes", "save it to a file, and import that", "a feed")


async def _unzipped(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    async for part in parts:
        rest = part
        while rest and not unzip.eof:
            yield unzip.decompress(rest, 1 << 16)
            rest = unzip.unconsumed_tail
    yield unzip.flush()
    if not unzip.eof:
        raise zlib.error("the compressed content breaks off")


def _with_encoding(content: bytes, content_type: str) -> bytes:
    """XML whose encoding only its header names, in UTF-8 (RFC 7303, 3)."""
    named = _CHARSET.search(content_type)
    if named is None or content.startswith(_MARKS) or _ENCODED.match(content) or named[1].lower() in ("utf-8", "utf8"):
        return content
    try:
        return content.decode(named[1]).encode()
    except (LookupError, UnicodeError):
        return content


def _shown(url: str) -> str:
    """An address for messages, without a name and password in it."""
    return re.sub(r"//[^/?#@]*@", "//", url.strip())[:200]
