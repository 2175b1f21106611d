"""Addresses of a preview: those that are printed for the author, and for others."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import NamedTuple

from tagarchive.preview.access import TOKEN, Access, name_of_address


class Entrances(NamedTuple):
    """The ways to a preview.

    Attributes:
        access: the conditions under which it answers
        address: the IP address at which it listens
        port: the port at which it listens

    """

    access: Access
    address: str
    port: int

    def here(self, path: str) -> str:
        """The URL of a path for this machine."""
        ip = ip_address(self.address)
        loopback = "::1" if ip.version == 6 else "127.0.0.1"
        name = name_of_address(loopback if ip.is_unspecified else self.address)
        return self._with_token(f"http://{name}:{self.port}{path}")

    def elsewhere(self, path: str) -> Sequence[str]:
        """The URLs of a path by further names. Behind a tunnel or a proxy these are probably HTTPS."""
        is_here = ip_address(self.address).is_loopback
        start, end = ("https", "") if is_here else ("http", f":{self.port}")
        return [self._with_token(f"{start}://{name}{end}{path}") for name in sorted(self.access.proxied)]

    def _with_token(self, url: str) -> str:
        return f"{url}?{TOKEN}={self.access.token}" if self.access.token else url
