"""`tagarchive serve`: the live preview."""

from __future__ import annotations

import argparse
from ipaddress import ip_address

from tagarchive.commands.console import Terminal, print_waiting, progress
from tagarchive.commands.options import future_option, jobs_option, now, root_option
from tagarchive.preview import DEFAULT_ADDRESS, DEFAULT_PORT
from tagarchive.preview.access import Name, named
from tagarchive.preview.session import PreviewOptions, preview


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Serves the site to this machine's browsers and reloads a page when it changes. What is shown is what a build "
        "would publish; nothing is written to public/ unless --build is given. Ctrl-C ends it."
    )
    root_option(parser)
    port = f"port to listen on; default: {DEFAULT_PORT}, or the next one that is free"
    parser.add_argument("--port", type=_port, metavar="N", help=port)
    _reach_options(parser)
    parser.add_argument("--open", action="store_true", help="open the home page in the browser")
    drafts = "show drafts too, marked as such; on unless --no-drafts is given"
    parser.add_argument("--drafts", action=argparse.BooleanOptionalAction, default=True, help=drafts)
    future_option(parser)
    follow = "after a save go to the page of the article that was edited, and to the paragraph"
    parser.add_argument("--follow", action="store_true", help=follow)
    edit = "show the inbox, and let its buttons accept and discard drafts; without it no page can change a file"
    parser.add_argument("--edit", action="store_true", help=edit)
    build = "publish to public/ after each change that can be built, as `build` does: without drafts"
    parser.add_argument("--build", action="store_true", help=build)
    poll = "look for changes every second; for folders that report none, such as network mounts"
    parser.add_argument("--poll", action="store_true", help=poll)
    jobs_option(parser)


def _reach_options(parser: argparse.ArgumentParser) -> None:
    host = (
        "IP address to listen at, such as 0.0.0.0 for all of this machine, in a container; browsers then need the "
        f"token that is printed; default: {DEFAULT_ADDRESS}, which nothing but this machine reaches"
    )
    parser.add_argument("--host", type=_address, default=DEFAULT_ADDRESS, metavar="ADDRESS", help=host)
    name = "further name by which browsers may ask, such as that of a tunnel; it needs the token too; repeatable"
    parser.add_argument("--allow-host", type=_name, action="append", default=[], metavar="NAME", help=name)


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
            publishes=options.build,
            address=options.host,
            allowed=tuple(options.allow_host),
        )
        preview(wanted, Terminal(open_browser=options.open), progress, print_waiting)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("The preview has ended.") from None


def _address(text: str) -> str:
    bare = "127.0.0.1" if text == "localhost" else text.removeprefix("[").removesuffix("]")
    try:
        ip_address(bare)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected an IP address of this machine, such as 0.0.0.0 or ::1, found “{text}”; "
            "a name belongs after --allow-host"
        ) from None
    return bare


def _name(text: str) -> Name:
    try:
        return named(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected the name of a host without port and path, such as desk.local, found “{text}”"
        ) from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, found “{text}”")
    return int(text)
