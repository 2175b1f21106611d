"""The command line: what to do, with what, and how it ended."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tagarchive.build.build import build, name_of
from tagarchive.build.context import unwatched, with_tools
from tagarchive.build.output_folder import PUBLIC
from tagarchive.build.report import Request
from tagarchive.commands.console import Terminal, print_problems, print_report, print_waiting, progress
from tagarchive.commands.init import new_article, new_site
from tagarchive.commands.options import parser_of
from tagarchive.core.dates import zone_named
from tagarchive.core.errors import HalfPublishedError, Location, Problem, PublishedError, SiteError
from tagarchive.reading.disk import check_site
from tagarchive.reading.documents import LEDGER_FILE, Edition

OK, SITE_HAS_PROBLEMS, INTERRUPTED = 0, 1, 130

_ENDS: dict[type[SiteError], str] = {
    HalfPublishedError: "Some files were published and some were not; mend that and build again.",
    PublishedError: "The site was published; mend that all the same.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code."""
    # A build makes many values and few circles; looking for circles less often saves a tenth of its time.
    gc.set_threshold(100_000, 50, 50)
    options = parser().parse_args(_with_command(list(sys.argv[1:] if arguments is None else arguments)))
    try:
        options.run(options)
        sys.stdout.flush()
    except SiteError as error:
        print_problems(error.problems)
        if options.run is _build:
            print(_ENDS.get(type(error), "Nothing was published; what was there is as it was."), file=sys.stderr)
        return SITE_HAS_PROBLEMS
    except BrokenPipeError:
        # Whoever read what was printed, such as `head`, has read enough; what follows must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt as stop:
        print(str(stop) or "Stopped. The published site is as it was.", file=sys.stderr)
        return INTERRUPTED
    return OK


def _with_command(arguments: list[str]) -> list[str]:
    """`build` is what is meant where options come first or nothing is said."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version")):
        return arguments
    return ["build", *arguments]


def parser() -> argparse.ArgumentParser:
    """The commands and options."""
    return parser_of(
        {
            "build": _build,
            "serve": _serve,
            "new": _new,
            "record": _record,
            "retire": _retire,
            "ping": _ping,
            "init": _init,
        }
    )


def _build(options: argparse.Namespace) -> None:
    started = time.perf_counter()
    output = options.output or options.root / PUBLIC
    request = Request(
        options.root,
        output,
        Edition(options.drafts, _now(), options.future),
        options.jobs,
        clean=options.clean,
        verify=options.verify,
        dry_run=options.dry_run,
        explain=options.explain,
        allow_removals=options.allow_removals,
        overwrite=options.overwrite,
        prune=options.prune,
        untrusted=options.untrusted,
    )
    report = build(request, unwatched if options.quiet else progress, print_waiting)
    if not options.quiet:
        print_report(report, output, time.perf_counter() - started, dry_run=options.dry_run)


def _serve(options: argparse.Namespace) -> None:
    try:
        # The server takes longer to import than a build that finds nothing to do takes.
        from tagarchive.preview.session import PreviewOptions, preview  # noqa: PLC0415

        wishes = PreviewOptions(
            options.root,
            options.port,
            drafts=options.drafts,
            future=options.future,
            follow=options.follow,
            poll=options.poll,
            jobs=options.jobs,
            now=_now,
        )
        preview(wishes, Terminal(open_browser=options.open), progress, print_waiting)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("The preview has ended.") from None


def _record(options: argparse.Namespace) -> None:
    # Builds that find nothing to do should not wait for the imports of other commands; so below.
    from tagarchive.commands.record import record  # noqa: PLC0415

    found = with_tools(options.root, lambda tools: record(tools, Edition(drafts=False, now=_now())), print_waiting)
    print(f"{found.new:,} new of {found.all:,} addresses on record in {options.root / LEDGER_FILE}.")


def _retire(options: argparse.Namespace) -> None:
    from tagarchive.commands.record import retire  # noqa: PLC0415

    edition = Edition(drafts=False, now=_now())
    found = with_tools(options.root, lambda tools: retire(tools, edition, options.addresses, options.to), print_waiting)
    for address in found.addresses:
        print(f"{address} leads to {found.target}." if found.target else f"{address} is gone.")


def _ping(options: argparse.Namespace) -> None:
    from tagarchive.build.site_loader import config_at  # noqa: PLC0415
    from tagarchive.commands.ping import ping  # noqa: PLC0415

    output = options.output or options.root / PUBLIC
    urls = with_tools(
        options.root,
        lambda tools: ping(config_at(tools.root), tools.store, name_of(output, options.root)),
        print_waiting,
    )
    print(f"Told the hub of {len(urls):,} feeds." if urls else "No feed has changed since the hub was last told.")


def _new(options: argparse.Namespace) -> None:
    from tagarchive.build.site_loader import config_at  # noqa: PLC0415

    check_site(options.root)
    now = _now().astimezone(zone_named(config_at(options.root).timezone))
    print(new_article(options.root, options.title, options.tag, now))


def _init(options: argparse.Namespace) -> None:
    new_site(options.folder, _now().date())
    print(f"A new site is in {options.folder}. Build it: {_program()} --root {options.folder}")


def _program() -> str:
    """What was typed to run this program."""
    name = Path(sys.argv[0]).name
    return f"python {name}" if name.endswith(".py") else "tagarchive"


def _now() -> datetime:
    """The moment of a build: SOURCE_DATE_EPOCH (reproducible-builds.org), or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        what = f"found “{epoch}”, expected seconds since 1970 as a whole number"
        raise SiteError(Problem(Location("SOURCE_DATE_EPOCH"), what, "it is a variable of your shell")) from None
