"""The ledger `published.txt`: the addresses that a site has published, and the guids of its articles.

Each address has one line. Lines are sorted, so that changes by two people merge. The line of an article continues with
its guid. The line of a retired address ends with `-> /address/`, its redirect target, or with `gone`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address, fold_path, out_path, page_address
from tagarchive.reading.field_types import site_address
from tagarchive.reading.files import LEDGER_FILE

_HEADING = """\
# What this site has published: addresses, and the ids of articles in feeds. Keep this file with the site.
# `tagarchive record` adds to it; `tagarchive retire ADDRESS` says that one is gone or stands elsewhere.
"""


class Published(NamedTuple):
    """Record of a published address.

    Attributes:
        guid: guid of the article at the address, or ""
        where: position of the record in the ledger

    """

    guid: str
    where: Location


class Retired(NamedTuple):
    """Record of a retired address.

    Attributes:
        guid: guid of the article that was at the address, or ""
        target: address that it redirects to, or None if it is gone
        where: position of the record in the ledger

    """

    guid: str
    target: Address | None
    where: Location


class Ledger(NamedTuple):
    """Published and retired addresses of a site.

    Attributes:
        published: records of published addresses
        retired: records of retired addresses

    """

    published: Mapping[Address, Published] = {}
    retired: Mapping[Address, Retired] = {}


_SPACES = " \t\r"
"""Characters around the parts of a line. Other spaces can belong to an address."""


def read_ledger(text: str) -> Ledger:
    """The ledger in the text of a file. Raises `SiteError` with a problem for each invalid line."""
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
    """The address in a line and its record. Raises `ValueError` if an address is not valid."""
    written, _, rest = (part.strip(_SPACES) for part in line.partition(" "))
    address = Address(site_address(written))
    guid, ending = _guid_and_ending(rest)
    if ending.startswith("->"):
        return address, Retired(guid, Address(site_address(ending[2:].strip(_SPACES))), where)
    if ending not in ("", "gone"):
        raise ValueError("a guid, and after it nothing, `gone` or `-> /address/`")
    return address, Retired(guid, None, where) if ending else Published(guid, where)


def _guid_and_ending(text: str) -> tuple[str, str]:
    """The guid of a record, and what follows it: nothing, `gone` or an arrow with a target."""
    if text.startswith('"'):
        try:
            guid, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            raise ValueError("a guid in double quotes, as JSON writes it") from None
        return guid, text[end:].strip(_SPACES)
    guid, arrow, target = text.partition("->")
    if arrow:
        return guid.strip(), f"->{target}"
    return (text.removesuffix("gone").strip(), "gone") if f" {text}".endswith(" gone") else (text, "")


def _quoted(guid: str) -> str:
    """The guid as the file has it: in double quotes if its own text reads as an ending of the record."""
    return json.dumps(guid, ensure_ascii=False) if _guid_and_ending(guid) != (guid, "") else guid


def _fault(where: Location, line: str, expected: str) -> Problem:
    conflict = line[:7] in ("<<<<<<<", "=======", ">>>>>>>")
    hint = "two versions of the file were not merged; keep the lines of both" if conflict else ""
    return Problem(where, "bad-record", f"found “{line.strip()}”, expected {expected}", hint)


def text_of(ledger: Ledger) -> str:
    """The text of the file for a ledger."""
    lines = {address: _known(address, record) for address, record in ledger.published.items()}
    for address, record in ledger.retired.items():
        known = _known(address, record)
        lines[address] = f"{known} -> {as_written(record.target)}" if record.target else f"{known} gone"
    return _HEADING + "".join(f"{lines[address]}\n" for address in sorted(lines))


def _known(address: Address, record: Published | Retired) -> str:
    return f"{as_written(address)} {_quoted(record.guid)}".rstrip(" ")


def as_written(address: Address) -> str:
    """An address as a line or a command line has it, where a space ends it."""
    return address.replace("%", "%25").replace(" ", "%20")


def is_writable(address: Address) -> bool:
    """True if a line can have an address. Names of files may hold characters that people can't write in one."""
    try:
        return site_address(as_written(address)) == address
    except ValueError:
        return False


_UNWRITTEN = Location(LEDGER_FILE)


def recorded(ledger: Ledger, guids: Mapping[Address, str]) -> Ledger:
    """The ledger with the current addresses of a site, each with its guid. Those that were retired stand again."""
    known = revived(ledger, guids)
    ids = {address: record.guid for address, record in known.published.items()}
    new = {address: Published(guid, _UNWRITTEN) for address, guid in guids.items() if ids.get(address) != guid}
    return Ledger({**known.published, **new}, known.retired)


def unrecorded(ledger: Ledger, guids: Mapping[Address, str]) -> int:
    """The number of current addresses of a site that the ledger does not have as published."""
    return len(guids.keys() - ledger.published.keys())


def retired(ledger: Ledger, addresses: Collection[Address], target: Address | None) -> Ledger:
    """The ledger after addresses are retired, with a redirect to `target`, or gone if `target` is None."""
    published = {place: record for place, record in ledger.published.items() if place not in addresses}
    guids = {place: record.guid for known in (ledger.retired, ledger.published) for place, record in known.items()}
    given_up = {place: Retired(guids.get(place, ""), target, _UNWRITTEN) for place in addresses}
    return Ledger(published, {**ledger.retired, **given_up})


def revived(ledger: Ledger, addresses: Collection[Address]) -> Ledger:
    """The ledger in which those of the addresses that are retired stand again."""
    places = {place: place if place in addresses else page_address(place) for place in ledger.retired}
    back = {place: record for place, record in ledger.retired.items() if places[place] in addresses}
    if not back:
        return ledger
    published = {places[place]: Published(record.guid, record.where) for place, record in back.items()}
    retired = {place: record for place, record in ledger.retired.items() if place not in back}
    return Ledger({**published, **ledger.published}, retired)


def is_known(address: Address, ledger: Ledger) -> bool:
    """True if an address is on record, or is that of a file beside a list on record, such as a feed."""
    beside = Address(address[: address.rfind("/") + 1])
    return any(place in known for place in (address, beside) for known in ledger)


def without(ledger: Ledger, places: Collection[Location]) -> Ledger:
    """The ledger without the records at these places in its file."""
    published = {address: record for address, record in ledger.published.items() if record.where not in places}
    return Ledger(published, {place: record for place, record in ledger.retired.items() if record.where not in places})


def led_on(ledger: Ledger, moves: Mapping[Address, Address | None]) -> Ledger:
    """The ledger in which published addresses lead to others, or are gone where the other is None."""
    if not moves:
        return ledger
    moved = {
        place: Retired(ledger.published[place].guid, to, ledger.published[place].where) for place, to in moves.items()
    }
    published = {place: record for place, record in ledger.published.items() if place not in moves}
    return Ledger(published, {**ledger.retired, **moved})


def answered(ledger: Ledger, standing: frozenset[Address]) -> Ledger:
    """The ledger with a redirect for each published address that matches a current one but for case or Unicode form.

    Some file systems treat the two as one path, so only one of them can have a page. `standing` are the current
    addresses.
    """
    missing = ledger.published.keys() - standing
    folded = {fold_path(out_path(address)): address for address in standing} if missing else {}
    keys = {address: fold_path(out_path(address)) for address in ledger.published if address in missing}
    return led_on(ledger, {address: folded[key] for address, key in keys.items() if key in folded})


def end_of(address: Address | None, ledger: Ledger) -> Address | None:
    """The address at the end of a chain of redirects; None if the chain ends with an address that is gone.

    In a cycle of redirects, the end is an address of the cycle.
    """
    seen = set[Address]()
    while address and address in ledger.retired and address not in seen:
        seen.add(address)
        address = ledger.retired[address].target
    return address


def inherited(ledger: Ledger) -> dict[Address, str]:
    """The guids of moved articles, by the addresses that their retired addresses redirect to."""
    moved = ((end_of(record.target, ledger), record.guid) for record in ledger.retired.values() if record.guid)
    return {address: guid for address, guid in moved if address}
