"""The list of originals and their verification: as lines for people, and as objects for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from tagarchive.collecting.originals.originals import Original
from tagarchive.collecting.originals.verdicts import Verdicts
from tagarchive.collecting.originals.verification import Fault, Verified
from tagarchive.core.text import counted
from tagarchive.reading.provenance import CopyOf
from tagarchive.reading.verdict_file import Verdict

SHOWN = 20
"""Number of items that are shown of a group; more of them hide what matters."""

_STATES = {"missing": "missing on one day", "dead": "no longer there", "moved": "moved"}


class Group(NamedTuple):
    """Lines of a report under one head."""

    head: str
    lines: Sequence[str]


def grouped(groups: Sequence[Group], *, is_long: bool) -> Iterator[str]:
    """The groups that have lines, each with the number of them."""
    for group in groups:
        if group.lines:
            shown = group.lines if is_long else group.lines[:SHOWN]
            yield f"{group.head} ({len(group.lines):,}):"
            yield from (f"  {line}" for line in shown)
            if len(shown) < len(group.lines):
                yield f"  … and {len(group.lines) - len(shown):,} more; --all lists them"
            yield ""


# The list.


def listed(originals: Sequence[Original], verdicts: Verdicts) -> Iterator[str]:
    """Each original with what is known of it, then how many there are."""
    for original in originals:
        state = _state_words(verdicts.get(original.url))
        yield f"{original.path}: {original.url or 'address unknown'}{f' ({state})' if state else ''}"
        if original.archived:
            yield f"    archived copy: {original.archived}"
        yield from (f"    copy: {_copy_words(copy)}" for copy in original.copies if copy.url != original.archived)
    counts = [sum(map(bool, some)) for some in zip(*(_facts(one, verdicts) for one in originals), strict=True)]
    archived, kept, dead = counts or (0, 0, 0)
    yield f"{counted(len(originals), 'original')}: {archived:,} with an archived copy, {kept:,} kept, {dead:,} dead."


def _facts(original: Original, verdicts: Verdicts) -> tuple[bool, bool, bool]:
    verdict = verdicts.get(original.url)
    is_kept = any(copy.file for copy in original.copies)
    return bool(original.archived), is_kept, verdict is not None and verdict.state == "dead"


def _state_words(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    to = f" to {verdict.to}" if verdict.to else ""
    return f"{_STATES[verdict.state]}{to}, found {verdict.since}"


def _copy_words(copy: CopyOf) -> str:
    facts = ", ".join(part for part in (copy.kind, copy.made.day if copy.made else "") if part)
    return f"{copy.url or copy.file}{f' ({facts})' if facts else ''}"


def list_as_object(originals: Sequence[Original], verdicts: Verdicts) -> dict[str, Any]:
    return {"originals": [_as_object(original, verdicts) for original in originals]}


def _as_object(original: Original, verdicts: Verdicts) -> dict[str, Any]:
    verdict = verdicts.get(original.url)
    return {
        "file": original.path,
        "url": original.url,
        "state": verdict.state if verdict else "",
        "archive_url": original.archived,
        "copies": [_copy_as_object(copy) for copy in original.copies],
    }


def _copy_as_object(copy: CopyOf) -> dict[str, Any]:
    values = msgspec.structs.asdict(copy) | {"made": copy.made.text if copy.made else None}
    return {key: value for key, value in values.items() if value}


# The verification.


def verification_lines(found: Verified, *, is_long: bool) -> Iterator[str]:
    """Findings of a verification. It says that bytes are as they were kept, never that they are genuine."""
    groups = (
        Group("Changed since they were kept", [_fault_words(fault) for fault in found.changed]),
        Group("Missing", [_fault_words(fault) for fault in found.missing]),
        Group("Named in no front matter", found.unnamed),
        Group("Without a SHA-256 in front matter, so nobody knows whether they changed", found.unknown),
    )
    yield from grouped(groups, is_long=is_long)
    unchanged, changed, missing = (f"{len(some):,}" for some in (found.unchanged, found.changed, found.missing))
    yield f"Unchanged since they were kept: {unchanged}; changed: {changed}; missing: {missing}."


def _fault_words(fault: Fault) -> str:
    return f"{fault.file}: {fault.reason} ({', '.join(fault.articles)})"


def verification_as_object(found: Verified) -> dict[str, Any]:
    faults = {name: [fault._asdict() for fault in getattr(found, name)] for name in ("changed", "missing")}
    return found._asdict() | faults
