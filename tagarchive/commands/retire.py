"""`tagarchive retire`: gives up addresses that were published."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import structs

from tagarchive.archive.ledger import Ledger, read_ledger, retired, text_of
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.ledger_file import write_ledger
from tagarchive.build.site_loader import config_at, ledger_at, read_project
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.disk import check_site
from tagarchive.reading.documents import LEDGER_FILE
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import site_address
from tagarchive.reading.site_files import load

_COMMAND = Location("tagarchive retire")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Notes in published.txt that addresses are given up. A page there says so, or leads elsewhere."
    addresses = "the addresses, such as /articles/old/, or their whole URLs"
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS", help=addresses)
    parser.add_argument("--to", default="", metavar="ADDRESS", help="where they lead from now on")
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    edition = Edition(drafts=False, now=now())
    found = with_context(
        options.root, lambda context: retire(context, edition, options.addresses, options.to), print_waiting
    )
    for address in found.addresses:
        print_line(f"{address} leads to {found.target}." if found.target else f"{address} is gone.")


class Retirement(NamedTuple):
    """Retired addresses, and the address that they lead to now, if any."""

    addresses: tuple[Address, ...]
    target: Address | None


def retire(context: BuildContext, edition: Edition, written: Sequence[str], target: str) -> Retirement:
    """Records addresses as retired, with the address that they lead to now, if any.

    Raises `SiteError`, and records nothing, if a build would refuse it.
    """
    check_site(context.root)
    site = config_at(context.root)
    found = Retirement(tuple(_address(site, one) for one in written), _address(site, target) if target else None)
    ledger = retired(ledger_at(context.root), *found)
    problems = _refused(found, read_ledger(text_of(ledger)), context, edition)
    if problems:
        raise SiteError(*problems)
    write_ledger(context.root, ledger)
    return found


def _refused(found: Retirement, ledger: Ledger, context: BuildContext, edition: Edition) -> list[Problem]:
    """Problems that a build would report about these addresses. Problems with other recorded addresses are ignored."""
    try:
        read_project(load(context.root, context.store.seen()), edition, context, ledger)
    except SiteError as error:
        given_up = {ledger.retired[address].where for address in found.addresses}
        told = [one for one in error.problems if one.where.path != LEDGER_FILE or one.where in given_up]
        return [structs.replace(one, where=_COMMAND) if one.where in given_up else one for one in told]
    return []


def _address(site: Config, written: str) -> Address:
    """The address that is written as such, or as a whole URL of the site."""
    path, base = written, site.base_url
    if "://" in written:
        host, prefix = urlsplit(base).netloc.lower(), urlsplit(base).path.rstrip("/")
        if not base or urlsplit(written).netloc.lower() != host or not urlsplit(written).path.startswith(f"{prefix}/"):
            what = f"found {written}, expected an address of this site: {base or '/…'}"
            raise SiteError(Problem(_COMMAND, "bad-argument", what))
        path = urlsplit(written).path.removeprefix(prefix)
    try:
        return site.addresses.page(site_address(path))
    except ValueError as error:
        raise SiteError(Problem(_COMMAND, "bad-argument", f"found “{written}”, expected {error}")) from None
