"""The folder that the site is published to.

Everything is made in a hidden folder first and moved into place when all of it is there, so that a build
that fails or is killed leaves the published site whole. A file whose bytes are the same is not touched.
What we wrote before and plan no longer is removed; files that we never wrote stay.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from os.path import realpath
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import NamedTuple, Self

from tagarchive.digests import digest_of_bytes
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.urls import OutPath

STAGE = ".tagarchive-stage"


class Published(NamedTuple):
    """What publishing changed: paths written and removed, how many were kept as they were, and files not ours."""

    written: tuple[OutPath, ...]
    removed: tuple[OutPath, ...]
    kept: int
    foreign: tuple[str, ...]


def check_folder(output: Path, root: Path, sources: Collection[str]) -> None:
    """Raises `SiteError` where publishing to `output` would mix up the site and what it is made of."""
    where, folder, site = Location(str(output)), Path(realpath(output)), Path(realpath(root))
    with _telling(output):
        if output.exists() and not output.is_dir():
            what = "found a file, expected a folder to publish to"
            raise SiteError(Problem(where, what, "name another with --output"))
    if site.is_relative_to(folder):
        what = "found the folder of the site itself, or one around it, expected a folder to publish to"
        raise SiteError(Problem(where, what, "name another with --output, such as public"))
    for name in sources:
        if folder.is_relative_to(site / name):
            what = f"found a folder in {name}/, expected a folder outside what the site is made of"
            raise SiteError(Problem(where, what, "name another with --output, such as public"))


class Stage:
    """The hidden folder in which a build makes what it is going to publish; a context manager."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output / STAGE
        self.digests: dict[OutPath, str] = {}
        self._staged: list[OutPath] = []

    def __enter__(self) -> Self:
        with _telling(self.output):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self.output.rmdir()  # Made for a build that failed; a folder that holds anything stays.

    def put(self, path: OutPath, data: bytes) -> None:
        """Stages a file, unless the published one has the same bytes."""
        self.digests[path] = digest_of_bytes(data)
        with _telling(self.output / path):
            if not _holds(self.output / path, data):
                self._place_for(path).write_bytes(data)

    def copy(self, path: OutPath, source: Path, digest: str) -> None:
        """Stages a copy of a file with this SHA-256, unless the published one has the same bytes."""
        self.digests[path] = digest
        with _telling(source):
            if not (self.output / path).is_file() or not filecmp.cmp(source, self.output / path, shallow=False):
                shutil.copyfile(source, self._place_for(path))

    def _place_for(self, path: OutPath) -> Path:
        self._staged.append(path)
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def publish(self, before: Collection[OutPath]) -> Published:
        """Moves what is staged into place, then removes what was written `before` and is not of this build."""
        stale = [path for path in before if path not in self.digests]
        first = _in_the_way(stale, self._staged)
        for path in first:
            self._remove(path)
        self._check_places()
        for path in self._staged:
            with _telling(self.output / path):
                (self.output / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / path).replace(self.output / path)
        for path in set(stale) - set(first):
            self._remove(path)
        kept = len(self.digests) - len(self._staged)
        return Published(tuple(self._staged), tuple(stale), kept, _foreign(self.output, self.digests))

    def _check_places(self) -> None:
        """Raises `SiteError` where a file can't be put, before any file is."""
        for folder in {parent for path in self._staged for parent in PurePosixPath(path).parents}:
            if folder.name and (self.output / folder).is_symlink():
                what = "found a link, expected a folder: nothing may lead out of the folder to publish to"
                raise SiteError(Problem(Location(str(self.output / folder)), what, "remove the link"))
        for path in self._staged:
            if (self.output / path).is_dir():
                what = "found a folder that no build made, expected room for a file"
                raise SiteError(Problem(Location(str(self.output / path)), what, "move the folder away"))

    def _remove(self, path: OutPath) -> None:
        """Removes a file of ours and the folders that it leaves empty."""
        file = self.output / path
        with _telling(file):
            file.unlink(missing_ok=True)
        for folder in file.parents:
            if folder == self.output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _in_the_way(stale: Collection[OutPath], staged: Collection[OutPath]) -> list[OutPath]:
    """Stale files that stand where a folder is needed, or in a folder that stands where a file is needed."""
    wanted = set(staged)
    folders = {parent.as_posix() for path in staged for parent in PurePosixPath(path).parents}
    return [
        path
        for path in stale
        if path in folders or any(parent.as_posix() in wanted for parent in PurePosixPath(path).parents)
    ]


def _foreign(output: Path, ours: Collection[OutPath]) -> tuple[str, ...]:
    """Files in the published folder that no build wrote, except hidden ones at its top."""
    found = (file.relative_to(output).as_posix() for file in output.rglob("*") if not file.is_dir())
    return tuple(sorted(path for path in found if path not in ours and not path.startswith(".")))


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Turns what the system says of a file into a `SiteError` that names it."""
    try:
        yield
    except OSError as error:
        what = f"found that it can't be written: {error.strerror or error}"
        raise SiteError(
            Problem(Location(str(file)), what, "mend that, or name another folder with --output")
        ) from error
