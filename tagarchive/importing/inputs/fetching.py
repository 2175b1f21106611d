"""A document from the web, with limits: its size, the time, where it may lie, and what is asked if nothing is new.

Host names are resolved here, and the address that was checked is the one that is connected to, so that no name can
lead into a private network. Proxies, cookies and passwords of the system are not used.
"""

from __future__ import annotations

import asyncio
import re
import socket
import zlib
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec

from tagarchive import __version__
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.answer_content import (
    AnswerContent,
    Budget,
    TooLargeError,
    UnknownEncodingError,
    content_of,
)
from tagarchive.importing.inputs.exchanges import Exchange, headers_of
from tagarchive.importing.inputs.fetch_limits import PAGE_LIMITS, FetchLimits
from tagarchive.importing.inputs.files import InMemory
from tagarchive.importing.inputs.hosts import (
    BusyHostError,
    PrivateHostError,
    Turns,
    is_public,
    number_of,
    seconds_to_wait,
)
from tagarchive.importing.inputs.items import Noted

LARGEST = 20_000_000
"""Maximum size of a feed, in bytes after decompression."""
SECONDS = 60.0
"""Maximum time for everything."""
MOST_REDIRECTS = 5
_WAITING = 20.0
"""Seconds to wait for a connection, or for the next part."""

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


class Fetched(NamedTuple):
    """A document that was fetched.

    Attributes:
        files: the document; empty if it is the one that is known already
        url: the address that gave it, after redirects
        validators: what to remember for the next time
        not_modified: True if it is the one that is known already
        remarks: what is to be said, such as that it has moved
        content: its bytes after decompression, as the server has them
        content_type: `Content-Type` of the answer
        exchanges: the requests with their answers, redirects included

    """

    files: InMemory
    url: str
    validators: Validators
    not_modified: bool = False
    remarks: tuple[Noted, ...] = ()
    content: bytes = b""
    content_type: str = ""
    exchanges: tuple[Exchange, ...] = ()

    @property
    def charset(self) -> str:
        """The encoding that the server names; empty if it names none."""
        return charset_of(self.content_type)


def charset_of(content_type: str) -> str:
    """The encoding that a `Content-Type` names; empty if it names none."""
    named = _CHARSET.search(content_type)
    return named[1] if named else ""


def fetched(url: str, validators: Validators | None = None, *, allow_private: bool = False) -> Fetched:
    """The document at a web address. Raises `SiteError` if it can't be had.

    `validators` are those of the last time. Addresses of private networks are refused unless `allow_private` is given.
    """
    fetcher = Fetcher(FetchLimits(LARGEST, SECONDS), allow_private=allow_private)
    return fetcher.fetched(url, validators)


class Fetcher:
    """The fetching of several documents, with a pause between two requests to one host."""

    def __init__(self, limits: FetchLimits | None = None, *, allow_private: bool = False) -> None:
        """`limits` are those for pages if none are given."""
        self._limits = limits or PAGE_LIMITS
        self._turns = Turns(self._limits.pause, self._limits.longest_wait)
        self._allow_private = allow_private

    def fetched(self, url: str, validators: Validators | None = None) -> Fetched:
        """The document at a web address. Raises `SiteError` if it can't be had."""
        fetching = _Fetching(url, validators or Validators(), self._limits, self._turns)
        fetching.allows_private = self._allow_private
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
    """One attempt to fetch a document.

    Attributes:
        allows_private: True if it may lie in a private network

    """

    def __init__(self, url: str, known: Validators, limits: FetchLimits, turns: Turns) -> None:
        self.allows_private = False
        self._first = url
        self._known = known
        self._limits = limits
        self._turns = turns
        self._budget = Budget(limits.most)
        self._remarks: list[Noted] = []
        self._exchanges: list[Exchange] = []

    async def within_time(self) -> Fetched:
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._document()
        except (TimeoutError, httpx.TimeoutException):
            raise self._error(f"no answer within {self._limits.seconds:.0f} seconds", "try again later") from None
        except TooLargeError:
            found = f"more than {self._limits.most:,} bytes"
            raise self._error(found, "save it to a file, and name that", self._limits.what) from None
        except UnknownEncodingError as error:
            raise self._error(f"content in the encoding {error}", expected="gzip or none") from None
        except BusyHostError as error:
            raise self._error(f"that its host asks to be left alone for {error}", "try again later") from None
        except httpx.InvalidURL:
            raise self._error("no web address", "write it like https://news.example/page") from None
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
                answer, content = await self._asked(client, url)
                following = self._following(url, answer)
                if following is None:
                    return self._taken(url, answer, content)
                url = following
        raise self._error(f"more than {MOST_REDIRECTS} redirects", "look where the address leads in a browser")

    async def _asked(self, client: httpx.AsyncClient, url: httpx.URL) -> tuple[httpx.Response, AnswerContent]:
        """The answer for an address. A host that asks for a short wait is asked once more after it."""
        answer, content = await self._answer(client, url)
        seconds = seconds_to_wait(answer.headers)
        if answer.status_code in (429, 503) and seconds and self._turns.leave(url.host, seconds):
            return await self._answer(client, url)
        return answer, content

    async def _answer(self, client: httpx.AsyncClient, url: httpx.URL) -> tuple[httpx.Response, AnswerContent]:
        """The answer to one request. It is noted with its content, unless it is an error."""
        self._check(url)
        await self._turns.wait(url.host)
        made = datetime.now(UTC)
        request = await self._request(client, url)
        answer = await client.send(request, stream=True)
        content = AnswerContent(b"", b"")
        try:
            if answer.status_code < 400:
                content = await content_of(answer.headers, answer.aiter_raw(), self._budget)
                sent, got = headers_of(request.headers.raw), headers_of(answer.headers.raw)
                status = answer.status_code, answer.reason_phrase
                self._exchanges.append(Exchange(str(url), request.method, sent, *status, got, content.sent, made))
        finally:
            await answer.aclose()
            self._turns.end(url.host)
        return answer, content

    async def _request(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Request:
        """The request for an address, to the numeric address of its host that was checked."""
        number = await self._number_of(url)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": f"tagarchive/{__version__}",
            "Accept": self._limits.accepted,
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
            return await number_of(url.raw_host.decode("ascii"), port, allow_private=self.allows_private)
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

    def _taken(self, url: httpx.URL, answer: httpx.Response, content: AnswerContent) -> Fetched:
        remarks, exchanges = tuple(self._remarks), tuple(self._exchanges)
        if answer.status_code == 304:
            nothing = InMemory(str(url), b"")
            return Fetched(nothing, str(url), self._known, not_modified=True, remarks=remarks, exchanges=exchanges)
        if answer.status_code != 200:
            raise self._refusal(answer)
        headers = answer.headers
        kind = headers.get("content-type", "")
        files = InMemory(str(url), _with_encoding(content.plain, kind))
        validators = Validators(str(url), headers.get("etag", "")[:500], headers.get("last-modified", "")[:100])
        return Fetched(
            files, str(url), validators, remarks=remarks, content=content.plain, content_type=kind, exchanges=exchanges
        )

    def _refusal(self, answer: httpx.Response) -> SiteError:
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        later = " ".join(answer.headers.get("retry-after", "").split())[:60]
        if later:
            when = f"after {later} seconds" if later.isdecimal() else f"after {later}"
            return self._error(f"the answer {status}", f"the server asks to try again {when}")
        hints = {401: "it is not public, or not for programs", 404: "look for its new address on the site"}
        hints |= {403: hints[401], 410: "it is gone for good; fetch it no more"}
        return self._error(f"the answer {status}", hints.get(answer.status_code, "try again later"), "200 OK")


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
