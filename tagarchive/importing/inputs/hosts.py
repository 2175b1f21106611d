"""Numeric addresses of hosts, and which of them lie in private networks."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address


class PrivateHostError(ValueError):
    """A host lies in a private network. The message is its numeric address."""


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
