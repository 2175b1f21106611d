"""The folder that the site is published to.

Everything is made in a hidden folder first and moved into place when all of it is there, so that a build that
fails leaves the published site whole. A file whose bytes are the same is not touched. What we wrote before and
plan no longer is removed; files that we never wrote stay.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from os.path import realpath
from pathlib import Path
from types import TracebackType
from typing import Self

from tagarchive.errors import Location, Problem, SiteError
from tagarchive.load import State, state_of
from tagarchive.urls import OutPath

STAGE = ".tagarchive-stage"


def check_folder(output: Path, root: Path, sources: Collection[str]) -> None:
    """Raises `SiteError` where publishing to `output` would mix up the site and what it is made of."""
    where, folder, site = Location(str(output)), Path(realpath(output)), Path(realpath(root))
    with telling(output):
        if output.exists() and not output.is_dir():
            what = "found a file, expected a folder to publish to"
            raise SiteError(Problem(where, what, "name another with --output"))
    if site.is_relative_to(folder):
        what = "found the folder of the site itself, or one around it, expected a folder to publish to"
        raise SiteError(Problem(where, what, "name another with --output, such as public"))
    for name in sources:
        if folder.is_relative_to(realpath(site / name)):
            what = f"found a folder in {name}/, expected a folder outside what the site is made of"
            raise SiteError(Problem(where, what, "name another with --output, such as public"))


def states(output: Path, paths: Iterable[OutPath]) -> dict[OutPath, State]:
    """The states of those of the files that are there."""
    found: dict[OutPath, State] = {}
    folder = str(output) + os.sep
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            there = os.lstat(folder + path)
            if stat.S_ISREG(there.st_mode):
                found[path] = state_of(there)
    return found


def foreign_files(output: Path, ours: Container[str]) -> list[str]:
    """Files in the published folder that no build wrote, except hidden ones at its top."""
    start = len(str(output)) + 1
    found = (f"{folder}/{name}"[start:] for folder, _, names in os.walk(output) for name in names)
    return sorted(path for path in found if path not in ours and not path.startswith("."))


class Stage:
    """The hidden folder in which a build makes what it is going to publish; a context manager."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def __enter__(self) -> Self:
        with telling(self.output):
            self.output.mkdir(parents=True, exist_ok=True)
            for left in self.output.glob(f"{STAGE}*"):
                shutil.rmtree(left, ignore_errors=True)
            # A name of its own: a worker of a build that was killed may still write into the stage of that.
            self.folder = Path(tempfile.mkdtemp(prefix=STAGE, dir=self.output))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self.output.rmdir()  # Made for a build that failed; a folder that holds anything stays.

    def check_places(self, paths: Iterable[OutPath], stale: Iterable[OutPath]) -> None:
        """Raises `SiteError` where a file can't be put or removed, before any is."""
        gone, wanted = set(stale), set(paths)
        for folder in _folders((*wanted, *gone)):
            if os.path.islink(self._place(folder)):
                what = "found a link, expected a folder: nothing may lead out of the folder to publish to"
                raise SiteError(Problem(Location(self._place(folder)), what, "remove the link"))
        for path in wanted:
            if os.path.isdir(self._place(path)) and not self._only_holds(path, gone):
                what = "found a folder that no build made, expected room for a file"
                raise SiteError(Problem(Location(self._place(path)), what, "move the folder away"))

    def _place(self, path: str) -> str:
        return f"{self.output}{os.sep}{path}"

    def _only_holds(self, folder: OutPath, gone: set[OutPath]) -> bool:
        """Whether all that a folder holds is about to be removed."""
        files = [file for file in (self.output / folder).rglob("*") if not file.is_dir()]
        return bool(files) and all(file.relative_to(self.output).as_posix() in gone for file in files)

    def publish(self, staged: Mapping[OutPath, str], stale: Collection[OutPath]) -> None:
        """Moves staged files into place, by their names in the stage, and removes stale ones."""
        first = _in_the_way(stale, staged)
        for path in first:
            self._remove(path)
        for path, name in staged.items():
            with telling(self.output / path):
                self._move(name, path)
        for path in set(stale) - set(first):
            self._remove(path)

    def settled_states(self, paths: Collection[OutPath]) -> dict[OutPath, State]:
        """The states of files, once any later write of them must show in their states.

        That takes a few milliseconds on most file systems, and two seconds at most (FAT).
        """
        found = states(self.output, paths)
        newest, probe = max((max(one.ctime, one.mtime) for one in found.values()), default=0), self.folder / "clock"
        deadline = time.monotonic() + 2.1
        probe.write_bytes(b"")
        while probe.stat().st_mtime_ns <= newest and time.monotonic() < deadline:
            time.sleep(0.001)
            probe.write_bytes(b"")
        return found

    def _move(self, name: str, path: OutPath) -> None:
        source, place = f"{self.folder}{os.sep}{name}", self._place(path)
        try:
            os.replace(source, place)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.replace(source, place)

    def _remove(self, path: OutPath) -> None:
        """Removes a file of ours and the folders that it leaves empty; what is no file any more stays."""
        file = self.output / path
        if not os.path.isdir(file):
            with telling(file), suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
        for folder in file.parents:
            if folder == self.output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _in_the_way(stale: Collection[OutPath], staged: Collection[OutPath]) -> list[OutPath]:
    """Stale files that stand where a folder is needed, or in a folder that stands where a file is needed."""
    if not stale:
        return []
    wanted, folders = set(staged), _folders(staged)
    return [path for path in stale if path in folders or not wanted.isdisjoint(_folders((path,)))]


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that files stand in, at any depth."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


@contextmanager
def telling(file: Path) -> Iterator[None]:
    """Turns what the system says of a file into a `SiteError` that names it."""
    try:
        yield
    except OSError as error:
        what = f"found that it can't be written: {error.strerror or error}"
        raise SiteError(
            Problem(Location(str(file)), what, "mend that, or name another folder with --output")
        ) from error
