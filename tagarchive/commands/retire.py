"""`tagarchive retire`: gives up addresses that were published."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.ledger import Ledger, end_of, is_known, read_ledger, retired, text_of, without
from tagarchive.archive.suggestions import Known
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.ledger_file import ledger_at, write_ledger
from tagarchive.build.site_loader import LoadedSite, read_project
from tagarchive.commands.addresses import given_address
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Address, out_path
from tagarchive.plan.outputs import redirects
from tagarchive.plan.planned_files import PlannedFile
from tagarchive.reading.disk import check_site
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import LEDGER_FILE
from tagarchive.reading.site_files import load

_COMMAND = Location("tagarchive retire")
_OLDER = "`aliases` of a page leads on from addresses that no record has; published.txt has those that can be retired"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(ending="Nothing was retired.")
    parser.description = (
        "Notes in published.txt that addresses are given up. A page there says so, or leads elsewhere. No page can "
        "stand at the address of a file: hosts that read _redirects lead on from there. `tagarchive unretire` takes it "
        "back."
    )
    addresses = "the addresses, such as /articles/old/ or /files/old.png, or their whole URLs"
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

    The addresses that an article had before the one that is retired are retired with it. Raises `SiteError`, and
    records nothing, if an address still stands or was never published, or if a build would refuse it.
    """
    check_site(context.root)
    site, before = config_at(context.root), ledger_at(context.root)
    asked = tuple(given_address(_COMMAND, site, one) for one in written)
    to = given_address(_COMMAND, site, target) if target else None
    project = _project(Retirement(asked, to), before, context, edition)
    problems = [problem for address in asked for problem in _refused(address, before, project, context)]
    problems = problems or [*_circle(Retirement(asked, to), before)]
    if problems:
        raise SiteError(*problems)
    found = Retirement((*asked, *_former(asked, before, project)), to)
    write_ledger(context.root, retired(before, *found))
    return found


def _project(found: Retirement, before: Ledger, context: BuildContext, edition: Edition) -> LoadedSite:
    """The site without the addresses. Raises `SiteError` with the problems that a build would report about them.

    Problems with other recorded addresses are left to that build.
    """
    ledger, inputs = read_ledger(text_of(retired(before, *found))), load(context.root, context.store.seen())
    try:
        return read_project(inputs, edition, context, ledger)
    except SiteError as error:
        places = {problem.where for problem in error.problems}
        given_up = {ledger.retired[address].where for address in found.addresses}
        told = [one for one in error.problems if one.where.path != LEDGER_FILE or one.where in given_up]
    if told:
        raise SiteError(*(structs.replace(one, where=_COMMAND) if one.where in given_up else one for one in told))
    return read_project(inputs, edition, context, without(ledger, places))


def _refused(address: Address, ledger: Ledger, project: LoadedSite, context: BuildContext) -> Iterator[Problem]:
    """A problem if the site has something at an address, whatever its record says, or if it never had."""
    file = project.plan.planned.get(out_path(address))
    if file and not (file.where and file.where.path == LEDGER_FILE):
        yield _standing(address, file)
    elif not (is_known(address, ledger) or context.store.has_written(out_path(address))):
        hint = Known({*ledger.published, *ledger.retired}).hint(address) or _OLDER
        yield Problem(_COMMAND, "never-published", f"found {address}, which was never published", hint)


def _circle(found: Retirement, before: Ledger) -> Iterator[Problem]:
    """A problem if the target leads back to an address that is to lead there."""
    ledger = retired(before, *found)
    if found.target and end_of(found.target, ledger) in ledger.retired:
        message = f"found that {found.addresses[0]} would lead to {found.target}, which leads back to it"
        yield Problem(_COMMAND, "broken-redirect", message, "name an address at which something stands")


def _standing(address: Address, file: PlannedFile) -> Problem:
    place = f" ({file.where})" if file.where else ""
    if file.origin == redirects.ORIGIN:
        message = f"found {address}, which is still named as a former address{place}"
        return Problem(_COMMAND, "still-there", message, "take it away there, or leave it: it answers as it is")
    message = f"found {address}, where the site still has {file.origin}{place}"
    return Problem(_COMMAND, "still-there", message, "delete that first, or give it another address")


def _former(addresses: Sequence[Address], before: Ledger, project: LoadedSite) -> Iterator[Address]:
    """The other addresses of articles that are retired and have none any more. They led to these until now."""
    ids = _ids(before, addresses) - {placed.guid for placed in project.archive.recorded}
    for address, record in before.published.items():
        if record.guid in ids and address not in addresses and out_path(address) not in project.plan:
            yield address


def _ids(ledger: Ledger, addresses: Sequence[Address]) -> set[str]:
    records: Mapping[Address, str] = {address: record.guid for address, record in ledger.published.items()}
    return {records[address] for address in addresses if records.get(address)}
