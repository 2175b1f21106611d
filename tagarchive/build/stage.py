"""The folder in which a build makes what it is going to publish, and the moment of putting it in place.

Everything is made first and moved into place when all of it is there, so that a build that fails leaves the published
site whole. A file whose bytes are the same is not touched. Files that no build wrote stay.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tagarchive.build.folder_swap import exchange
from tagarchive.build.output_folder import states, telling
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath, fold_path
from tagarchive.reading.file_state import State

STAGE = ".tagarchive-stage"

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")
_SURE_LENGTH = 100
"""Characters of a path that every file system takes, if they are plain."""


class Stage:
    """The folder in which a build makes what it is going to publish; a context manager.

    It lies in the first of some folders from which a file can be moved into the output folder in one step, and in the
    output folder itself where there is none.
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
            self.output.rmdir()  # Made for a build that failed; a folder that holds anything stays.

    def _made(self) -> Path:
        """A new folder. Its name is its own: a worker of a build that was killed may still write into that one's."""
        for folder in self.folders:
            with suppress(OSError):
                made = Path(tempfile.mkdtemp(prefix=self.prefix, dir=folder))
                if self._reaches_output(made):
                    return made
                made.rmdir()
        return Path(tempfile.mkdtemp(prefix=STAGE, dir=self.output))

    def _reaches_output(self, folder: Path) -> bool:
        """True if files can be moved from a folder to the output folder: both lie on one file system, in one mount."""
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
        """The paths that the file system of the output folder can't take, each with the reason."""
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
        """Raises `SiteError` where a file can't be put or removed, before any is."""
        gone, wanted = set(stale), set(paths)
        for folder in _folders((*wanted, *gone)):
            if os.path.islink(self._place(folder)):
                what = "found a link, expected a folder: nothing may lead out of the folder to publish to"
                raise SiteError(Problem(Location(self._place(folder)), "linked-output", what, "remove the link"))
        for path in wanted:
            if os.path.isdir(self._place(path)) and not self._only_holds(path, gone):
                what = "found a folder that no build made, expected room for a file"
                raise SiteError(Problem(Location(self._place(path)), "foreign-folder", what, "move the folder away"))

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

    def can_swap(self) -> bool:
        """True if the output folder can be put in place in one step."""
        one, other = self.folder / "one", self.folder / "other"
        one.mkdir()
        other.mkdir()
        with suppress(OSError):
            exchange(one, other)
            return (
                not os.path.ismount(self.output) and not self.output.is_symlink() and self.folder.parent != self.output
            )
        return False

    def swap(self, staged: Mapping[OutPath, str], kept: Iterable[OutPath]) -> None:
        """Puts the staged files and those that are kept in place of all that the output folder holds, in one step."""
        site = self.folder / "site"
        with telling(self.output):
            site.mkdir()
            for path in kept:
                _in_folder(os.link, self._place(path), f"{site}{os.sep}{path}")
            for path, name in staged.items():
                _in_folder(os.replace, f"{self.folder}{os.sep}{name}", f"{site}{os.sep}{path}")
            exchange(site, self.output)
            # A link less shows in the state of a file, so what was there goes before anybody looks.
            shutil.rmtree(site)

    def put(self, path: OutPath, data: bytes) -> None:
        """Puts a file in place."""
        with telling(self.output / path):
            (self.folder / "put").write_bytes(data)
            self._move("put", path)

    def settled_states(self, paths: Iterable[OutPath]) -> dict[OutPath, State]:
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
        _in_folder(os.replace, f"{self.folder}{os.sep}{name}", self._place(path))

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
    """Stale files that stand where a folder is needed, or in a folder that stands where a file is needed.

    On file systems that tell no case a file also stands in the way of one whose path differs in case alone.
    """
    if not stale:
        return []
    wanted, folders, folded = set(staged), _folders(staged), set(map(fold_path, staged))
    return [
        path
        for path in stale
        if path in folders or fold_path(path) in folded or not wanted.isdisjoint(_folders((path,)))
    ]


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that files stand in, at any depth."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _in_folder(put: Callable[[str, str], None], source: str, place: str) -> None:
    """Puts a file in place, and makes the folder of that place where there is none yet."""
    try:
        put(source, place)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        put(source, place)


def _folders_named(prefix: str, folder: Path) -> list[Path]:
    """What lies in a folder under a name with a prefix."""
    with suppress(OSError):
        return [folder / name for name in os.listdir(folder) if name.startswith(prefix)]
    return []


def _look(place: str) -> None:
    """Raises `OSError` where the system does not take a path, whether anything is there or not."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.lstat(place)


def _try_name(file: Path) -> None:
    """Raises `OSError` where a file system does not take the name of a file."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY))
    file.unlink()
