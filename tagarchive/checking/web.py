"""Questions to other hosts: whether addresses lead somewhere. No page is read."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import httpx

from tagarchive.checking.outside import Answer
from tagarchive.checking.visits import LeftAlone, Limits, Visits, visiting
from tagarchive.importing.inputs.hosts import PrivateHostError

_LASTING, _PASSING = (301, 308), (302, 303, 307)
_GONE = (404, 410)
_LONGEST = 2_000
"""Length of the longest address that is followed, in characters."""
_NAMELESS = "its host does not exist"
_OFFLINE = "no host can be found; is this machine connected?"
_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


class Learns(NamedTuple):
    """Functions that are called with what is learnt, as soon as it is.

    Attributes:
        answer: called with each answer
        pause: called with a host and the seconds for which it asks to be left alone

    """

    answer: Callable[[Answer], None]
    pause: Callable[[str, float], None]


def ask(
    urls: Iterable[str], agent: str, learns: Learns, limits: Limits, *, allow_private: bool = False
) -> tuple[Answer, ...]:
    """Asks whether addresses lead somewhere. `agent` is the name of the program that hosts see.

    Returns early when the time is over. Addresses of hosts that ask to be left alone for long get no answer. Where not
    even one host can be found, that says nothing of them: the answers are returned, and nothing is learnt.
    """
    return asyncio.run(_asked(list(urls), agent, learns, limits, allow_private=allow_private))


async def _asked(
    urls: list[str], agent: str, learns: Learns, limits: Limits, *, allow_private: bool
) -> tuple[Answer, ...]:
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host_of(url)].append(url)
    async with visiting(agent, limits, learns.pause, allow_private=allow_private) as visits:
        asking = _Asking(visits, learns, limits)
        try:
            async with asyncio.timeout(limits.total), asyncio.TaskGroup() as tasks:
                for host_urls in by_host.values():
                    tasks.create_task(asking.one_host(host_urls))
        except TimeoutError:
            pass  # What is left is for the next run.
        finally:
            offline = asking.settle_nameless()
    return offline


class _Asking:
    """One run of questions."""

    def __init__(self, visits: Visits, learns: Learns, limits: Limits) -> None:
        self._visits = visits
        self._learns = learns
        self._limits = limits
        self._nameless: list[Answer] = []

    async def one_host(self, urls: Iterable[str]) -> None:
        """Asks for the addresses of one host, one after the other."""
        for url in urls:
            try:
                answer = await self._answer(url)
            except LeftAlone:
                continue  # It may be another host that is left alone, which this address leads to.
            if answer.reason.startswith(_NAMELESS):
                self._nameless.append(answer)
            else:
                self._learns.answer(answer)

    def settle_nameless(self) -> tuple[Answer, ...]:
        """Passes on the answers about hosts that are not found. Returns others for them if no host at all is found."""
        if not self._visits.is_online:
            return tuple(Answer(answer.url, "unreached", _OFFLINE) for answer in self._nameless)
        for answer in self._nameless:
            self._learns.answer(answer)
        return ()

    async def _answer(self, url: str) -> Answer:
        try:
            return await self._followed(url)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            reason = reason_of(error, self._limits)
            return Answer(url, "dead" if reason == _NAMELESS else "unreached", reason)

    async def _followed(self, written: str) -> Answer:
        """The answer for an address, after redirects."""
        url, target, is_lasting = httpx.URL(written), "", True
        for _ in range(self._limits.redirects + 1):
            if url.scheme not in ("http", "https") or not url.host or url.userinfo:
                return Answer(written, "unreached", "it leads to what is no plain web address")
            if not await self._visits.may_ask(url):
                return Answer(written, "unreached", "robots.txt of its host asks programs to stay away")
            status, location = await self._visits.status(url)
            if status not in (*_LASTING, *_PASSING) or not location:
                return _verdict(written, status, target)
            if len(location) > _LONGEST:
                break
            url = url.join(location).copy_with(fragment=None)
            is_lasting = is_lasting and status in _LASTING
            target = str(url) if is_lasting else target
        return Answer(written, "unreached", f"more than {self._limits.redirects} redirects, or a very long one")


def reason_of(error: Exception, limits: Limits) -> str:
    """The reason in words why an address can't be asked."""
    match error:
        case PrivateHostError():
            return "it lies in a private network, which is not asked"
        case socket.gaierror():
            return _NAMELESS if error.errno in _UNKNOWN else f"{_NAMELESS}, or can't be found now"
        case TimeoutError() | httpx.TimeoutException():
            return f"no answer within {limits.seconds:.0f} seconds"
        case httpx.InvalidURL() | ValueError():
            return "it is no address that can be asked"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _host_of(url: str) -> str:
    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return ""


def _verdict(written: str, status: int, target: str) -> Answer:
    """The answer for an address whose last status is known. `target` is where it has moved for good."""
    if status in _GONE:
        return Answer(written, "dead", f"{status}{f' at {target}' if target else ''}", status=status)
    if status >= 400 or status < 200:
        return Answer(written, "unreached", f"the answer {status}, which may be for programs alone")
    return Answer(written, "moved", "", target) if target and target != written else Answer(written, "there")
