"""`tagarchive serve`: the live preview."""

from __future__ import annotations

import argparse

from tagarchive.commands.console import Terminal, print_waiting, progress
from tagarchive.commands.options import future_option, jobs_option, now, root_option
from tagarchive.preview import DEFAULT_PORT
from tagarchive.preview.session import PreviewOptions, preview


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Serves the site to this machine's browsers and reloads a page when it changes. What is shown is what a build "
        "would publish; nothing is written to public/. Ctrl-C ends it."
    )
    root_option(parser)
    port = f"port to listen on; default: {DEFAULT_PORT}, or the next one that is free"
    parser.add_argument("--port", type=_port, metavar="N", help=port)
    parser.add_argument("--open", action="store_true", help="open the home page in the browser")
    drafts = "show drafts too, marked as such; on unless --no-drafts is given"
    parser.add_argument("--drafts", action=argparse.BooleanOptionalAction, default=True, help=drafts)
    future_option(parser)
    follow = "after a save go to the page of the article that was edited, and to the paragraph"
    parser.add_argument("--follow", action="store_true", help=follow)
    edit = "show the inbox, and let its buttons accept and discard drafts; without it no page can change a file"
    parser.add_argument("--edit", action="store_true", help=edit)
    poll = "look for changes every second; for folders that report none, such as network mounts"
    parser.add_argument("--poll", action="store_true", help=poll)
    jobs_option(parser)


def run(options: argparse.Namespace) -> None:
    try:
        wanted = PreviewOptions(
            options.root,
            options.port,
            drafts=options.drafts,
            future=options.future,
            follow=options.follow,
            poll=options.poll,
            jobs=options.jobs,
            now=now,
            edit=options.edit,
        )
        preview(wanted, Terminal(open_browser=options.open), progress, print_waiting)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("The preview has ended.") from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, found “{text}”")
    return int(text)
