"""`tagarchive record`: records every published address, so that a later build refuses to lose one."""

from __future__ import annotations

import argparse
from typing import NamedTuple

from tagarchive.archive.ledger import recorded, unrecorded
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.ledger_file import write_ledger
from tagarchive.build.site_loader import read_project
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.plan.recordable import recordable
from tagarchive.reading.disk import check_site
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE
from tagarchive.reading.site_files import load


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(ending="Nothing was recorded.")
    parser.description = (
        "Notes every address of the site, and the id of every article in feeds, in published.txt. From then on a build "
        "in which one of them would vanish stops and says so. Run it when you publish; keep the file with the site. "
        "`automatic` under [record] does it with each build."
    )
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    found = with_context(options.root, lambda context: record(context, Edition(drafts=False, now=now())), print_waiting)
    print_line(f"{found.new:,} new of {found.all:,} addresses recorded in {options.root / LEDGER_FILE}.")


class Recorded(NamedTuple):
    """Number of recorded addresses, and of the new ones among them."""

    all: int
    new: int


def record(context: BuildContext, edition: Edition) -> Recorded:
    """Records every address of the site. Raises `SiteError` with every fault of the site, or if it has no base URL."""
    check_site(context.root)
    if not config_at(context.root).base_url:
        message = "found no base_url; the record keeps ids of articles, which hold the domain of the site"
        hint = 'write the public address of the site, such as base_url = "https://your.site/", before you record it'
        raise SiteError(Problem(Location(CONFIG_FILE), "no-base-url", message, hint))
    project = read_project(load(context.root, context.store.seen()), edition, context)
    current = recordable(project.archive, project.plan)
    after = recorded(project.ledger, current)
    write_ledger(context.root, after)
    return Recorded(len(after.published), unrecorded(project.ledger, current))
