"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from tagarchive.build.process_pool import usable_cores
from tagarchive.core.errors import ExpectedError, Location, Problem, SiteError
from tagarchive.core.gravity import ALL

OPTIONAL_VALUES = frozenset({"--strict"})
"""Options whose value may be left out. A value stands after `=`, so that none takes the word after it for its own."""


def root_option(parser: argparse.ArgumentParser, default: Path | str = Path()) -> None:
    """Adds the option `--root`. With the default `argparse.SUPPRESS` it may also stand before a subcommand."""
    what = "folder of the site: site.toml, content/ and, if it has them, templates/ and static/; default: this folder"
    parser.add_argument("--root", type=folder, default=default, metavar="DIR", help=what)


def future_option(parser: argparse.ArgumentParser) -> None:
    future = "show articles whose date is still to come, as `future` under [articles] does"
    parser.add_argument("--future", action="store_true", help=future)


def jobs_option(parser: argparse.ArgumentParser) -> None:
    jobs = "processes to work with; default: the cores this process may use, here %(default)s"
    parser.add_argument("--jobs", type=jobs_number, default=usable_cores(), metavar="N", help=jobs)


def folder(text: str) -> Path:
    if not text or not text.isprintable():
        raise argparse.ArgumentTypeError(f"expected the name of a folder, found {text!r}")
    return Path(text)


def jobs_number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, found “{text}”")
    return int(text)


def code(text: str) -> str:
    """The code of a problem or a notice."""
    from tagarchive.core.problem_codes import known_code  # noqa: PLC0415 (few command lines name one)

    try:
        return known_code(text)
    except ExpectedError as error:
        raise argparse.ArgumentTypeError(f"found no code “{text}”; {error.hint}".rstrip("; ")) from None


def codes(text: str) -> frozenset[str]:
    """The codes in a list with commas; all of them if nothing is listed."""
    return frozenset(map(code, filter(None, text.replace(" ", "").split(",")))) or frozenset({ALL})


def now() -> datetime:
    """The moment of a build: SOURCE_DATE_EPOCH (reproducible-builds.org), or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        what = f"found “{epoch}”, expected seconds since 1970 as a whole number"
        raise SiteError(
            Problem(Location("SOURCE_DATE_EPOCH"), "bad-argument", what, "it is a variable of your shell")
        ) from None
