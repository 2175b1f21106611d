"""The report of a check: as lines for people, and as an object for programs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tagarchive.checking.findings import Findings
from tagarchive.core.errors import Problem
from tagarchive.core.problem_codes import gist
from tagarchive.core.problem_groups import group_lines, grouped
from tagarchive.core.text import counted

SHOWN = 10
"""Number of findings that are shown of a group; more of them hide what matters."""

_OF_ARTICLES = frozenset({"no-source", "no-summary", "no-tags"})
"""Codes of findings of which an article has one at most. Where every article has one, a list of them says nothing."""


class Unreached(NamedTuple):
    """An address on another host that could not be checked.

    Attributes:
        url: the address
        reason: the reason, in words
        files: paths of the files that lead to it

    """

    url: str
    reason: str
    files: tuple[str, ...]


class External(NamedTuple):
    """The result of a check of links to other hosts, besides its findings.

    Attributes:
        asked: number of addresses that were asked now
        known: number of addresses that were asked before
        left: number of addresses that were not asked, since the time was over or a host wants to be left alone
        unreached: addresses that could not be checked

    """

    asked: int
    known: int
    left: int
    unreached: tuple[Unreached, ...]


def lines(found: Findings, external: External | None, *, is_long: bool) -> Iterator[str]:
    """The report for people; with `is_long`, every finding of it."""
    for code, problems in grouped(found.all).items():
        yield f"{code} ({len(problems):,}): {gist(code)}."
        if len(problems) > SHOWN and code in _OF_ARTICLES and len(problems) == found.articles and not is_long:
            yield f'  every article; where that is as it should be: silence = ["{code}"] under [check]'
        else:
            yield from group_lines(problems, None if is_long else SHOWN)
        yield ""
    if external:
        yield from _unreached(external, is_long=is_long)
    yield from _summary(found, external)


def _unreached(external: External, *, is_long: bool) -> Iterator[str]:
    some = external.unreached
    if not some:
        return
    yield f"Could not be checked ({len(some):,}), and not counted:"
    for one in some if is_long else some[:SHOWN]:
        more = f" and {counted(len(one.files) - 1, 'more file')}" if len(one.files) > 1 else ""
        yield f"  {one.url}: {one.reason} ({one.files[0]}{more})"
    if len(some) > SHOWN and not is_long:
        yield f"  … and {len(some) - SHOWN:,} more; --all lists them"
    yield ""


def _summary(found: Findings, external: External | None) -> Iterator[str]:
    count, rules = len(found.all), len(grouped(found.all))
    stops = f"; {counted(len(found.stopping), 'of them stops', 'of them stop')} a build" if found.stopping else ""
    yield f"{counted(count, 'finding')} of {counted(rules, 'rule')}{stops}." if count else "Nothing found."
    if found.silenced:
        yield f"Silenced: {', '.join(f'{code} ({number:,})' for code, number in found.silenced.items())}."
    if found.postponed:
        yield "Some rules need every article, such as `single-tag`. They wait until every file can be read."
    if external:
        yield (
            f"{counted(external.asked, 'address', 'addresses')} on other hosts asked now, {external.known:,} known "
            f"from before, {external.left:,} left for the next run."
        )


def as_object(found: Findings, external: External | None) -> dict[str, object]:
    """The report for programs. docs/checking.md describes it."""
    stopping = set(found.stopping)
    report: dict[str, object] = {
        "findings": [_finding(problem, stopping) for problem in found.all],
        "rules": {code: len(problems) for code, problems in grouped(found.all).items()},
        "silenced": dict(found.silenced),
        "postponed": found.postponed,
        "hosts": [{"host": call.host, "when": call.when, "files": list(call.files)} for call in found.calls],
    }
    if external:
        unreached = [one._asdict() for one in external.unreached]
        report["external"] = {**external._asdict(), "unreached": unreached}
    return report


def _finding(problem: Problem, stopping: Collection[Problem]) -> dict[str, object]:
    where = problem.where
    return {
        "code": problem.code,
        "file": where.path,
        "line": where.line or None,
        "column": where.column or None,
        "message": problem.message,
        "hint": problem.hint,
        "stops_build": problem in stopping,
    }
