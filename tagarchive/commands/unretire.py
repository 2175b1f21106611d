"""`tagarchive unretire`: takes back that addresses were given up."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

from tagarchive.archive.ledger import Ledger, revived
from tagarchive.archive.suggestions import Known
from tagarchive.build.config_file import config_at
from tagarchive.build.context import with_context
from tagarchive.build.ledger_file import ledger_at, write_ledger
from tagarchive.commands.addresses import given_address
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address
from tagarchive.reading.disk import check_site

_COMMAND = Location("tagarchive unretire")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(ending="Nothing was changed.")
    parser.description = (
        "Takes back what `tagarchive retire` noted in published.txt: the addresses are published ones again, and a "
        "build stops while nothing stands there."
    )
    addresses = "the addresses, such as /articles/old/, or their whole URLs"
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS", help=addresses)
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    addresses = with_context(options.root, lambda context: unretire(context.root, options.addresses), print_waiting)
    for address in addresses:
        print_line(f"{address} is on record as published again; a build stops while nothing stands there.")


def unretire(root: Path, written: Sequence[str]) -> tuple[Address, ...]:
    """Records retired addresses as published again. Raises `SiteError`, and records nothing, if one is not retired."""
    check_site(root)
    site, ledger = config_at(root), ledger_at(root)
    addresses = tuple(given_address(_COMMAND, site, one) for one in written)
    unknown = [address for address in addresses if address not in ledger.retired]
    if unknown:
        raise SiteError(*_unknown(unknown, ledger))
    write_ledger(root, revived(ledger, addresses))
    return addresses


def _unknown(addresses: Collection[Address], ledger: Ledger) -> list[Problem]:
    """A problem for each address that is not retired."""
    known = Known(ledger.retired)
    problems = []
    for address in addresses:
        if address in ledger.published:
            message = f"found {address}, which is on record as published, expected an address that is retired"
            problems.append(Problem(_COMMAND, "not-retired", message, "there is nothing to take back"))
        else:
            message = f"found {address}, which is not on record, expected an address that is retired"
            hint = known.hint(address) or "published.txt has those that are, with “gone” or an arrow at their ends"
            problems.append(Problem(_COMMAND, "not-retired", message, hint))
    return problems
