"""The words of the command line: commands, their options, and what help says of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from tagarchive import __version__
from tagarchive.build.process_pool import usable_cores
from tagarchive.preview import DEFAULT_PORT
from tagarchive.reading.disk import theme_folder

Run = Callable[[argparse.Namespace], None]
"""What a command does with its options."""

_EPILOG = """exit codes:
  0    done
  1    the site has problems, each printed with its file and line, and last whether anything was published
  2    the command line was not understood
  130  stopped by Ctrl-C; it is printed whether the published site is as it was

A traceback is a bug of tagarchive; please report it.
"""


def parser_of(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The commands and options; `runs` has what each command does."""
    main_ = argparse.ArgumentParser(
        prog="tagarchive",
        description="Turns a folder of Markdown into a website of tag archives, articles and feeds.",
        epilog=f"{_EPILOG}\nThe default theme is in {theme_folder()}.\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    main_.add_argument("--version", action="version", version=f"tagarchive {__version__}")
    commands = main_.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (what, add_options) in _COMMANDS.items():
        command = commands.add_parser(name, help=what)
        command.set_defaults(run=runs[name])
        add_options(command)
    return main_


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Builds a site and publishes it to a folder. Files whose bytes are the same are not touched."
    _root_option(parser)
    parser.add_argument("--output", type=_folder, metavar="DIR", help="where to publish; default: public/ in the site")
    parser.add_argument("--drafts", action="store_true", help="publish drafts too")
    _future_option(parser)
    _jobs_option(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="publish nothing; tell what would be written and removed"
    )
    parser.add_argument("--explain", default="", metavar="PATH", help="tell why a file of the site was made")
    verify = "read every source and every published file, trusting nothing remembered, and repair what is not right"
    parser.add_argument("--verify", action="store_true", help=verify)
    parser.add_argument("--clean", action="store_true", help="forget what is remembered and make everything anew")
    removals = "go on where more than half of the published articles would be removed"
    parser.add_argument("--allow-removals", action="store_true", help=removals)
    parser.add_argument("--overwrite", action="store_true", help="write over files in the way that no build wrote")
    prune = "remove from the folder all that the site does not consist of, but for hidden files, CNAME and [build] keep"
    parser.add_argument("--prune", action="store_true", help=prune)
    untrusted = "a site by somebody else: no links, no static pages, drawings, scripts or styles, nothing remembered"
    parser.add_argument("--untrusted", action="store_true", help=untrusted)
    parser.add_argument("--quiet", action="store_true", help="print nothing but problems")


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
    _future_option(parser)
    follow = "after a save go to the page of the article that was edited, and to the paragraph"
    parser.add_argument("--follow", action="store_true", help=follow)
    poll = "look for changes every second; for folders that tell of none, such as network mounts"
    parser.add_argument("--poll", action="store_true", help=poll)
    _jobs_option(parser)


def _future_option(parser: argparse.ArgumentParser) -> None:
    future = "show articles whose date is still to come, as `future` under [articles] does"
    parser.add_argument("--future", action="store_true", help=future)


def _jobs_option(parser: argparse.ArgumentParser) -> None:
    jobs = "processes to work with; default: the cores this process may use, here %(default)s"
    parser.add_argument("--jobs", type=_jobs, default=usable_cores(), metavar="N", help=jobs)


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes content/A-TITLE.md, dated now in the site's time zone, and prints its path."
    parser.add_argument("title", metavar="TITLE", help="the headline")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="file it under a tag; may be repeated"
    )
    _root_option(parser)


def _record_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Notes every address of the site, and the id of every article in feeds, in published.txt. From then on a build "
        "in which one of them would vanish stops and says so. Run it when you publish; keep the file with the site."
    )
    _root_option(parser)


def _retire_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Notes in published.txt that addresses are given up. A page there says so, or leads elsewhere."
    addresses = "the addresses, such as /articles/old/, or their whole URLs"
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS", help=addresses)
    parser.add_argument("--to", default="", metavar="ADDRESS", help="where they lead from now on")
    _root_option(parser)


def _ping_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Tells the WebSub hub of site.toml which feeds have changed since it was last told."
    _root_option(parser)
    parser.add_argument(
        "--output", type=_folder, metavar="DIR", help="what was published; default: public/ in the site"
    )


def _init_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes a small site: site.toml, a first article, a tag's text and an About page."
    parser.add_argument("folder", type=_folder, metavar="DIR", help="where to; it is made if it does not exist")


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


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "build": ("build the site; what is done where no command is given", _build_options),
    "serve": ("show the site as it will be published, while you write", _serve_options),
    "new": ("write a new article, ready to fill in", _new_options),
    "record": ("note what is published, so that no address of it vanishes", _record_options),
    "retire": ("give up addresses that were published", _retire_options),
    "ping": ("tell the hub which feeds have changed", _ping_options),
    "init": ("write a new site that builds at once", _init_options),
}
