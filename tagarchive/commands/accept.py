"""`tagarchive accept`: moves drafts of the inbox into the archive."""

from __future__ import annotations

import argparse

from tagarchive.collecting.feeds.inbox import accept, desk_at, inbox_path
from tagarchive.commands.console import print_lines, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.reading.disk import check_site


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Moves drafts out of content/inbox/ to content/YEAR/, by the year of their date. They are no drafts any more, "
        "and filed now, so feeds take them for new. All of them move, or none."
    )
    parser.add_argument("what", nargs="+", metavar="FILE", help="a text in content/inbox/: its path, or its name alone")
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    check_site(options.root)
    paths = [inbox_path(options.root, given) for given in options.what]
    done = accept(desk_at(options.root, print_waiting), paths, now())
    print_lines(f"{one.path} is now {one.to}" for one in done)
