"""Numeric addresses of hosts, which of them lie in private networks, and when a host may be asked again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address


class PrivateHostError(ValueError):
    """A host lies in a private network. The message is its numeric address."""


class BusyHostError(Exception):
    """A host asks to be left alone for longer than a request waits. The message is how long."""


class Turns:
    """The moments from which hosts may be asked again.

    Requests to one host begin `pause` seconds after the end of the last one. `longest` is the wait in seconds up to
    which a host that asks for it is waited for.
    """

    def __init__(self, pause: float = 0.0, longest: float = 0.0) -> None:
        self._pause = pause
        self._longest = longest
        self._free: dict[str, float] = {}

    async def wait(self, host: str) -> None:
        """Waits until a host may be asked. Raises `BusyHostError` if that is long."""
        seconds = self._free.get(host, 0.0) - time.monotonic()
        if seconds > max(self._longest, self._pause):
            raise BusyHostError(f"{seconds:.0f} seconds")
        await asyncio.sleep(max(0.0, seconds))

    def end(self, host: str) -> None:
        """Notes the end of a request."""
        self._free[host] = max(self._free.get(host, 0.0), time.monotonic() + self._pause)

    def leave(self, host: str, seconds: float) -> bool:
        """Notes for how long a host asks to be left alone. Returns True if that is short enough to wait for."""
        self._free[host] = time.monotonic() + seconds
        return seconds <= self._longest


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """The seconds that `Retry-After` asks for (RFC 9110, 10.2.3); of a date, those after the date of the answer.

    0 if it says nothing.
    """
    written = headers.get("retry-after", "").strip()
    if written.isdecimal():
        return float(written[:9])
    try:
        until, sent = parsedate_to_datetime(written), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return 0.0


async def number_of(host: str, port: int, *, allow_private: bool) -> str:
    """The numeric address to connect to for a host, so that no later answer for its name can lead elsewhere.

    Raises `PrivateHostError` if one of its addresses is private, unless that is allowed, and `OSError` if it has none.
    """
    infos = await asyncio.get_running_loop().getaddrinfo(host, port)
    numbers = list(dict.fromkeys(str(info[4][0]) for info in infos))
    refused = [number for number in numbers if not is_public(number)]
    if refused and not allow_private:
        raise PrivateHostError(refused[0])
    # Hosts without IPv6 are many; those that only have it are few.
    return min(numbers, key=lambda number: ":" in number)


def is_public(number: str) -> bool:
    """True for an address that anyone can reach; IPv4 in IPv6 counts as what it holds."""
    address: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address.packed.startswith(bytes.fromhex("0064ff9b0000000000000000")):
            inner = IPv4Address(address.packed[12:])
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return address.is_global and not address.is_multicast
