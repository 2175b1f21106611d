"""What the commands `record` and `retire` do: keep `published.txt`, by which a build knows what must not vanish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import structs

from tagarchive.archive.ledger import Ledger, read_ledger, recorded, retired, text_of
from tagarchive.build.context import BuildContext
from tagarchive.build.site_loader import config_at, ledger_at, read_project
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address, out_path, page_address
from tagarchive.reading.disk import check_site
from tagarchive.reading.documents import LEDGER_FILE, Edition
from tagarchive.reading.field_types import site_address
from tagarchive.reading.site_files import load

_COMMAND = Location("tagarchive retire")


class Recorded(NamedTuple):
    """How many addresses are on record, and how many of them are new."""

    all: int
    new: int


def record(tools: BuildContext, edition: Edition) -> Recorded:
    """Puts every address of the site on record. Raises `SiteError` with every fault of the site."""
    project = read_project(load(tools.root, tools.store.seen()), edition, tools)
    before, archive = ledger_at(tools.root), project.archive
    guids = {one.address: one.guid for one in archive.articles}
    others = [one.address for one in archive.pages]
    others += [term.address for term in (*archive.tags, *archive.authors, *archive.sources)]
    addresses = dict.fromkeys((one for one in others if out_path(one) in project.plan), "")
    after = recorded(before, {**addresses, **guids})
    _write(tools.root, after)
    return Recorded(len(after.published), len(after.published.keys() - before.published.keys()))


class Retirement(NamedTuple):
    """Addresses that were given up, and where they lead now, if anywhere."""

    addresses: tuple[Address, ...]
    target: Address | None


def retire(tools: BuildContext, edition: Edition, written: Sequence[str], target: str) -> Retirement:
    """Notes that addresses were given up, and where they lead now if anywhere.

    Raises `SiteError`, and notes nothing, where a build would refuse it.
    """
    check_site(tools.root)
    base = config_at(tools.root).base_url
    found = Retirement(tuple(_address(base, one) for one in written), _address(base, target) if target else None)
    ledger = retired(ledger_at(tools.root), *found)
    problems = _refused(found, read_ledger(text_of(ledger)), tools, edition)
    if problems:
        raise SiteError(*problems)
    _write(tools.root, ledger)
    return found


def _refused(found: Retirement, ledger: Ledger, tools: BuildContext, edition: Edition) -> list[Problem]:
    """What a build would say of addresses that are given up so; what it says of others on record is for later."""
    try:
        read_project(load(tools.root, tools.store.seen()), edition, tools, ledger)
    except SiteError as error:
        given_up = {ledger.retired[address].where for address in found.addresses}
        told = [one for one in error.problems if one.where.path != LEDGER_FILE or one.where in given_up]
        return [structs.replace(one, where=_COMMAND) if one.where in given_up else one for one in told]
    return []


def _address(base: str, written: str) -> Address:
    """The address that is meant by itself or by a whole URL of the site that stands at `base`."""
    path = written
    if "://" in written:
        host, prefix = urlsplit(base).netloc.lower(), urlsplit(base).path.rstrip("/")
        if not base or urlsplit(written).netloc.lower() != host or not urlsplit(written).path.startswith(f"{prefix}/"):
            what = f"found {written}, expected an address of this site: {base or '/…'}"
            raise SiteError(Problem(_COMMAND, what))
        path = urlsplit(written).path.removeprefix(prefix)
    try:
        return page_address(site_address(path))
    except ValueError as error:
        raise SiteError(Problem(_COMMAND, f"found “{written}”, expected {error}")) from None


def _write(root: Path, ledger: Ledger) -> None:
    file = root / LEDGER_FILE
    text = text_of(ledger)
    if file.is_file() and file.read_text("utf-8") == text:
        return
    beside = file.with_name(f".{LEDGER_FILE}.new")
    try:
        beside.unlink(missing_ok=True)
        # Made anew: whoever made the folder may have made a link there, and it must not be followed.
        with beside.open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
        beside.replace(file)
    except OSError as error:
        what = f"found that it can't be written: {error.strerror}"
        raise SiteError(Problem(Location(LEDGER_FILE), what, "mend its permissions")) from error
