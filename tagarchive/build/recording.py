"""The record of published addresses in a build: what is not on it yet, and what the build adds to it by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.ledger import Ledger, read_ledger, recorded, text_of, unrecorded
from tagarchive.build.ledger_file import ledger_at, write_ledger
from tagarchive.build.report import BuildRequest
from tagarchive.build.site_loader import LoadedSite
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Location, Problem, PublishedError, SiteError
from tagarchive.plan.recordable import recordable
from tagarchive.reading.file_state import Seen, state_of
from tagarchive.reading.files import LEDGER_FILE, VERDICTS_FILE


class Recording(NamedTuple):
    """The record after a build.

    Attributes:
        added: number of addresses that the build added
        missing: number of addresses for readers that are not on it
        seen: the states and digests of the source files
        notices: the notices about the site, each at its line of the record

    """

    added: int
    missing: int
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]


def recording(project: LoadedSite, request: BuildRequest) -> Recording:
    """Compares the record with the site, and adds what is new if the site and the request have it so.

    Raises `PublishedError` if the record can't be written.
    """
    if request.edition.drafts or request.edition.future or not project.config.base_url:
        return Recording(0, 0, project.seen, project.notices)
    current, ledger = recordable(project.archive, project.plan), project.ledger
    missing = unrecorded(ledger, current)
    is_due = project.config.record.automatic and not (request.dry_run or request.untrusted)
    after = recorded(ledger, current) if is_due else ledger
    # The next build meets what somebody else has written to the record during this one.
    if after == ledger or ledger_at(request.root) != ledger:
        return Recording(0, missing, project.seen, project.notices)
    try:
        write_ledger(request.root, after)
    except SiteError as error:
        raise PublishedError(*error.problems) from error
    return Recording(missing, 0, _with_ledger(project.seen, request, after), _moved(project.notices, ledger, after))


def _with_ledger(seen: Mapping[str, Seen], request: BuildRequest, ledger: Ledger) -> dict[str, Seen]:
    """The source files with the record as it was written, in the order in which a build reads them."""
    state = state_of((request.root / LEDGER_FILE).stat())
    written = Seen(state, settled=False, digest=digest_of_text(text_of(ledger)))
    last = {VERDICTS_FILE: seen[VERDICTS_FILE]} if VERDICTS_FILE in seen else {}
    others = {path: file for path, file in seen.items() if path not in (LEDGER_FILE, VERDICTS_FILE)}
    return {**others, LEDGER_FILE: written, **last}


def _moved(notices: tuple[Problem, ...], before: Ledger, after: Ledger) -> tuple[Problem, ...]:
    """The notices, where those about lines of the record are at the lines where these are now."""
    if not any(notice.where.path == LEDGER_FILE for notice in notices):
        return notices
    now = _lines(read_ledger(text_of(after)))
    lines: dict[Location, Location] = {where: now[address] for address, where in _lines(before).items()}
    return tuple(replace(notice, where=lines.get(notice.where, notice.where)) for notice in notices)


def _lines(ledger: Ledger) -> dict[str, Location]:
    return {address: record.where for known in ledger for address, record in known.items()}
