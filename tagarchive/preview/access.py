"""Access to the preview: the names that it answers to, and the token that it asks for where it leaves this machine."""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Collection
from typing import NamedTuple, NewType

from starlette.requests import cookie_parser

Name = NewType("Name", str)
"""A name in the address of a preview: a host name, an IPv4 address, or an IPv6 address in brackets."""

LOOPBACK = frozenset({Name("127.0.0.1"), Name("localhost"), Name("[::1]")})
"""The names that this machine has for itself; a page elsewhere that made its name lead here has another."""

TOKEN = "token"  # noqa: S105 (the name of a parameter)
"""Parameter of an address that holds the token."""

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


class Access(NamedTuple):
    """The conditions under which the preview answers a request.

    Attributes:
        names: the names that it answers to
        proxied: those of them that lead to a proxy, which may speak HTTPS and pass on another name
        has_every_address: True if it listens at all addresses of this machine, and so answers to each of them
        token: the secret that a browser must show; empty if only this machine can ask

    """

    names: frozenset[Name] = LOOPBACK
    proxied: frozenset[Name] = frozenset()
    has_every_address: bool = False
    token: str = ""

    def answers_to(self, host: str, reached: str) -> bool:
        """True for the `Host` of a request that reached this machine at an address (DNS rebinding)."""
        name = without_port(host)
        return name in self.names or (self.has_every_address and name == name_of_address(reached))

    def accepts_page(self, origin: str | None, host: str) -> bool:
        """True for a request from no page, or from a page of this preview, by its `Origin` and `Host`.

        What a proxy says of the address that it was asked for can be said by anybody and is not heard.
        """
        if origin is None:
            return True
        page, shown = origin.lower(), host.lower()
        return page == f"http://{shown}" or bool(
            self.token and (page == f"https://{shown}" or page in {f"https://{name}" for name in self.proxied})
        )

    def is_token(self, shown: str) -> bool:
        """True if the token is right. The time that this takes says nothing about it."""
        return bool(self.token) and secrets.compare_digest(shown.encode(), self.token.encode())

    def has_token(self, cookies: str, port: int) -> bool:
        """True if the cookies of a request hold the token, or if none is asked for."""
        return not self.token or self.is_token(cookie_parser(cookies).get(cookie_name(port), ""))


def access(address: str, allowed: Collection[Name]) -> Access:
    """The access to a preview that listens at an IP address, with further names. It has a token if it leaves here."""
    ip = ipaddress.ip_address(address)
    own = frozenset() if ip.is_unspecified else frozenset({name_of_address(address)})
    leaves = bool(allowed) or not ip.is_loopback
    token = secrets.token_urlsafe(24) if leaves else ""
    return Access(LOOPBACK | own | frozenset(allowed), frozenset(allowed), ip.is_unspecified, token)


def cookie_name(port: int) -> str:
    """Name of the cookie with the token. Browsers send cookies to all ports of a host, so it names the port."""
    return f"tagarchive-preview-{port}"


def named(text: str) -> Name:
    """A name in its usual spelling. Raises `ValueError` if a text is none."""
    bare = text.lower().removeprefix("[").removesuffix("]")
    try:
        return name_of_address(bare)
    except ValueError:
        if not _HOST.fullmatch(bare) or bare != text.lower():
            raise
    return Name(bare)


def name_of_address(address: str) -> Name:
    """The name of an IP address in the address of a page (RFC 3986, 3.2.2); browsers know no zones (RFC 4007)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 4:
        return Name(str(ip))
    return Name(str(ip.ipv4_mapped)) if ip.ipv4_mapped else Name(f"[{ip}]")


def without_port(host: str) -> Name:
    """The name in a `Host`."""
    name, _, port = host.lower().rpartition(":")
    return Name(name if port.isdecimal() else host.lower())
