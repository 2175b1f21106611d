"""Output to the terminal: progress, the summary of a build, and problems."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from tagarchive.build.context import unwatched
from tagarchive.build.report import Report
from tagarchive.core.errors import Problem
from tagarchive.core.gravity import GRAVE
from tagarchive.core.problem_groups import notice_lines, problem_lines
from tagarchive.core.text import counted

if TYPE_CHECKING:
    from tagarchive.importing.writing.report import Change
    from tagarchive.preview.publisher import Outcome
    from tagarchive.preview.state import Scene

T = TypeVar("T")

_SHOWN = 20
"""Lines of a section that the report of an import shows; more of them hide what matters."""


def progress(things: Iterable[T], count: int, what: str) -> Iterable[T]:
    """Shows a progress bar on a terminal if the work takes more than a second."""
    if not sys.stderr.isatty():
        return unwatched(things, count, what)
    from tqdm import tqdm  # noqa: PLC0415 (it takes longer than a build that finds nothing to do)

    return tqdm(things, total=count, unit=f" {what}", delay=1, leave=False)


def print_line(text: str) -> None:
    """Prints what a command did."""
    print(text)


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines that quote the site. Characters that the terminal can't show stand as their numbers."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(_printable(line).encode(encoding, "backslashreplace").decode(encoding))


def print_failure_lines(lines: Iterable[str]) -> None:
    """Prints lines about what failed, which quote what was asked for."""
    for line in lines:
        print(_printable(line), file=sys.stderr)


def can_show(text: str) -> bool:
    """True if the terminal has all characters of a text."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def print_failure(text: str) -> None:
    """Prints how a failed command ended."""
    print(text, file=sys.stderr)


def print_waiting() -> None:
    print("Another build of this site is under way; waiting for it to end.", file=sys.stderr)


def print_report(report: Report, output: Path, seconds: float, *, dry_run: bool, is_long: bool) -> None:
    print(
        f"{'Read' if dry_run else 'Built'} {counted(report.articles, 'article')} under {counted(report.tags, 'tag')}: "
        f"{counted(report.pages, 'page')} and {counted(report.feeds, 'feed')} in {seconds:.1f} s."
    )
    print(
        f"{output}: {counted(len(report.rendered), 'file')} rendered, {len(report.written):,} "
        f"{'to write' if dry_run else 'written'}, {report.kept:,} kept, {len(report.removed):,} "
        f"{'to remove' if dry_run else 'removed'}."
    )
    if report.search and report.search.is_made:
        print(f"Search index made in {report.search.seconds:.1f} s.")
    if dry_run:
        _print_paths("To write", report.written)
        _print_paths("To remove", report.removed)
    elif report.repaired:
        _print_paths("Repaired, since they were gone or not as they were written", report.repaired)
    _print_record(report)
    if report.explained:
        print(report.explained)
    if report.notices:
        print(f"\nNeeds attention ({len(report.notices):,}):")
        print_lines(f"  {line}" for line in notice_lines(report.notices, is_long=is_long))


def print_grave(notices: Iterable[Problem]) -> None:
    """Prints the notices that no summary leaves out, where there is no summary."""
    print_failure_lines(notice_lines(notice for notice in notices if notice.code in GRAVE))


def print_json(value: object) -> None:
    """Prints a value for programs, in ASCII alone, which any terminal and any pipe can carry."""
    import json  # noqa: PLC0415 (few ask for it)

    print(json.dumps(value))


def _print_record(report: Report) -> None:
    """Prints what the record of published addresses gained or lacks.

    A site that has no record is told once, by the build that publishes all of it.
    """
    count = counted(report.unrecorded, "address", "addresses")
    if report.recorded:
        print(f"{counted(report.recorded, 'address', 'addresses')} added to published.txt.")
    elif report.unrecorded and report.has_record:
        print(f"{count} not yet on record; `tagarchive record` adds what is published.")
    elif report.unrecorded and not report.kept:
        print(f"{count} published, none of them on record; `tagarchive record` sees to it that none vanishes.")


class Terminal:
    """Terminal output while a preview runs."""

    def __init__(self, *, open_browser: bool) -> None:
        self.open_browser = open_browser

    def ready(self, url: str, scene: Scene, inbox: str = "") -> None:
        shown = scene.snapshot
        counts = (
            f"{counted(shown.articles, 'article')} under {counted(shown.tags, 'tag')}" if shown else "Not yet a site"
        )
        print(f"{counts}, at {url}")
        if inbox:
            print(f"The inbox is at {inbox}")
        print("Ctrl-C ends the preview.", flush=True)
        if scene.diagnostics:
            self.scene(scene)
        if self.open_browser:
            import webbrowser  # noqa: PLC0415 (few ask for it)

            webbrowser.open(url)

    def scene(self, scene: Scene) -> None:
        """Prints the problems, or that there are none any more."""
        for one in scene.diagnostics:
            print(_printable(f"{one.where}: {one.message}" + (f"\n    hint: {one.hint}" if one.hint else "")))
        shown = "what was good is still shown" if scene.snapshot else "nothing can be shown yet"
        print(f"{counted(len(scene.diagnostics), 'problem')}; {shown}." if scene.diagnostics else "Fixed.", flush=True)

    def others(self, urls: Sequence[str]) -> None:
        """Prints that other machines may look, by names that it answers to, and where."""
        print("Other machines can reach it. Whoever has the token sees all of it, drafts too; pass it on with care.")
        for url in urls:
            print(f"    elsewhere: {url}", flush=True)

    def published(self, outcome: Outcome) -> None:
        """Prints what a build in the background did; nothing if it changed nothing."""
        if not isinstance(outcome, Report):
            print_lines(problem_lines(outcome, is_long=False))
            print(f"Not published: {counted(len(outcome), 'problem')}. What was there is as it was.", flush=True)
        elif outcome.written or outcome.removed:
            written = f"{counted(len(outcome.written), 'file')} written"
            print(f"Published: {written}, {len(outcome.removed):,} removed.", flush=True)

    def polling(self, reason: str) -> None:
        print(f"Folders can't be watched ({reason}); looking for changes every second instead.")
        print("    hint: on Linux raise fs.inotify.max_user_watches and max_user_instances with sysctl", flush=True)

    def crowded(self) -> None:
        print("More connections than the preview keeps open; those that wait without a request are closed.")
        print("    hint: close pages, or look for a program that keeps asking; this is said once", flush=True)

    def bug(self, error: BaseException) -> None:
        import traceback  # noqa: PLC0415 (few runs show a bug)

        print("A bug of tagarchive; the preview goes on. Please report it:", file=sys.stderr)
        traceback.print_exception(error)


class Parted(Protocol):
    """A report of what became of an input, such as that of an import or a collection."""

    @property
    def summary(self) -> str: ...
    def sections(self) -> Iterable[tuple[str, list[str]]]: ...
    def as_object(self) -> dict[str, Any]: ...


def print_import_as_json(report: Parted) -> None:
    import json  # noqa: PLC0415 (as above)

    print(json.dumps(report.as_object(), ensure_ascii=False))


def print_import(report: Parted) -> None:
    """Prints what became of an input: counts, then what needs a look."""
    print(report.summary)
    for title, lines in report.sections():
        print(f"\n{title} ({len(lines):,}):")
        for line in lines[:_SHOWN]:
            print(f"  {_printable(line)}")
        if len(lines) > _SHOWN:
            print(f"  … and {len(lines) - _SHOWN:,} more; --json lists all")


def answer(question: str) -> str | None:
    """The answer to a question; None without a terminal, or at the end of what is typed."""
    if not sys.stdin.isatty():
        return None
    print(_printable(question), end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
    return line.strip() if line else None


def confirmed(change: Change, *, is_agreed: bool, is_dry: bool) -> bool:
    """Shows how a file would change, and asks whether it may. Without a terminal the answer is no."""
    before, after = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
    import difflib  # noqa: PLC0415 (only imports show changed texts)

    lines = difflib.unified_diff(before, after, change.path, f"{change.path} (import)")
    print(_printable("".join(line if line.endswith("\n") else f"{line}\n" for line in lines)), file=sys.stderr)
    if is_agreed or is_dry:
        return is_agreed
    if not sys.stdin.isatty():
        return False
    print(f"Replace {change.path}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _print_paths(title: str, paths: Sequence[str]) -> None:
    if paths:
        print(f"\n{title} ({len(paths):,}):")
    for path in sorted(paths):
        print(f"  {path}")


def print_problems(problems: Sequence[Problem], ending: str = "", *, is_long: bool = True) -> None:
    """Prints problems, and how the command ended; without `is_long`, the first ones of each code."""
    print_failure_lines(problem_lines(problems, is_long=is_long))
    print(f"\n{counted(len(problems), 'problem')}.", file=sys.stderr)
    if ending:
        print_failure(ending)


def _printable(text: str) -> str:
    """A text without control characters for the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
