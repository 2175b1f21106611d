"""`published.txt`: the addresses that a site has published, and the ids of its articles in feeds.

One line an address, in their order, so that two people's changes merge. After the address stands the id of an article,
`-> /address/` where it leads to another one, or `gone`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.errors import Location, Problem, SiteError
from tagarchive.kinds import site_address
from tagarchive.model import LEDGER_FILE
from tagarchive.urls import Address

_HEADING = """\
# What this site has published: addresses, and the ids of articles in feeds. Keep this file with the site.
# `tagarchive record` adds to it; `tagarchive retire ADDRESS` says that one is gone or stands elsewhere.
"""


class Published(NamedTuple):
    """An address that was published: the id of the article there, or nothing, and the line that says so."""

    guid: str
    where: Location


class Retired(NamedTuple):
    """An address that was given up: where it leads now, None where nowhere, and the line that says so."""

    target: Address | None
    where: Location


class Ledger(NamedTuple):
    """What a site has published, and what it has given up."""

    published: Mapping[Address, Published] = {}
    retired: Mapping[Address, Retired] = {}


def read_ledger(text: str) -> Ledger:
    """The ledger that a file holds. Raises `SiteError` with every line that is none of it."""
    published: dict[Address, Published] = {}
    retired: dict[Address, Retired] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = Location(LEDGER_FILE, number, 1)
        try:
            address, said = _entry(line)
        except ValueError as error:
            problems.append(_fault(where, line, str(error)))
            continue
        if address in published or address in retired:
            problems.append(_fault(where, line, "each address once"))
        elif isinstance(said, str):
            published[address] = Published(said, where)
        else:
            retired[address] = Retired(said.target, where)
    if problems:
        raise SiteError(*problems)
    return Ledger(published, retired)


class _Given(NamedTuple):
    """Where an address leads that was given up."""

    target: Address | None


def _entry(line: str) -> tuple[Address, str | _Given]:
    """An address, and the id of the article there or where it leads. Raises `ValueError` that says what is expected."""
    written, _, said = (part.strip() for part in line.partition(" "))
    address = Address(site_address(written))
    if said == "gone":
        return address, _Given(None)
    if said.startswith("->"):
        return address, _Given(Address(site_address(said.removeprefix("->").strip())))
    return address, said


def _fault(where: Location, line: str, expected: str) -> Problem:
    conflict = line[:7] in ("<<<<<<<", "=======", ">>>>>>>")
    hint = "two versions of the file were not merged; keep the lines of both" if conflict else ""
    return Problem(where, f"found “{line.strip()}”, expected {expected}", hint)


def text_of(ledger: Ledger) -> str:
    """The file that holds a ledger."""
    lines = {address: f"{address} {one.guid}".rstrip() for address, one in ledger.published.items()}
    for address, one in ledger.retired.items():
        lines[address] = f"{address} -> {one.target}" if one.target else f"{address} gone"
    return _HEADING + "".join(f"{lines[address]}\n" for address in sorted(lines))


_UNWRITTEN = Location(LEDGER_FILE)


def recorded(ledger: Ledger, guids: Mapping[Address, str]) -> Ledger:
    """The ledger with the addresses that a site has now, and the ids of the articles among them."""
    new = {address: Published(guid, _UNWRITTEN) for address, guid in guids.items() if address not in ledger.retired}
    return Ledger({**ledger.published, **new}, ledger.retired)


def retired(ledger: Ledger, address: Address, target: Address | None) -> Ledger:
    """The ledger after an address was given up."""
    published = {place: one for place, one in ledger.published.items() if place != address}
    return Ledger(published, {**ledger.retired, address: Retired(target, _UNWRITTEN)})
