"""`tagarchive originals`: lists originals and their copies, verifies what is kept, and asks whether each is there."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.site_loader import read_documents
from tagarchive.collecting.originals.originals import Original, by_address, originals_of
from tagarchive.collecting.originals.originals_report import (
    list_as_object,
    listed,
    verification_as_object,
    verification_lines,
)
from tagarchive.collecting.originals.verdicts import verdicts_at
from tagarchive.collecting.originals.verification import verified
from tagarchive.commands.console import print_line, print_lines, print_waiting, progress
from tagarchive.commands.options import jobs_number, now, root_option
from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.editing.changes import make
from tagarchive.importing.kinds import missing_extra
from tagarchive.reading.config import Config
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.site_files import load

CHANGED = 1
"""Exit code where a kept file changed or is missing."""

_EPILOG = """exit codes:
  0    done, whatever a check found
  1    with --verify: a kept file changed or is missing; or the site can't be read
  2    the command line was not understood
  130  stopped by Ctrl-C; what --check learnt is kept
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Lists the originals of articles with their copies. Options verify that kept files are unchanged since they "
        "were kept, and ask whether originals are still there. Only --check and --archive use the network."
    )
    parser.epilog = _EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    root_option(parser)
    actions = parser.add_mutually_exclusive_group()
    verify = "recompute the digests of kept files, and name what changed, is missing or is named by no article"
    actions.add_argument("--verify", action="store_true", help=verify)
    check = "ask whether each original is still there, and write verdicts to originals.toml"
    actions.add_argument("--check", action="store_true", help=check)
    archive = "ask the Memento service of site.toml for the copy nearest to `retrieved`, and say what would be written"
    actions.add_argument("--archive", action="store_true", help=archive)
    write = "with --archive: write `source.archive_url` into the articles"
    parser.add_argument("--write", action="store_true", help=write)
    again = "with --check: ask also for those that were asked today"
    parser.add_argument("--again", action="store_true", help=again)
    minutes = "with --check and --archive: time after which the rest is left for another run; default: %(default)s"
    parser.add_argument("--minutes", type=jobs_number, default=30, metavar="N", help=minutes)
    private = "ask hosts of this machine and of private networks too"
    parser.add_argument("--allow-private", action="store_true", help=private)
    parser.add_argument("--all", action="store_true", help="list every item, not only the first of each kind")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.set_defaults(refuse=parser.error)


class _Site(NamedTuple):
    """Facts of a site that the command needs."""

    config: Config
    originals: tuple[Original, ...]


def run(options: argparse.Namespace) -> int:
    if options.again and not options.check:
        options.refuse("--again needs --check")
    if options.write and not options.archive:
        options.refuse("--write needs --archive")
    site = with_context(options.root, _site, print_waiting)
    if options.verify:
        return _verify(site, options)
    if options.check:
        _check(site, options)
    elif options.archive:
        _archive(site, options)
    else:
        _list(site, options)
    return 0


def _site(context: BuildContext) -> _Site:
    """The originals of a site. Raises `SiteError` with every fault of its articles."""
    problems = Problems()
    inputs, config = load(context.root, context.store.seen()), config_at(context.root)
    read = read_documents(inputs, config, context, problems)
    problems.raise_any()
    return _Site(config, originals_of(read.documents))


def _list(site: _Site, options: argparse.Namespace) -> None:
    verdicts = verdicts_at(options.root)
    _show(list_as_object(site.originals, verdicts), listed(site.originals, verdicts), options)


def _verify(site: _Site, options: argparse.Namespace) -> int:
    try:
        found = verified(options.root, site.originals)
    except ImportError as error:
        raise missing_extra(error, "tagarchive originals", "a WARC file without a SHA-256") from None
    _show(verification_as_object(found), verification_lines(found, is_long=options.all), options)
    return 0 if found.is_sound else CHANGED


def _check(site: _Site, options: argparse.Namespace) -> None:
    """Raises `SiteError` if a package for it is missing."""
    try:
        from tagarchive.checking.external import agent_of  # noqa: PLC0415 (an extra, and few runs need it)
        from tagarchive.checking.visits import Limits  # noqa: PLC0415 (the same)
        from tagarchive.collecting.originals.check_report import check_as_object, check_lines  # noqa: PLC0415 (the same)
        from tagarchive.collecting.originals.dead_originals import Question, checked  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise missing_extra(error, "tagarchive originals", "--check") from None
    originals = by_address(site.originals)
    agent = agent_of(site.config.base_url)
    question = Question(originals, agent, now(), options.again, options.allow_private)
    try:
        found = checked(options.root, question, Limits(total=options.minutes * 60.0), progress)
    except KeyboardInterrupt:
        message = "Stopped. What was learnt is kept; `tagarchive originals --check` goes on from there."
        raise KeyboardInterrupt(message) from None
    _show(check_as_object(found, originals), check_lines(found, originals, is_long=options.all), options)


def _archive(site: _Site, options: argparse.Namespace) -> None:
    """Raises `SiteError` if `site.toml` names no service, or if a package for it is missing."""
    try:
        from tagarchive.checking.external import agent_of  # noqa: PLC0415 (an extra, and few runs need it)
        from tagarchive.checking.visits import Limits  # noqa: PLC0415 (the same)
        from tagarchive.collecting.originals.archiving import copies_wanted, copy_changes  # noqa: PLC0415 (the same)
        from tagarchive.collecting.originals.check_report import copies_as_object, copies_lines  # noqa: PLC0415 (the same)
        from tagarchive.collecting.originals.memento import Service, nearest_copies  # noqa: PLC0415 (the same)
    except ImportError as error:
        raise missing_extra(error, "tagarchive originals", "--archive") from None
    asked = site.config.originals
    if not (asked.timegate or asked.timemap):
        message = "found no Memento service to ask, and none is asked unless the site names it"
        hint = 'timegate = "https://web.archive.org/web/" under [originals] names one'
        raise SiteError(Problem(Location(CONFIG_FILE), "no-timegate", message, hint))
    originals, verdicts = by_address(site.originals), verdicts_at(options.root)
    wanted = copies_wanted(originals, verdicts, now().date().isoformat())
    ticks = iter(progress(range(len(wanted)), len(wanted), "originals"))
    service = Service(asked, agent_of(site.config.base_url), options.allow_private)
    found = nearest_copies(wanted, service, Limits(total=options.minutes * 60.0), lambda _: next(ticks, None))
    if options.write:
        make(options.root, copy_changes(options.root, originals, found))
    left, is_written = len(wanted) - len(found), bool(options.write)
    as_object = copies_as_object(found, left, originals, is_written=is_written)
    _show(as_object, copies_lines(found, left, originals, is_written=is_written), options)


def _show(found: dict[str, Any], lines: Iterable[str], options: argparse.Namespace) -> None:
    if options.json:
        print_line(json.dumps(found, ensure_ascii=False))
    else:
        print_lines(lines)
