"""Links in the link format (RFC 6690, 2), in which services list the copies of a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_TARGET = re.compile(r"<([^<>]*)>")
_PARAMETER = re.compile(r"""\s*;\s*([^\s=;,<>"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?""", re.DOTALL)


class Link(NamedTuple):
    """A link.

    Attributes:
        target: its address
        parameters: its parameters by name in lower case; of several with one name, the first

    """

    target: str
    parameters: Mapping[str, str]


class Dated(NamedTuple):
    """A copy of a page.

    Attributes:
        url: address of the copy
        made: moment of the copy

    """

    url: str
    made: datetime


def links(text: str) -> Iterator[Link]:
    """The links in a text. What is no link is skipped."""
    place = 0
    while found := _TARGET.search(text, place):
        place, parameters = found.end(), dict[str, str]()
        while parameter := _PARAMETER.match(text, place):
            name, quoted, plain = parameter.groups()
            value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain or ""
            parameters.setdefault(name.lower(), value)
            place = parameter.end()
        yield Link(found[1].strip(), parameters)


def copies_in(text: str) -> tuple[Dated, ...]:
    """The copies of a page in its TimeMap (RFC 7089, 5)."""
    found = ((link.target, link.parameters) for link in links(text))
    dated = (
        (url, moment_of(said.get("datetime", ""))) for url, said in found if "memento" in said.get("rel", "").split()
    )
    return tuple(Dated(url, made) for url, made in dated if made)


def moment_of(written: str) -> datetime | None:
    """The moment in the form of HTTP, such as "Mon, 08 Nov 2021 10:00:00 GMT"; None if it is none."""
    try:
        found = parsedate_to_datetime(written)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
