"""Findings about redirects: those that lead to another one, and links to them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tagarchive.archive.ledger import Ledger
from tagarchive.archive.model import Archive, Redirect
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, page_address
from tagarchive.reading.body import ToSite
from tagarchive.reading.files import LEDGER_FILE

Redirects = Mapping[Address, Redirect]
"""Redirects by their addresses."""


def pages_of(former: Sequence[Redirect]) -> Redirects:
    """The former addresses at which a page leads on. Feeds go on at theirs, and others have no page of their own."""
    return {page_address(one.address): one for one in former if not one.feed and not one.recased}


def chains(ledger: Ledger, archive: Archive) -> Iterator[Problem]:
    """Findings for aliases and records of the ledger that lead to a former address."""
    pages = pages_of(archive.former)
    steps = [(address, record.target, record.where) for address, record in ledger.retired.items()]
    steps += [(one.address, one.target, one.where) for one in archive.former if one.where.path != LEDGER_FILE]
    for address, target, where in steps:
        if target and page_address(target) in pages and page_address(target) != address:
            yield _chain(address, page_address(target), where, end_of(page_address(target), pages))


def _chain(address: Address, target: Address, where: Location, end: Address | None) -> Problem:
    message = f"found that {address} leads to {target}, which leads on"
    if end is None:
        return Problem(
            where, "redirect-chain", f"{message} to nothing: it is gone", f"write that {address} is gone too"
        )
    if end in (address, target):
        return Problem(where, "redirect-chain", f"{message} and back", "name an address that has a page")
    return Problem(where, "redirect-chain", f"{message} to {end}", f"lead to {end} at once")


def end_of(address: Address, pages: Redirects) -> Address | None:
    """The address where redirects from an address end; None if it is gone, and one of a circle if they never end."""
    seen = set[Address]()
    end: Address | None = address
    while end and end in pages and end not in seen:
        seen.add(end)
        end = pages[end].target
    return end


def links_to_redirects(archive: Archive) -> Iterator[Problem]:
    """Findings for links within the site to former addresses."""
    pages = pages_of(archive.former)
    if not pages:
        return
    for target in (target for document in archive.documents for target in document.targets()):
        if isinstance(target, ToSite) and (address := page_address(target.address)) in pages:
            yield _link(target, end_of(address, pages))


def _link(target: ToSite, end: Address | None) -> Problem:
    if end is None:
        return Problem(target.written.where, "broken-link", f"found a link to {target.address}, which is gone")
    message = f"found a link to {target.address}, a former address that leads on to {end}"
    return Problem(target.written.where, "redirected-link", message, f"link to {end}")
