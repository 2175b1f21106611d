"""Questions to a Memento service (RFC 7089): which copy of a page is nearest to a moment.

Such a service is made for programs, and a site asks only the one that its `site.toml` names.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote, urldefrag

import httpx

from tagarchive.checking.visits import LeftAlone, Limits, Visits, visiting
from tagarchive.checking.web import reason_of
from tagarchive.collecting.originals.link_format import Dated, copies_in, moment_of
from tagarchive.reading.field_types import web_address
from tagarchive.reading.original_options import OriginalOptions

_LARGEST_MAP = 5_000_000
"""Size in bytes from which the rest of a TimeMap is not read."""
_MOST_TRIES = 3
"""Maximum number of copies in a TimeMap that are looked at, nearest first."""
_MOST_FAILURES = 3
"""Number of questions without an answer, one after the other, after which no more are asked."""
_LONGEST = 2_000
_REDIRECTS = (301, 302, 303, 307, 308)
_NONE = "the service has no copy"


class Wanted(NamedTuple):
    """A page of which a copy is wanted.

    Attributes:
        url: address of the page
        moment: moment that the copy should be near to, in UTC

    """

    url: str
    moment: datetime


class Found(NamedTuple):
    """Answer of a service about a page.

    Attributes:
        url: address of the page
        copy: the copy nearest to the moment; None if there is none
        reason: the reason in words why there is none

    """

    url: str
    copy: Dated | None
    reason: str = ""


class Service(NamedTuple):
    """A Memento service, and how it is asked.

    Attributes:
        options: its addresses
        agent: name of this program that it sees
        allow_private: True if it may lie in a private network

    """

    options: OriginalOptions
    agent: str
    allow_private: bool = False


def nearest_copies(
    wanted: Sequence[Wanted], service: Service, limits: Limits, learn: Callable[[Found], object] = lambda _: None
) -> tuple[Found, ...]:
    """The copies of pages, in order. Returns early if the time is over or the service wants to be left alone."""
    return asyncio.run(_nearest_copies(wanted, service, limits, learn))


async def _nearest_copies(
    wanted: Sequence[Wanted], service: Service, limits: Limits, learn: Callable[[Found], object]
) -> tuple[Found, ...]:
    found, failures = list[Found](), 0
    async with visiting(service.agent, limits, lambda *_: None, allow_private=service.allow_private) as visits:
        asking = _Asking(visits, service.options, limits)
        try:
            async with asyncio.timeout(limits.total):
                for page in wanted:
                    one, failed = await asking.nearest(page)
                    failures = failures + 1 if failed else 0
                    found.append(one)
                    learn(one)
                    if failures == _MOST_FAILURES:
                        break
        except (TimeoutError, LeftAlone):
            pass  # What is left is for another run.
    return tuple(found)


class _Asking:
    """The questions of one run."""

    def __init__(self, visits: Visits, options: OriginalOptions, limits: Limits) -> None:
        self._visits = visits
        self._options = options
        self._limits = limits

    async def nearest(self, page: Wanted) -> tuple[Found, bool]:
        """The copy of a page that is nearest to its moment, and True if the service gave no answer at all."""
        try:
            found = Found(page.url, None, _NONE)
            if self._options.timegate:
                found = await self._by_gate(page)
            if self._options.timemap and found.copy is None:
                found = await self._by_map(page)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return Found(page.url, None, reason_of(error, self._limits)), True
        return found, False

    async def _by_gate(self, page: Wanted) -> Found:
        """The copy that a TimeGate leads to (RFC 7089, 4)."""
        sent = {"Accept-Datetime": format_datetime(page.moment, usegmt=True)}
        return await self._led_to(page.url, _put_behind(self._options.timegate, page.url), sent)

    async def _by_map(self, page: Wanted) -> Found:
        """The copy in a TimeMap that is nearest and is one of a page, not of an error."""
        address = _put_behind(self._options.timemap, page.url)
        given = await self._visits.content(address, _LARGEST_MAP)
        if given.status == 429:
            raise LeftAlone
        if given.status not in (200, 404):
            return Found(page.url, None, f"the answer {given.status}")
        copies = copies_in(given.content.decode(errors="replace"))
        found = Found(page.url, None, _NONE)
        for copy in sorted(copies, key=lambda copy: (abs(copy.made - page.moment), copy.url))[:_MOST_TRIES]:
            found = await self._led_to(page.url, address.join(copy.url), {})
            if found.copy:
                # The address in the list is the one to keep; it may lead to another form of the same copy.
                return found
        return found

    async def _led_to(self, page: str, url: httpx.URL, sent: dict[str, str]) -> Found:
        """The copy that an address leads to. A copy of a page that said that nothing is there is none."""
        for _ in range(self._limits.redirects + 1):
            if url.scheme not in ("http", "https") or not url.host or url.userinfo or len(str(url)) > _LONGEST:
                break
            status, headers = await self._visits.headers(url, sent)
            location = headers.get("location", "")
            if status in _REDIRECTS and 0 < len(location) <= _LONGEST:
                url = url.join(location)
                continue
            made = moment_of(headers.get("memento-datetime", ""))
            if status == 200 and made:
                return _copy(page, url.join(headers.get("content-location", "")), made)
            return Found(page, None, _why(status, is_copy=made is not None))
        return Found(page, None, "the service leads to no plain web address, or on and on")


def _put_behind(service: str, page: str) -> httpx.URL:
    url = urldefrag(page).url
    # In a query the characters of an address would belong to that of the service.
    return httpx.URL(f"{service}{quote(url, safe='') if '?' in service else url}")


def _copy(page: str, url: httpx.URL, made: datetime) -> Found:
    """A copy whose address can be written down. Raises `ValueError` for another one."""
    return Found(page, Dated(web_address(str(url.copy_with(fragment=None))), made))


def _why(status: int, *, is_copy: bool) -> str:
    if is_copy:
        return f"the nearest copy is of an error, {status}"
    return _NONE if status in (200, 404) else f"the answer {status}"
