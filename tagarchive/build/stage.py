"""The stage: the folder for the new files of a build, and the step that puts them in place.

All files are made first and moved into place afterwards, so a failed build leaves the published site intact. Files
with unchanged bytes and files that no build wrote are not touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tagarchive.build.folder_swap import exchange
from tagarchive.build.output_folder import states, telling
from tagarchive.build.places import check_places, in_folder, in_the_way, place_of, remove_file
from tagarchive.core.urls import OutPath
from tagarchive.reading.file_state import State

STAGE = ".tagarchive-stage"

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")
_SURE_LENGTH = 100
"""Length of a path of plain characters that every file system supports."""


class Stage:
    """The folder for the new files of a build; a context manager.

    The stage is created in the first of `folders` from which files can be moved atomically into the output folder, or
    else in the output folder itself.
    """

    def __init__(self, output: Path, folders: Sequence[Path]) -> None:
        self.output = output
        self.folders = folders
        self.prefix = f"{STAGE}-{output.name}-"

    def __enter__(self) -> Self:
        with telling(self.output):
            self.output.mkdir(parents=True, exist_ok=True)
            for folder, prefix in (*((folder, self.prefix) for folder in self.folders), (self.output, STAGE)):
                for left in _folders_named(prefix, folder):
                    shutil.rmtree(left, ignore_errors=True)
            self.folder = self._made()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self.output.rmdir()  # A failed build may have created the folder. A folder with content stays.

    def _made(self) -> Path:
        """A new folder. Its name is unique, since a worker of a killed build may still write to that build's stage."""
        for folder in self.folders:
            with suppress(OSError):
                made = Path(tempfile.mkdtemp(prefix=self.prefix, dir=folder))
                if self._reaches_output(made):
                    return made
                made.rmdir()
        return Path(tempfile.mkdtemp(prefix=STAGE, dir=self.output))

    def _reaches_output(self, folder: Path) -> bool:
        """True if files can be moved atomically from `folder` to the output folder, on one file system and mount."""
        probe, moved = folder / "probe", self.output / folder.name
        probe.write_bytes(b"")
        try:
            probe.rename(moved)
        except OSError:
            probe.unlink()
            return False
        moved.unlink()
        return True

    def refused_names(self, paths: Iterable[OutPath]) -> Iterator[tuple[OutPath, str]]:
        """The paths that the file system of the output folder does not support, each with the reason."""
        tried, names = set[str](), self.folder / "names"
        names.mkdir()
        for path in paths:
            if len(path) > _SURE_LENGTH or not _PLAIN.issuperset(path):
                try:
                    _look(self._place(path))
                    for name in set(path.split("/")) - tried:
                        _try_name(names / name)
                        tried.add(name)
                except OSError as error:
                    yield path, error.strerror or str(error)

    def check_places(self, paths: Iterable[OutPath], stale: Iterable[OutPath]) -> None:
        """Raises `SiteError` if a file can't be put in place or removed, before any change."""
        check_places(self.output, paths, stale)

    def _place(self, path: str) -> str:
        return place_of(self.output, path)

    def publish(self, staged: Mapping[OutPath, str], stale: Collection[OutPath]) -> None:
        """Moves staged files into place, by their names in the stage, and removes stale files."""
        first = in_the_way(stale, staged)
        for path in first:
            self._remove(path)
        for path, name in staged.items():
            with telling(self._place(path)):
                self._move(name, path)
        for path in set(stale) - set(first):
            self._remove(path)

    def can_swap(self) -> bool:
        """True if the output folder can be replaced atomically."""
        first, second = self.folder / "one", self.folder / "other"
        first.mkdir()
        second.mkdir()
        with suppress(OSError):
            exchange(first, second)
            return (
                not os.path.ismount(self.output) and not self.output.is_symlink() and self.folder.parent != self.output
            )
        return False

    def swap(self, staged: Mapping[OutPath, str], kept: Iterable[OutPath]) -> None:
        """Replaces the output folder atomically by a folder with the staged files and the kept ones."""
        site = self.folder / "site"
        with telling(self.output):
            site.mkdir()
            for path in kept:
                in_folder(os.link, self._place(path), f"{site}{os.sep}{path}")
            for path, name in staged.items():
                in_folder(os.replace, f"{self.folder}{os.sep}{name}", f"{site}{os.sep}{path}")
            exchange(site, self.output)
            # Hard links are part of the state of a file: remove the old ones before the states are read.
            shutil.rmtree(site)

    def put(self, path: OutPath, data: bytes) -> None:
        """Writes a file and moves it into place."""
        with telling(self.output / path):
            (self.folder / "put").write_bytes(data)
            self._move("put", path)

    def settled_states(self, paths: Iterable[OutPath]) -> dict[OutPath, State]:
        """The states of files, taken so that any later write changes the state.

        It waits until the clock of the file system moves on: a few milliseconds on most file systems, two seconds at
        most (FAT).
        """
        current = states(self.output, paths)
        newest, probe = (
            max((max(state.ctime, state.mtime) for state in current.values()), default=0),
            self.folder / "clock",
        )
        deadline = time.monotonic() + 2.1
        probe.write_bytes(b"")
        while probe.stat().st_mtime_ns <= newest and time.monotonic() < deadline:
            time.sleep(0.001)
            probe.write_bytes(b"")
        return current

    def _move(self, name: str, path: OutPath) -> None:
        in_folder(os.replace, f"{self.folder}{os.sep}{name}", self._place(path))

    def _remove(self, path: OutPath) -> None:
        remove_file(self.output, path)


def _folders_named(prefix: str, folder: Path) -> list[Path]:
    """The entries of a folder whose name starts with a prefix."""
    with suppress(OSError):
        return [folder / name for name in os.listdir(folder) if name.startswith(prefix)]
    return []


def _look(place: str) -> None:
    """Raises `OSError` if the system rejects a path, even if nothing exists at it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.lstat(place)


def _try_name(file: Path) -> None:
    """Raises `OSError` if a file system rejects the name of a file."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY))
    file.unlink()
