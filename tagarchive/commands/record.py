"""`tagarchive record`: records every published address, so that a later build refuses to lose one."""

from __future__ import annotations

import argparse
from typing import NamedTuple

from tagarchive.archive.ledger import recorded
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.ledger_file import write_ledger
from tagarchive.build.site_loader import ledger_at, read_project
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.urls import out_path
from tagarchive.reading.documents import LEDGER_FILE
from tagarchive.reading.edition import Edition
from tagarchive.reading.site_files import load


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Notes every address of the site, and the id of every article in feeds, in published.txt. From then on a build "
        "in which one of them would vanish stops and says so. Run it when you publish; keep the file with the site."
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
    """Records every address of the site. Raises `SiteError` with every fault of the site."""
    project = read_project(load(context.root, context.store.seen()), edition, context)
    before, archive = ledger_at(context.root), project.archive
    guids = {one.address: one.guid for one in archive.recorded}
    others = [one.address for one in archive.pages]
    others += [term.address for term in (*archive.tags, *archive.authors, *archive.sources)]
    addresses = dict.fromkeys((one for one in others if out_path(one) in project.plan), "")
    after = recorded(before, {**addresses, **guids})
    write_ledger(context.root, after)
    return Recorded(len(after.published), len(after.published.keys() - before.published.keys()))
