"""`tagarchive clip`: files pages of the web, and saved pages, as articles."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import tzinfo
from typing import TYPE_CHECKING

from tagarchive.build.config_file import config_at
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.commands.console import print_failure_lines, print_line, print_lines, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.dates import moment, zone_named
from tagarchive.importing.kinds import missing_extra
from tagarchive.reading.disk import check_site

if TYPE_CHECKING:
    from tagarchive.collecting.clips.clip_report import ClipReport

OK, REFUSED = 0, 1

_EPILOG = """exit codes:
  0    done
  1    something was refused, of which nothing was written; the report says why
  2    the command line was not understood
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Files pages as articles: fetches an address, or reads a saved page, a WARC or a WACZ. Says of each value "
        "where the page states it; what is guessed stands as a comment beside the value, and then the article is a "
        "draft. An address that is here already gains the tags, and is not filed twice."
    )
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "what", nargs="+", metavar="URL-or-FILE", help="a page: its address, or the file it is saved in"
    )
    parser.add_argument("--tag", action="append", default=[], type=name_of_tag, metavar="T", help="file it under a tag")
    fetching_options(parser)
    parser.add_argument("--keep", action="store_true", help="keep what was fetched as a WARC in originals/")
    parser.add_argument("--media", action="store_true", help="download the picture at the head")
    when = "day or moment at which the page was fetched or saved"
    parser.add_argument("--retrieved", default="", metavar="WHEN", help=when)
    root_option(parser)
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.set_defaults(refuse=parser.error)


def fetching_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that `clip` and `new --from` share."""
    draft = "write a draft; default: if a value that readers rely on is guessed"
    parser.add_argument("--draft", action=argparse.BooleanOptionalAction, default=None, help=draft)
    private = "fetch from this machine and private networks too"
    parser.add_argument("--allow-private", action="store_true", help=private)


def name_of_tag(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError(f"expected a line of text, found {text!a}")
    return text


def run(options: argparse.Namespace) -> int:
    wishes = ClipWishes(options.draft, _moment(options), options.keep, options.media)
    report = clipped(options.what, options, wishes)
    if options.json:
        print_line(json.dumps(report.as_object(), ensure_ascii=False))
    else:
        print_lines(report.lines())
        print_failure_lines(report.refusals())
    return REFUSED if report.refused else OK


def _moment(options: argparse.Namespace) -> str:
    """The moment of `--retrieved` as front matter has it; empty if it is not given."""
    try:
        return moment(options.retrieved, _zone(options)).text if options.retrieved else ""
    except ValueError as error:
        options.refuse(f"argument --retrieved: expected {error}, found “{options.retrieved}”")
        raise


def _zone(options: argparse.Namespace) -> tzinfo:
    check_site(options.root)
    return zone_named(config_at(options.root).timezone)


def clipped(origins: Iterable[str], options: argparse.Namespace, wishes: ClipWishes) -> ClipReport:
    """The report of clipping addresses and files. Raises `SiteError` if a package that it needs is not installed."""
    zone = _zone(options)
    try:
        from tagarchive.collecting.clips.clipping import Desk, clip  # noqa: PLC0415 (an extra, and no other command needs it)
        from tagarchive.importing.inputs.fetching import Fetcher  # noqa: PLC0415 (the same)
        from tagarchive.importing.inputs.items import Options  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise missing_extra(error, "tagarchive clip", "this command") from None
    settings = Options(now(), zone, tuple(options.tag))
    fetcher = Fetcher(allow_private=options.allow_private)
    return clip(origins, Desk(options.root, settings, wishes, fetcher, print_waiting))
