"""Visits to other hosts, with the manners of a guest.

One host gets one question at a time, with a pause after it, and none that its robots.txt forbids. Names of hosts are
resolved here, and private networks are never asked. Proxies and cookies of the system are not used.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.robotparser import RobotFileParser

import httpx

from tagarchive.importing.inputs.hosts import number_of, seconds_to_wait

ROBOT = "tagarchive"
"""Name of this program for robots.txt."""

_LARGEST_RULES = 500_000
"""Size in bytes from which the rest of a robots.txt is not read (RFC 9309, 2.5)."""


class Limits(NamedTuple):
    """The limits of asking.

    Attributes:
        at_once: number of questions at one time
        pause: seconds between two questions to one host
        seconds: seconds for one question
        longest_wait: seconds that a host may ask to wait for before it is left for another run
        total: seconds for everything
        redirects: number of redirects that are followed

    """

    at_once: int = 8
    pause: float = 1.0
    seconds: float = 20.0
    longest_wait: float = 30.0
    total: float = 1800.0
    redirects: int = 5


class LeftAlone(Exception):  # noqa: N818 (no fault: a host asks to be left alone)
    """A host asks to be left alone for longer than this run waits."""


class Given(NamedTuple):
    """The content of an answer, or its first part.

    Attributes:
        status: the status of the answer
        content: its bytes up to a limit; empty unless the status is 200, or if they are compressed unasked

    """

    status: int
    content: bytes


Sent = Mapping[str, str]
"""Header fields of a question, besides those that every question has."""

_NOTHING: Sent = {}


class _Host:
    """State of one host during a run.

    Attributes:
        turn: held by the only question to it
        free: time of the loop from which it may be asked again
        is_paused: True if it asks to be left alone for long
        rules: rules of its robots.txt by origin, or the reason why that can't be asked

    """

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.free = 0.0
        self.is_paused = False
        self.rules: dict[str, RobotFileParser | Exception] = {}


class Visits:
    """The visits of one run. `pause` is called with a host and the seconds for which it asks to be left alone.

    Attributes:
        is_online: True if the name of some host was resolved

    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        agent: str,
        limits: Limits,
        pause: Callable[[str, float], None],
        *,
        allow_private: bool,
    ) -> None:
        self.is_online = False
        self._client = client
        self._agent = agent
        self._limits = limits
        self._pause = pause
        self._allow_private = allow_private
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._at_once = asyncio.Semaphore(limits.at_once)

    async def status(self, url: httpx.URL) -> tuple[int, str]:
        """The status of an address and where it leads on. Hosts that dislike HEAD get a GET, whose content is left."""
        status, headers = await self._asked("HEAD", url)
        if status >= 400 and not _is_busy(status, headers):
            status, headers = await self._asked("GET", url)
        status, headers = await self._patiently(url, _NOTHING, status, headers)
        return status, headers.get("location", "")

    async def headers(self, url: httpx.URL, sent: Sent = _NOTHING) -> tuple[int, Mapping[str, str]]:
        """The status and the header fields that an address answers a GET with, whose content is left."""
        return await self._patiently(url, sent, *await self._asked("GET", url, sent))

    async def _patiently(
        self, url: httpx.URL, sent: Sent, status: int, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str]]:
        """An answer, or the next one if a host asks to be asked later. Raises `LeftAlone` if it asks for that again."""
        if _is_busy(status, headers):
            await self._wait(url, headers)
            status, headers = await self._asked("GET", url, sent)
            if _is_busy(status, headers):
                self._leave(url, seconds_to_wait(headers) or self._limits.longest_wait)
        return status, headers

    async def content(self, url: httpx.URL, largest: int) -> Given:
        """The content of an address, which is not read beyond a number of bytes."""
        text = bytearray()
        async with self._hosts[url.host].turn:
            await self._turn(url)
            answer = await self._sent("GET", url, _NOTHING)
            try:
                if answer.status_code == 200 and answer.headers.get("content-encoding", "identity") == "identity":
                    async with asyncio.timeout(self._limits.seconds):
                        async for part in answer.aiter_raw():
                            text += part
                            if len(text) > largest:
                                break
            finally:
                await answer.aclose()
                self._end_turn(url)
        return Given(answer.status_code, bytes(text[:largest]))

    async def _wait(self, url: httpx.URL, headers: Mapping[str, str]) -> None:
        """Waits as long as a host asks for. Raises `LeftAlone` if that is long."""
        seconds = seconds_to_wait(headers)
        if seconds > self._limits.longest_wait:
            self._leave(url, seconds)
        await asyncio.sleep(seconds or self._limits.pause)

    def _leave(self, url: httpx.URL, seconds: float) -> None:
        self._hosts[url.host].is_paused = True
        self._pause(url.host, seconds)
        raise LeftAlone

    async def may_ask(self, url: httpx.URL) -> bool:
        """True if robots.txt of a host does not forbid an address to this program."""
        host, origin = self._hosts[url.host], f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in host.rules:
            host.rules[origin] = await self._rules_of(origin)
        rules = host.rules[origin]
        if isinstance(rules, Exception):
            # A host that does not answer is not asked again for each of its pages.
            raise rules
        return rules.can_fetch(ROBOT, str(url))

    async def _rules_of(self, origin: str) -> RobotFileParser | Exception:
        rules = RobotFileParser()
        try:
            rules.parse(await self._rules(httpx.URL(f"{origin}/robots.txt")))
        except (httpx.HTTPError, OSError, ValueError) as error:
            return error
        return rules

    async def _rules(self, url: httpx.URL) -> list[str]:
        """The lines of a robots.txt; none if there is no plain answer, which forbids nothing."""
        return (await self.content(url, _LARGEST_RULES)).content.decode(errors="replace").splitlines()

    async def _asked(self, method: str, url: httpx.URL, sent: Sent = _NOTHING) -> tuple[int, Mapping[str, str]]:
        async with self._hosts[url.host].turn:
            await self._turn(url)
            try:
                answer = await self._sent(method, url, sent)
                await answer.aclose()
            finally:
                self._end_turn(url)
        return answer.status_code, answer.headers

    async def _turn(self, url: httpx.URL) -> None:
        host = self._hosts[url.host]
        if host.is_paused:
            raise LeftAlone
        await asyncio.sleep(max(0.0, host.free - asyncio.get_running_loop().time()))

    def _end_turn(self, url: httpx.URL) -> None:
        self._hosts[url.host].free = asyncio.get_running_loop().time() + self._limits.pause

    async def _sent(self, method: str, url: httpx.URL, sent: Sent) -> httpx.Response:
        """The answer to a question, without its content, from the numeric address that was checked."""
        async with self._at_once, asyncio.timeout(self._limits.seconds):
            name = url.raw_host.decode("ascii")
            port = url.port or (443 if url.scheme == "https" else 80)
            number = await number_of(name, port, allow_private=self._allow_private)
            self.is_online = True
            headers = {"Host": url.netloc.decode("ascii"), "User-Agent": self._agent, "Accept": "*/*"}
            request = self._client.build_request(
                method,
                url.copy_with(host=number),
                headers={**headers, "Accept-Encoding": "identity", **sent},
                extensions={"sni_hostname": name},
            )
            answer = await self._client.send(request, stream=True, follow_redirects=False)
            self._client.cookies.clear()
            return answer


@asynccontextmanager
async def visiting(
    agent: str, limits: Limits, pause: Callable[[str, float], None], *, allow_private: bool
) -> AsyncIterator[Visits]:
    """The visits of a program that hosts see under the name of `agent`."""
    connections = httpx.Limits(max_connections=2 * limits.at_once, max_keepalive_connections=0)
    async with httpx.AsyncClient(trust_env=False, limits=connections, timeout=limits.seconds) as client:
        yield Visits(client, agent, limits, pause, allow_private=allow_private)


def _is_busy(status: int, headers: Mapping[str, str]) -> bool:
    """True if a host asks to be asked later. An error of one page says nothing of the host."""
    return status == 429 or (status == 503 and "retry-after" in headers)
