"""`tagarchive collect`: takes in what is new in feeds and matches the rules of `collect.toml`."""

from __future__ import annotations

import argparse

from tagarchive.commands.console import print_import, print_import_as_json, print_waiting, progress
from tagarchive.commands.options import now, root_option
from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.fetch_limits import FEED_LIMITS
from tagarchive.importing.kinds import missing_extra
from tagarchive.reading.disk import check_site

_EPILOG = """exit codes:
  0    done, also where nothing is new
  1    a feed could not be read, an entry was refused, or a rule is not valid; the others were taken in
  2    the command line was not understood
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads the feeds that collect.toml names, and takes in the entries that its rules match as drafts in "
        "content/inbox/. What was taken in once is noted in collected.txt and never taken in again. No linked page is "
        "fetched. `accept` and `discard` decide about drafts."
    )
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", nargs="*", metavar="NAME", help="name of a rule; default: all rules of collect.toml")
    root_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="write nothing, and report what would be taken in")
    parser.add_argument(
        "--again", action="store_true", help="read feeds also if they are unchanged since the last time"
    )
    private = "allow feeds on this machine and in private networks"
    parser.add_argument("--keep", action="store_true", help="keep what was fetched as a WARC in originals/")
    parser.add_argument("--allow-private", action="store_true", help=private)
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def run(options: argparse.Namespace) -> int:
    check_site(options.root)
    try:
        from tagarchive.collecting.feeds.collector import CollectRequest, collect  # noqa: PLC0415 (packages of an extra)
        from tagarchive.importing.inputs.fetching import Fetcher  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise missing_extra(error, "tagarchive collect", "reading feeds") from None
    request = CollectRequest(
        options.root,
        now(),
        Fetcher(FEED_LIMITS, allow_private=options.allow_private),
        tuple(options.what),
        dry_run=options.dry_run,
        again=options.again,
        keeps=options.keep,
    )
    report = collect(request, progress, print_waiting)
    (print_import_as_json if options.json else print_import)(report)
    if report.result.problems:
        raise SiteError(*report.result.problems)
    return int(bool(report.failed or report.refused))
