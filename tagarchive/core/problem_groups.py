"""Groups of problems with one code, and their lines for people. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tagarchive.core.errors import Problem
from tagarchive.core.gravity import GRAVE, in_order
from tagarchive.core.problem_codes import several

FEW = 3
"""Number of notices of a group that the summary of a build shows."""

MANY = 20
"""Problems of one code that a build which fails shows."""


def grouped(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Problems by code, in the order in which the codes come first."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    return groups


def group_lines(problems: Sequence[Problem], most: int | None) -> Iterator[str]:
    """The first problems of a group, at most `most` of them, and the number of the others.

    A hint that all of the group share stands once.
    """
    hints = {problem.hint for problem in problems}
    shared = hints.pop() if len(hints) == 1 and len(problems) > 1 else ""
    shown = problems[:most]
    for problem in shown:
        yield f"  {problem.where}: {problem.message}"
        if problem.hint and not shared:
            yield f"      hint: {problem.hint}"
    if len(shown) < len(problems):
        yield f"  … and {len(problems) - len(shown):,} more; --all lists them"
    if shared:
        yield f"  hint: {shared}"


def notice_lines(notices: Iterable[Problem], *, is_long: bool = False) -> Iterator[str]:
    """Notices by gravity, those with one code as a group: all of them with `is_long`, and all grave ones."""
    for code, group in sorted(grouped(notices).items(), key=lambda item: in_order(item[0])):
        if len(group) == 1:
            yield from str(group[0]).split("\n")
            continue
        is_short = len(group) > FEW + 1 and code not in GRAVE and not is_long
        yield f"{several(code, len(group))} [{code}]:"
        yield from group_lines(group, FEW if is_short else None)


def problem_lines(problems: Sequence[Problem], *, is_long: bool) -> Iterator[str]:
    """Problems in their order: all of them with `is_long`, else the first `MANY` of each code."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.code] += 1
        if is_long or counts[problem.code] <= MANY:
            yield str(problem)
    left = {code: number - MANY for code, number in counts.items() if number > MANY and not is_long}
    if left:
        more = ", ".join(f"{number:,} more [{code}]" for code, number in left.items())
        yield f"… and {more}; --all lists them"


def by_file(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Problems by the path of the file that they are in."""
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in sorted(problems):
        found[problem.where.path] = (*found.get(problem.where.path, ()), problem)
    return found
