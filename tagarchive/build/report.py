"""The request for a build, and the report of its result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from tagarchive.build.store import Manifest
from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.core.urls import Address, OutPath, out_path, page_address
from tagarchive.plan.reasons import REPAIRS
from tagarchive.reading.edition import Edition
from tagarchive.reading.file_state import Seen, State


class BuildRequest(NamedTuple):
    """The request for a build.

    Attributes:
        root: the folder of the site
        output: the output folder
        edition: the time of the build, and the inclusion of drafts and future articles
        jobs: number of processes
        clean: makes all files again
        verify: reads every source and every published file, instead of trusting their states
        dry_run: publishes nothing
        explain: path or URL of a file, to report the reason for making it
        allow_removals: allows the removal of most articles
        overwrite: allows overwriting files that no build wrote
        prune: removes all files that are not part of the site
        untrusted: restricts the site, which comes from a third party
        strict: codes of notices that stop the build

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
    strict: Collection[str] = ()


class Finished(msgspec.Struct, frozen=True):
    """The result of a build, kept for the next one.

    Attributes:
        inputs: digest of all inputs
        since: time of the build, in seconds since 1970
        until: time of the next change without an edit, in seconds since 1970; infinite if there is none
        articles: number of articles
        tags: number of tags
        pages: number of pages
        feeds: number of feeds
        files: number of all files
        notices: notices about the site
        unrecorded: number of addresses for readers that are not on the record
        has_record: True if the site has a record
        outside: states of files and folders outside of the site that it depends on

    """

    inputs: str
    since: float
    until: float
    articles: int
    tags: int
    pages: int
    feeds: int
    files: int
    notices: tuple[Problem, ...]
    unrecorded: int = 0
    has_record: bool = False
    outside: tuple[tuple[str, State], ...] = ()


class SearchTime(NamedTuple):
    """The time of the search index in a build.

    Attributes:
        seconds: time to find out if it must be made, and to make it
        is_made: True if it was made

    """

    seconds: float
    is_made: bool


class Report(NamedTuple):
    """The report of a build.

    Attributes:
        articles: number of articles
        tags: number of tags
        pages: number of pages
        feeds: number of feeds
        rendered: the files that were made
        written: the files that differed and were put in place
        removed: the files that were removed
        kept: number of unchanged files
        repaired: the files that were missing or edited in the output folder
        explained: the explanation for the file given by `--explain`, or nothing
        notices: notices about the site
        recorded: number of addresses that the build added to the record
        unrecorded: number of addresses for readers that are not on the record
        has_record: True if the site has a record
        search: the time of the search index; None if nothing was to do or the site has none

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
    recorded: int
    unrecorded: int
    has_record: bool
    search: SearchTime | None = None


COUNTS = ("articles", "tags", "pages", "feeds", "rendered", "written", "kept", "removed")
"""Attributes of a report that are numbers, or that count by their length."""


def as_object(made: Report | None, problems: Iterable[Problem], notices: Iterable[Problem]) -> dict[str, object]:
    """The result of a build for programs. docs/publishing.md describes it. Without a report, no count is known."""
    values = {name: getattr(made, name) if made else None for name in COUNTS}
    return {
        "problems": list(map(_object_of, problems)),
        "notices": list(map(_object_of, notices)),
        "counts": {name: len(value) if isinstance(value, tuple) else value for name, value in values.items()},
        **({"search": _search(made.search)} if made and made.search else {}),
    }


def _search(time: SearchTime) -> dict[str, object]:
    return {"made": time.is_made, "seconds": round(time.seconds, 3)}


def _object_of(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "code": problem.code,
        "path": where.path,
        "line": where.line or None,
        "message": problem.message,
        "hint": problem.hint,
    }


class Done(NamedTuple):
    """The work that a build did.

    Attributes:
        made: the files that were rendered
        written: the files that differed and were put in place
        removed: the files that were removed
        recorded: number of addresses that were added to the record
        search_files: those of the search index, if it was made
        search: the time of the search index; None for a site without one

    """

    made: Manifest
    written: tuple[OutPath, ...] = ()
    removed: tuple[OutPath, ...] = ()
    recorded: int = 0
    search_files: Manifest = MappingProxyType({})
    search: SearchTime | None = None


class Remade(NamedTuple):
    """The result of a build with work to do.

    Attributes:
        finished: the result, to be kept for the next build
        done: the work done
        seen: the states and digests of the source files
        notices: notices about the output folder
        late: notices that only publishing shows
        strict: codes of notices that stop the build

    """

    finished: Finished
    done: Done
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]
    late: tuple[Problem, ...]
    strict: Collection[str]


def report(finished: Finished, done: Done, explained: str, notices: tuple[Problem, ...]) -> Report:
    """The report of a build from its result and its work."""
    return Report(
        articles=finished.articles,
        tags=finished.tags,
        pages=finished.pages,
        feeds=finished.feeds,
        rendered=tuple(done.made),
        written=done.written,
        removed=done.removed,
        kept=finished.files - len(done.written),
        repaired=tuple(path for path, row in done.made.items() if row.reason in REPAIRS),
        explained=explained,
        notices=(*notices, *finished.notices),
        recorded=done.recorded,
        unrecorded=finished.unrecorded,
        has_record=finished.has_record,
        search=done.search,
    )


def asked_path(asked: str, files: Collection[OutPath]) -> OutPath:
    """The file of the site at a path or URL. Raises `SiteError` if there is none."""
    bare = asked.lstrip("/")
    for path in (OutPath(bare), out_path(page_address(f"/{bare}")), out_path(Address(f"/{bare}"))):
        if path in files:
            return path
    message = f"found no file {asked} among those of the site"
    raise SiteError(Problem(Location("--explain"), "unknown-file", message, did_you_mean(bare, files, few=0)))


def explained(path: OutPath, made: Manifest, before: Manifest) -> str:
    """The explanation for making a file, as a line of text."""
    if path in made:
        return f"{path}: made, because {made[path].reason}"
    return f"{path}: kept; it was last made because {before[path].reason}"
