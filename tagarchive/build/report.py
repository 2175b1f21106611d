"""What is asked of a build, and what it tells."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import msgspec

from tagarchive.build.store import Manifest
from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.core.urls import OutPath, out_path, page_address
from tagarchive.plan.reasons import REPAIRS
from tagarchive.reading.documents import Edition


class Request(NamedTuple):
    """What to build: the folder of the site, where to publish, what counts as published, and with how many jobs.

    `clean` makes everything anew, `verify` reads every source and every published file, `dry_run` publishes nothing,
    `explain` is a file of the site of which to tell why it was made. `allow_removals` lets most of the articles go,
    `overwrite` writes over files that no build wrote, `prune` removes all that the site does not consist of.
    `untrusted` takes away what a site by somebody else must not have.
    """

    root: Path
    output: Path
    edition: Edition
    jobs: int = 1
    clean: bool = False
    verify: bool = False
    dry_run: bool = False
    explain: str = ""
    allow_removals: bool = False
    overwrite: bool = False
    prune: bool = False
    untrusted: bool = False


class Finished(msgspec.Struct, frozen=True):
    """How a build ended: a digest of all that it was made of, what it counted, and when time alone will change it."""

    inputs: str
    since: float
    until: float
    articles: int
    tags: int
    pages: int
    feeds: int
    files: int
    notices: tuple[Problem, ...]


class Report(NamedTuple):
    """What a build made and published, and what in the site needs attention.

    `repaired` are the files that were gone or not the ones that were written, `explained` says why the file that was
    asked for was made.
    """

    articles: int
    tags: int
    pages: int
    feeds: int
    rendered: tuple[OutPath, ...]
    written: tuple[OutPath, ...]
    removed: tuple[OutPath, ...]
    kept: int
    repaired: tuple[OutPath, ...]
    explained: str
    notices: tuple[Problem, ...]


class Done(NamedTuple):
    """What a build did: what it made, which of that differed and was put in place, and what it removed."""

    made: Manifest
    written: tuple[OutPath, ...] = ()
    removed: tuple[OutPath, ...] = ()


def report(finished: Finished, done: Done, explained: str, notices: tuple[Problem, ...]) -> Report:
    """The report of a build that ended so and did this."""
    return Report(
        articles=finished.articles,
        tags=finished.tags,
        pages=finished.pages,
        feeds=finished.feeds,
        rendered=tuple(done.made),
        written=done.written,
        removed=done.removed,
        kept=finished.files - len(done.written),
        repaired=tuple(path for path, one in done.made.items() if one.reason in REPAIRS),
        explained=explained,
        notices=(*notices, *finished.notices),
    )


def asked_path(asked: str, files: Collection[OutPath]) -> OutPath:
    """The file that is meant by a path in the output folder, or by an address. Raises `SiteError` where none is."""
    bare = asked.lstrip("/")
    for path in (OutPath(bare), out_path(page_address(f"/{bare}"))):
        if path in files:
            return path
    what = f"found no file {asked} among those of the site"
    raise SiteError(Problem(Location("--explain"), "unknown-file", what, did_you_mean(bare, files, few=0)))


def explained(path: OutPath, made: Manifest, before: Manifest) -> str:
    """Why a file of the site was made."""
    if path in made:
        return f"{path}: made, because {made[path].reason}"
    return f"{path}: kept; it was last made because {before[path].reason}"
