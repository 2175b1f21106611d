"""What a person sees in the terminal: progress, the summary of a build, and what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tagarchive.build import unwatched
from tagarchive.errors import Problem
from tagarchive.reports import Report

T = TypeVar("T")

_SHOWN = 20
"""Notices that a summary shows; more of them hide what matters."""


def progress(things: Iterable[T], count: int, what: str) -> Iterable[T]:
    """Shows a bar on a terminal where the things take more than a second."""
    if not sys.stderr.isatty():
        return unwatched(things, count, what)
    from tqdm import tqdm  # noqa: PLC0415 (it takes longer than a build that finds nothing to do)

    return tqdm(things, total=count, unit=f" {what}", delay=1, leave=False)


def print_waiting() -> None:
    print("Another build of this site is under way; waiting for it to end.", file=sys.stderr)


def print_report(report: Report, output: Path, seconds: float, *, dry_run: bool) -> None:
    print(
        f"{'Read' if dry_run else 'Built'} {_count(report.articles, 'article')} under {_count(report.tags, 'tag')}: "
        f"{_count(report.pages, 'page')} and {_count(report.feeds, 'feed')} in {seconds:.1f} s."
    )
    print(
        f"{output}: {_count(len(report.rendered), 'file')} rendered, {len(report.written):,} "
        f"{'to write' if dry_run else 'written'}, {report.kept:,} kept, {len(report.removed):,} "
        f"{'to remove' if dry_run else 'removed'}."
    )
    if dry_run:
        _print_paths("To write", report.written)
        _print_paths("To remove", report.removed)
    elif report.repaired:
        _print_paths("Repaired, since they were gone or not as they were written", report.repaired)
    if report.explained:
        print(report.explained)
    if report.notices:
        print(f"\nNeeds attention ({len(report.notices)}):")
        for notice in report.notices[:_SHOWN]:
            print(f"  {_shown(notice)}".replace("\n", "\n  "))
        if len(report.notices) > _SHOWN:
            print(f"  … and {len(report.notices) - _SHOWN} more, shown when these are mended")


def _print_paths(title: str, paths: Sequence[str]) -> None:
    if paths:
        print(f"\n{title} ({len(paths):,}):")
    for path in sorted(paths):
        print(f"  {path}")


def print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(_shown(problem), file=sys.stderr)
    print(f"\n{_count(len(problems), 'problem')}.", file=sys.stderr)


def _shown(problem: Problem) -> str:
    """A problem without what would steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in str(problem))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
