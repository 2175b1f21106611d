"""What a person sees in the terminal: progress, the summary of a build, and what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from tagarchive.build import Report
from tagarchive.errors import Problem

T = TypeVar("T")

_SHOWN = 20
"""Notices that a summary shows; more of them hide what matters."""


def progress(things: Iterable[T], count: int, what: str) -> Iterable[T]:
    """Shows a bar on a terminal where the things take more than a second."""
    return tqdm(things, total=count, unit=f" {what}", delay=1, leave=False, disable=not sys.stderr.isatty())


def print_report(report: Report, output: Path, seconds: float) -> None:
    published = report.published
    print(
        f"Built {_count(report.articles, 'article')} under {_count(report.tags, 'tag')}: "
        f"{_count(report.pages, 'page')} and {_count(report.feeds, 'feed')} in {seconds:.1f} s."
    )
    print(
        f"{output}: {_count(len(published.written), 'file')} written, {published.kept} unchanged, "
        f"{len(published.removed)} removed."
    )
    if report.notices:
        print(f"\nNeeds attention ({len(report.notices)}):")
        for notice in report.notices[:_SHOWN]:
            print(f"  {_shown(notice)}".replace("\n", "\n  "))
        if len(report.notices) > _SHOWN:
            print(f"  … and {len(report.notices) - _SHOWN} more, shown when these are mended")


def print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(_shown(problem), file=sys.stderr)
    print(f"\n{_count(len(problems), 'problem')}.", file=sys.stderr)


def _shown(problem: Problem) -> str:
    """A problem without what would steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in str(problem))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
