"""`tagarchive discard`: deletes drafts of the inbox for good."""

from __future__ import annotations

import argparse

from tagarchive.collecting.feeds.inbox import discard, inbox_path
from tagarchive.commands.console import print_lines
from tagarchive.commands.options import root_option
from tagarchive.reading.disk import check_site


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Deletes drafts from content/inbox/, and notes their originals in collected.txt, so that `collect` does not "
        "take them in again. All of them are deleted, or none."
    )
    parser.add_argument("what", nargs="+", metavar="FILE", help="a text in content/inbox/: its path, or its name alone")
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    check_site(options.root)
    paths = [inbox_path(options.root, given) for given in options.what]
    discard(options.root, paths)
    print_lines(f"{path} is discarded" for path in paths)
