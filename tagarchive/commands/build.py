"""`tagarchive build`: builds a site and publishes it."""

from __future__ import annotations

import argparse
import time

from tagarchive.build.build import build
from tagarchive.build.context import unwatched
from tagarchive.build.output_folder import PUBLIC
from tagarchive.build.report import BuildRequest, as_object
from tagarchive.build.strictness import StrictError
from tagarchive.commands.console import (
    print_failure,
    print_failure_lines,
    print_grave,
    print_json,
    print_report,
    print_waiting,
    progress,
)
from tagarchive.commands.exit_codes import OK, SITE_HAS_PROBLEMS
from tagarchive.commands.options import codes, folder, future_option, jobs_option, now, root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.edition import Edition


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(ending="Nothing was published; what was there is as it was.")
    parser.description = "Builds a site and publishes it to a folder. Files whose bytes are the same are not touched."
    root_option(parser)
    parser.add_argument("--output", type=folder, metavar="DIR", help="where to publish; default: public/ in the site")
    parser.add_argument("--drafts", action="store_true", help="publish drafts too, in the folder of --output")
    future_option(parser)
    jobs_option(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="publish nothing; list what would be written and removed"
    )
    parser.add_argument("--explain", default="", metavar="PATH", help="print why a file of the site was made")
    verify = "read every source and every published file, trusting nothing remembered, and repair what is not right"
    parser.add_argument("--verify", action="store_true", help=verify)
    parser.add_argument("--clean", action="store_true", help="ignore the store and render every file")
    removals = "go on where more than half of the published articles would be removed"
    parser.add_argument("--allow-removals", action="store_true", help=removals)
    parser.add_argument("--overwrite", action="store_true", help="write over files in the way that no build wrote")
    prune = "remove from the folder all that the site does not consist of, but for hidden files, CNAME and [build] keep"
    parser.add_argument("--prune", action="store_true", help=prune)
    untrusted = "a site by somebody else: no links, no static pages, drawings, scripts or styles, nothing remembered"
    parser.add_argument("--untrusted", action="store_true", help=untrusted)
    strict = "notices stop the build as problems do; --strict=CODE,... those with these codes alone"
    parser.add_argument("--strict", type=codes, default=frozenset(), nargs="?", metavar="CODE,...", help=strict)
    parser.add_argument("--all", dest="is_long", action="store_true", help="print every notice and problem in full")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="print nothing but problems and grave notices")


def run(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    try:
        check_edition(options)
        request = request_of(options)
        report = build(request, unwatched if options.quiet else progress, print_waiting)
    except SiteError as error:
        return _failed(error, options)
    if options.json:
        print_json(as_object(report, (), report.notices))
        print_failure_lines(filter(None, [report.explained]))
    elif options.quiet:
        print_grave(report.notices)
    else:
        seconds = time.perf_counter() - started
        print_report(report, request.output, seconds, dry_run=options.dry_run, is_long=options.is_long)
    return OK


def _failed(error: SiteError, options: argparse.Namespace) -> int:
    """Prints why a build failed. Raises the error again where it need not be told in a way of its own."""
    notices = error.notices if isinstance(error, StrictError) else ()
    if not options.json:
        print_grave(notices)
        raise error
    print_json(as_object(None, error.problems, notices))
    print_failure(error.ending or options.ending)
    return SITE_HAS_PROBLEMS


def check_edition(options: argparse.Namespace) -> None:
    """Raises `SiteError` if what is not for readers yet would be published where the site is, without a word of it."""
    for name in ("drafts", "future"):
        if getattr(options, name) and not (options.output or options.dry_run):
            shown = options.root / PUBLIC
            what = "drafts" if name == "drafts" else "articles of days to come"
            message = f"found no --output, and {shown} is the folder for readers, who would see {what}"
            hint = (
                f"--output DIR puts them elsewhere, --output {shown} there all the same; `tagarchive serve` shows them"
            )
            raise SiteError(Problem(Location(f"--{name}"), "bad-argument", message, hint))


def request_of(options: argparse.Namespace) -> BuildRequest:
    output = options.output or options.root / PUBLIC
    return BuildRequest(
        options.root,
        output,
        Edition(options.drafts, now(), options.future),
        options.jobs,
        clean=options.clean,
        verify=options.verify,
        dry_run=options.dry_run,
        explain=options.explain,
        allow_removals=options.allow_removals,
        overwrite=options.overwrite,
        prune=options.prune,
        untrusted=options.untrusted,
        strict=options.strict,
    )
