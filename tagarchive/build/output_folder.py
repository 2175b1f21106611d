"""The output folder: validation, states and digests of its files."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from os.path import realpath
from pathlib import Path

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.reading.file_state import State, have_states, state_of

PUBLIC = "public"
"""Name of the default output folder in a site."""


def check_folder(output: Path, root: Path, sources: Collection[str]) -> None:
    """Raises `SiteError` if `output` is a file, or would mix published files with sources of the site."""
    where, folder, site = Location(str(output)), Path(realpath(output)), Path(realpath(root))
    with telling(output):
        if output.exists() and not output.is_dir():
            message = "found a file, expected a folder to publish to"
            raise SiteError(Problem(where, "bad-output-folder", message, "name another with --output"))
    if output.is_symlink() and output.absolute().is_relative_to(root.absolute()) and not folder.is_relative_to(site):
        message = f"found a link out of the site, to {folder}, expected a folder to publish to"
        raise SiteError(Problem(where, "bad-output-folder", message, f"say it to publish there: --output {folder}"))
    if site.is_relative_to(folder):
        message = "found the folder of the site itself, or one around it, expected a folder to publish to"
        raise SiteError(Problem(where, "bad-output-folder", message, "name another with --output, such as public"))
    for name in sources:
        if folder.is_relative_to(realpath(site / name)):
            message = f"found a folder in {name}/, expected a folder outside what the site is made of"
            raise SiteError(Problem(where, "bad-output-folder", message, "name another with --output, such as public"))


def states(output: Path, paths: Iterable[OutPath]) -> dict[OutPath, State]:
    """The states of the existing files among `paths`. Files without access count as missing."""
    existing: dict[OutPath, State] = {}
    folder = str(output) + os.sep
    for path in paths:
        with suppress(OSError):
            status = os.lstat(folder + path)
            if stat.S_ISREG(status.st_mode):
                existing[path] = state_of(status)
    return existing


def states_now(output: Path, known: Mapping[OutPath, State]) -> Mapping[OutPath, State]:
    """The states of the existing files of which `known` are former states. It is `known` itself if none changed."""
    folder = str(output) + os.sep
    return known if have_states(map(folder.__add__, known), known.values()) else states(output, known)


def digest_at(file: str | Path) -> str:
    """The SHA-256 of a published file; empty if the file is missing or a link."""
    # A first build asks for many files that are missing, and an exception takes longer than this.
    if not os.access(file, os.F_OK):
        return ""
    with suppress(OSError), open(file, "rb") as opened:
        return "" if os.path.islink(file) else hashlib.file_digest(opened, "sha256").hexdigest()
    return ""


def foreign_files(output: Path, ours: Container[str]) -> list[OutPath]:
    """Files in the output folder that no build wrote, except hidden ones and those in hidden folders."""
    return sorted(path for path in all_files(output) if path not in ours and "/." not in f"/{path}")


def all_files(output: Path) -> Iterator[OutPath]:
    """All files in the output folder, including hidden ones. A link counts as a file."""
    start = len(str(output)) + 1
    for folder, inner, names in os.walk(output):
        links = (name for name in inner if os.path.islink(f"{folder}/{name}"))
        yield from (OutPath(f"{folder}/{name}"[start:]) for name in (*names, *links))


def occupied(output: Path, paths: Iterable[OutPath]) -> list[OutPath]:
    """The paths at which a file or a link exists."""
    places = ((path, f"{output}{os.sep}{path}") for path in paths)
    return [path for path, place in places if os.path.lexists(place) and not os.path.isdir(place)]


@contextmanager
def telling(file: str | Path) -> Iterator[None]:
    """Turns an `OSError` into a `SiteError` that names the file."""
    try:
        yield
    except OSError as error:
        message = f"found that it can't be written: {error.strerror or error}"
        raise SiteError(
            Problem(Location(str(file)), "unwritable", message, "correct that, or name another folder with --output")
        ) from error
