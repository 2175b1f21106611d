"""The command line: what to do, with what, and how it ended."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from tagarchive import __version__
from tagarchive.build import build, name_of
from tagarchive.console import Terminal, print_problems, print_report, print_waiting, progress
from tagarchive.disk import theme_folder
from tagarchive.errors import HalfPublishedError, Location, Problem, SiteError
from tagarchive.model import LEDGER_FILE, Edition
from tagarchive.preview import DEFAULT_PORT
from tagarchive.reports import Request
from tagarchive.scaffold import new_article, new_site
from tagarchive.tools import unwatched, with_tools
from tagarchive.workers import usable_cores

OK, SITE_HAS_PROBLEMS, INTERRUPTED = 0, 1, 130

_HALF = "Some files were published and some were not; mend that and build again."

_EPILOG = """exit codes:
  0    done
  1    the site has problems, each printed with its file and line, and last whether anything was published
  2    the command line was not understood
  130  stopped by Ctrl-C; it is printed whether the published site is as it was

A traceback is a bug of tagarchive; please report it.
"""


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
            half = isinstance(error, HalfPublishedError)
            print(_HALF if half else "Nothing was published; what was there is as it was.", file=sys.stderr)
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
    main_ = argparse.ArgumentParser(
        prog="tagarchive",
        description="Turns a folder of Markdown into a website of tag archives, articles and feeds.",
        epilog=f"{_EPILOG}\nThe default theme is in {theme_folder()}.\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    main_.add_argument("--version", action="version", version=f"tagarchive {__version__}")
    commands = main_.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _build_options(commands.add_parser("build", help="build the site; what is done where no command is given"))
    _serve_options(commands.add_parser("serve", help="show the site as it will be published, while you write"))
    _new_options(commands.add_parser("new", help="write a new article, ready to fill in"))
    _record_options(commands.add_parser("record", help="note what is published, so that no address of it vanishes"))
    _retire_options(commands.add_parser("retire", help="give up addresses that were published"))
    _ping_options(commands.add_parser("ping", help="tell the hub which feeds have changed"))
    _init_options(commands.add_parser("init", help="write a new site that builds at once"))
    return main_


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Builds a site and publishes it to a folder. Files whose bytes are the same are not touched."
    _root_option(parser)
    parser.add_argument("--output", type=_folder, metavar="DIR", help="where to publish; default: public/ in the site")
    parser.add_argument("--drafts", action="store_true", help="publish drafts too")
    _jobs_option(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="publish nothing; tell what would be written and removed"
    )
    parser.add_argument("--explain", default="", metavar="PATH", help="tell why a file of the site was made")
    verify = "read every source and every published file, trusting nothing remembered, and repair what is not right"
    parser.add_argument("--verify", action="store_true", help=verify)
    parser.add_argument("--clean", action="store_true", help="forget what is remembered and make everything anew")
    parser.add_argument("--quiet", action="store_true", help="print nothing but problems")
    parser.set_defaults(run=_build)


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Serves the site to this machine's browsers and reloads a page when it changes. What is shown is what a build "
        "would publish; nothing is written to public/. Ctrl-C ends it."
    )
    _root_option(parser)
    port = f"port to listen on; default: {DEFAULT_PORT}, or the next one that is free"
    parser.add_argument("--port", type=_port, metavar="N", help=port)
    parser.add_argument("--open", action="store_true", help="open the home page in the browser")
    drafts = "show drafts too, marked as such; on unless --no-drafts is given"
    parser.add_argument("--drafts", action=argparse.BooleanOptionalAction, default=True, help=drafts)
    follow = "after a save go to the page of the article that was edited, and to the paragraph"
    parser.add_argument("--follow", action="store_true", help=follow)
    poll = "look for changes every second; for folders that tell of none, such as network mounts"
    parser.add_argument("--poll", action="store_true", help=poll)
    _jobs_option(parser)
    parser.set_defaults(run=_serve)


def _jobs_option(parser: argparse.ArgumentParser) -> None:
    jobs = "processes to work with; default: the cores this process may use, here %(default)s"
    parser.add_argument("--jobs", type=_jobs, default=usable_cores(), metavar="N", help=jobs)


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes content/A-TITLE.md with today's date, and prints its path."
    parser.add_argument("title", metavar="TITLE", help="the headline")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="file it under a tag; may be repeated"
    )
    _root_option(parser)
    parser.set_defaults(run=_new)


def _record_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Notes every address of the site, and the id of every article in feeds, in published.txt. From then on a build "
        "in which one of them would vanish stops and says so. Run it when you publish; keep the file with the site."
    )
    _root_option(parser)
    parser.set_defaults(run=_record)


def _retire_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Notes in published.txt that addresses are given up. A page there says so, or leads elsewhere."
    addresses = "the addresses, such as /articles/old/, or their whole URLs"
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS", help=addresses)
    parser.add_argument("--to", default="", metavar="ADDRESS", help="where they lead from now on")
    _root_option(parser)
    parser.set_defaults(run=_retire)


def _ping_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Tells the WebSub hub of site.toml which feeds have changed since it was last told."
    _root_option(parser)
    parser.add_argument(
        "--output", type=_folder, metavar="DIR", help="what was published; default: public/ in the site"
    )
    parser.set_defaults(run=_ping)


def _init_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes a small site: site.toml, a first article, a tag's text and an About page."
    parser.add_argument("folder", type=_folder, metavar="DIR", help="where to; it is made if it does not exist")
    parser.set_defaults(run=_init)


def _root_option(parser: argparse.ArgumentParser) -> None:
    what = "folder of the site: site.toml, content/ and, if it has them, templates/ and static/; default: this folder"
    parser.add_argument("--root", type=_folder, default=Path(), metavar="DIR", help=what)


def _folder(text: str) -> Path:
    if not text or not text.isprintable():
        raise argparse.ArgumentTypeError(f"expected the name of a folder, found {text!r}")
    return Path(text)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, found “{text}”")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, found “{text}”")
    return int(text)


def _build(options: argparse.Namespace) -> None:
    started = time.perf_counter()
    output = options.output or options.root / "public"
    request = Request(
        options.root,
        output,
        Edition(options.drafts, _now()),
        options.jobs,
        clean=options.clean,
        verify=options.verify,
        dry_run=options.dry_run,
        explain=options.explain,
    )
    report = build(request, unwatched if options.quiet else progress, print_waiting)
    if not options.quiet:
        print_report(report, output, time.perf_counter() - started, dry_run=options.dry_run)


def _serve(options: argparse.Namespace) -> None:
    try:
        # The server takes longer to import than a build that finds nothing to do takes.
        from tagarchive.preview.session import Wishes, preview  # noqa: PLC0415

        wishes = Wishes(
            options.root,
            options.port,
            drafts=options.drafts,
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
    from tagarchive.record import record  # noqa: PLC0415

    found = with_tools(options.root, lambda tools: record(tools, Edition(drafts=False, now=_now())), print_waiting)
    print(f"{found.new:,} new of {found.all:,} addresses on record in {options.root / LEDGER_FILE}.")


def _retire(options: argparse.Namespace) -> None:
    from tagarchive.record import retire  # noqa: PLC0415

    found = retire(options.root, options.addresses, options.to)
    for address in found.addresses:
        print(f"{address} leads to {found.target}." if found.target else f"{address} is gone.")


def _ping(options: argparse.Namespace) -> None:
    from tagarchive.ping import ping  # noqa: PLC0415
    from tagarchive.project import config_at  # noqa: PLC0415

    output = options.output or options.root / "public"
    urls = with_tools(
        options.root,
        lambda tools: ping(config_at(tools.root), tools.store, name_of(output, options.root)),
        print_waiting,
    )
    print(f"Told the hub of {len(urls):,} feeds." if urls else "No feed has changed since the hub was last told.")


def _new(options: argparse.Namespace) -> None:
    print(new_article(options.root, options.title, options.tag, _today()))


def _init(options: argparse.Namespace) -> None:
    new_site(options.folder, _today())
    print(f"A new site is in {options.folder}. Build it: {_program()} --root {options.folder}")


def _program() -> str:
    """What was typed to run this program."""
    name = Path(sys.argv[0]).name
    return f"python {name}" if name.endswith(".py") else "tagarchive"


def _today() -> date:
    """The day that it is where the author is."""
    return datetime.now().astimezone().date()


def _now() -> datetime:
    """The moment that decides what has expired: SOURCE_DATE_EPOCH (reproducible-builds.org), or the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        what = f"found “{epoch}”, expected seconds since 1970 as a whole number"
        raise SiteError(Problem(Location("SOURCE_DATE_EPOCH"), what, "it is a variable of your shell")) from None
