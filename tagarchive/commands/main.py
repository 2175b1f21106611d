"""Command line: runs the command that is asked for, and returns its exit code."""

from __future__ import annotations

import argparse
import gc
import keyword
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import NoReturn, Protocol, cast

from tagarchive import __version__
from tagarchive.commands.console import print_failure, print_problems
from tagarchive.commands.exit_codes import INTERRUPTED, OK, SITE_HAS_PROBLEMS
from tagarchive.commands.options import OPTIONAL_VALUES
from tagarchive.core.errors import SiteError
from tagarchive.reading.disk import theme_folder

COMMANDS: Mapping[str, str] = {
    "build": "build the site; what is done where no command is given",
    "serve": "show the site as it will be published, while you write",
    "new": "write a new article, ready to fill in",
    "clip": "file pages of the web, and saved pages, as articles",
    "import": "turn foreign files into articles, pages and tags",
    "collect": "take in what is new in feeds and matches the rules of collect.toml",
    "accept": "move drafts of the inbox into the archive",
    "discard": "delete drafts of the inbox, so that they are not taken in again",
    "tags": "list tags and those that may be one; rename, merge, split, delete and add them",
    "duplicates": "list articles that are copies of one another",
    "stats": "show the archive in figures",
    "check": "list what readers would stumble over, and what may have been forgotten",
    "originals": "list originals and their copies; verify what is kept; find those that are no longer there",
    "record": "note what is published, so that no address of it vanishes",
    "retire": "give up addresses that were published",
    "unretire": "take back that addresses were given up",
    "deploy": "send the published site to where readers find it",
    "ping": "ping the hub with the feeds that changed",
    "schema": "print a JSON Schema of front matter or site.toml, for editors",
    "init": "write a new site that builds at once",
}
"""Every command and its line of help. The module `tagarchive.commands.NAME` holds the rest; words of Python get `_`."""

_EPILOG = """exit codes:
  0    done
  1    the site has problems, each printed with its file and line, and last whether anything was published
  2    the command line was not understood
  130  stopped by Ctrl-C; it is printed whether the published site is as it was

A traceback is a bug of tagarchive; please report it.
"""


class Command(Protocol):
    """Module of a command. It is imported when the command is asked for, so a build does not wait for other imports."""

    def add_options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int | None:
        """The exit code, if it is another one than `OK`."""


def program() -> NoReturn:
    """Runs a command and ends the process. The memory of a large site is left to the system, which frees it at once."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code."""
    # A build makes many values and few circles; looking for circles less often saves a tenth of its time.
    gc.set_threshold(100_000, 50, 50)
    words = _with_command(list(sys.argv[1:] if arguments is None else arguments))
    try:
        # The command is imported here, so Ctrl-C ends that without a traceback too.
        options = _options(words)
        code: int | None = options.run(options)
        sys.stdout.flush()
    except SiteError as error:
        print_problems(error.problems, error.ending or options.ending, is_long=options.is_long)
        return SITE_HAS_PROBLEMS
    except BrokenPipeError:
        # Whoever read what was printed, such as `head`, has read enough; what follows must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt as stop:
        print_failure(str(stop) or "Stopped. The published site is as it was.")
        return INTERRUPTED
    else:
        return code or OK
    return OK


def _options(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. Words of `what` may stand on both sides of options."""
    line = parser(words[:1])
    words = [f"{word}=" if word in OPTIONAL_VALUES else word for word in words]
    options, rest = line.parse_known_args(words)
    if rest and (not hasattr(options, "what") or any(word.startswith("-") for word in rest)):
        line.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.what += rest
    return options


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments, with `build` first if they name no command."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version")):
        return arguments
    return ["build", *arguments]


def parser(names: Collection[str] = COMMANDS.keys()) -> argparse.ArgumentParser:
    """The command line with the named commands; if there are none of these, with all of them, but not their options."""
    line = argparse.ArgumentParser(
        prog="tagarchive",
        description="Turns a folder of Markdown into a website of tag archives, articles and feeds.",
        epilog=f"{_EPILOG}\nThe default theme is in {theme_folder()}.\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    line.add_argument("--version", action="version", version=f"tagarchive {__version__}")
    # Without a name of its own, the parser asks how wide the terminal is.
    commands = line.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=line.prog)
    line.set_defaults(ending="", is_long=True)
    wanted = {name: text for name, text in COMMANDS.items() if name in names}
    for name, text in (wanted or COMMANDS).items():
        options = commands.add_parser(name, help=text)
        if name in wanted:
            command = cast(Command, import_module(_module_of(name)))
            options.set_defaults(run=command.run)
            command.add_options(options)
    return line


def _module_of(command: str) -> str:
    return f"tagarchive.commands.{command}{'_' if keyword.iskeyword(command) else ''}"
