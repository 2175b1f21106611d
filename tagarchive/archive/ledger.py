"""`published.txt`: the addresses that a site has published, and the ids of its articles in feeds.

One line an address, in their order, so that two people's changes merge. After the address stands the id of the article
there, then `-> /address/` where it leads to another one, or `gone`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address, fold_path, out_path
from tagarchive.reading.documents import LEDGER_FILE
from tagarchive.reading.field_types import site_address

_HEADING = """\
# What this site has published: addresses, and the ids of articles in feeds. Keep this file with the site.
# `tagarchive record` adds to it; `tagarchive retire ADDRESS` says that one is gone or stands elsewhere.
"""


class Published(NamedTuple):
    """An address that was published: the id of the article there, or nothing, and the line that says so."""

    guid: str
    where: Location


class Retired(NamedTuple):
    """An address that was given up: the id of the article there, where it leads now if anywhere, and the line."""

    guid: str
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
            address, entry = _entry(line, where)
        except ValueError as error:
            problems.append(_fault(where, line, str(error)))
            continue
        if address in published or address in retired:
            problems.append(_fault(where, line, "each address once"))
        elif isinstance(entry, Published):
            published[address] = entry
        else:
            retired[address] = entry
    if problems:
        raise SiteError(*problems)
    return Ledger(published, retired)


def _entry(line: str, where: Location) -> tuple[Address, Published | Retired]:
    """An address and what is on record of it. Raises `ValueError` that says what is expected."""
    written, _, rest = (part.strip() for part in line.partition(" "))
    address = Address(site_address(written))
    guid, arrow, target = (part.strip() for part in rest.partition("->"))
    if arrow:
        return address, Retired(guid, Address(site_address(target)), where)
    if rest == "gone" or rest.endswith(" gone"):
        return address, Retired(rest.removesuffix("gone").strip(), None, where)
    return address, Published(rest, where)


def _fault(where: Location, line: str, expected: str) -> Problem:
    conflict = line[:7] in ("<<<<<<<", "=======", ">>>>>>>")
    hint = "two versions of the file were not merged; keep the lines of both" if conflict else ""
    return Problem(where, "bad-record", f"found “{line.strip()}”, expected {expected}", hint)


def text_of(ledger: Ledger) -> str:
    """The file that holds a ledger."""
    lines = {address: f"{address} {one.guid}".rstrip() for address, one in ledger.published.items()}
    for address, one in ledger.retired.items():
        known = f"{address} {one.guid}".rstrip()
        lines[address] = f"{known} -> {one.target}" if one.target else f"{known} gone"
    return _HEADING + "".join(f"{lines[address]}\n" for address in sorted(lines))


_UNWRITTEN = Location(LEDGER_FILE)


def recorded(ledger: Ledger, guids: Mapping[Address, str]) -> Ledger:
    """The ledger with the addresses that a site has now, and the ids of the articles among them."""
    new = {address: Published(guid, _UNWRITTEN) for address, guid in guids.items() if address not in ledger.retired}
    return Ledger({**ledger.published, **new}, ledger.retired)


def retired(ledger: Ledger, addresses: Collection[Address], target: Address | None) -> Ledger:
    """The ledger after addresses were given up."""
    published = {place: one for place, one in ledger.published.items() if place not in addresses}
    guids = {place: one.guid for known in (ledger.retired, ledger.published) for place, one in known.items()}
    given_up = {place: Retired(guids.get(place, ""), target, _UNWRITTEN) for place in addresses}
    return Ledger(published, {**ledger.retired, **given_up})


def answered(ledger: Ledger, standing: Collection[Address]) -> Ledger:
    """The ledger in which an address that differs in case or Unicode form alone from one that stands leads there.

    Nothing can stand at both where a file system takes the two for one.
    """
    if not ledger.published:
        return ledger
    exact, folded = set(standing), {fold_path(out_path(address)): address for address in standing}
    moved = {
        address: Retired(one.guid, folded[key], one.where)
        for address, one in ledger.published.items()
        if address not in exact and (key := fold_path(out_path(address))) in folded
    }
    published = {address: one for address, one in ledger.published.items() if address not in moved}
    return Ledger(published, {**ledger.retired, **moved})


def end_of(address: Address | None, ledger: Ledger) -> Address | None:
    """Where an address leads in the end, if it leads to one that leads elsewhere."""
    seen = set[Address]()
    while address and address in ledger.retired and address not in seen:
        seen.add(address)
        address = ledger.retired[address].target
    return address


def inherited(ledger: Ledger) -> dict[Address, str]:
    """The ids of articles that moved, by the addresses that their former ones lead to."""
    found = ((end_of(one.target, ledger), one.guid) for one in ledger.retired.values() if one.guid)
    return {address: guid for address, guid in found if address}
