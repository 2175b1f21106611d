"""Problems with the lines of the file around them, for pages and the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from tagarchive.core.errors import Problem, SiteError
from tagarchive.reading.disk import read

AROUND = 2
"""Number of lines that an excerpt shows before and after the one that is meant."""


class Diagnostic(msgspec.Struct, frozen=True):
    """A problem, and the numbered lines around it. All of it is plain text."""

    where: str
    message: str
    hint: str
    line: int
    excerpt: tuple[tuple[int, str], ...]


def diagnostics_of(problems: Iterable[Problem], root: Path) -> tuple[Diagnostic, ...]:
    """The problems with excerpts of the files as they stand now."""
    return tuple(
        Diagnostic(str(one.where), f"{one.message} [{one.code}]", one.hint, one.where.line, _excerpt(one, root))
        for one in problems
    )


def _excerpt(problem: Problem, root: Path) -> tuple[tuple[int, str], ...]:
    line = problem.where.line
    if not line:
        return ()
    try:
        lines = read(root, problem.where.path).data.decode(errors="replace").splitlines()
    except SiteError:
        return ()
    first = max(line - AROUND, 1)
    return tuple(enumerate((text[:500] for text in lines[first - 1 : line + AROUND]), first))
