"""Places in a published folder: checks before files are put into them, and the moves that put and remove files."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from tagarchive.build.output_folder import telling
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath, fold_path


def check_places(output: Path, paths: Iterable[OutPath], stale: Iterable[OutPath]) -> None:
    """Raises `SiteError` if a file can't be put in place or removed, before any change."""
    gone, wanted = set(stale), set(paths)
    for folder in folders_of((*wanted, *gone)):
        if os.path.islink(place_of(output, folder)):
            message = "found a link, expected a folder: nothing may lead out of the folder to publish to"
            raise SiteError(Problem(Location(place_of(output, folder)), "linked-output", message, "remove the link"))
    for path in wanted:
        if os.path.isdir(place_of(output, path)) and not _only_holds(output, path, gone):
            message = "found a folder that no build made, expected room for a file"
            raise SiteError(
                Problem(Location(place_of(output, path)), "foreign-folder", message, "move the folder away")
            )


def place_of(output: Path, path: str) -> str:
    """The full path of a published file."""
    return f"{output}{os.sep}{path}"


def _only_holds(output: Path, folder: OutPath, gone: set[OutPath]) -> bool:
    """True if all files in a folder are about to be removed."""
    files = [file for file in (output / folder).rglob("*") if not file.is_dir()]
    return bool(files) and all(file.relative_to(output).as_posix() in gone for file in files)


def in_the_way(stale: Collection[OutPath], new: Collection[OutPath]) -> list[OutPath]:
    """Stale files at the path of a needed folder, or in a folder at the path of a needed file.

    On case-insensitive file systems a file also blocks a path that differs in case only.
    """
    if not stale:
        return []
    wanted, folders, folded = set(new), folders_of(new), set(map(fold_path, new))
    return [
        path
        for path in stale
        if path in folders or fold_path(path) in folded or not wanted.isdisjoint(folders_of((path,)))
    ]


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders of files, at any depth."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def in_folder(put: Callable[[str, str], None], source: str, place: str) -> None:
    """Puts a file in place and creates its folder if missing."""
    try:
        put(source, place)
    except FileNotFoundError:
        _make_folder(os.path.dirname(place))
        put(source, place)


def _make_folder(folder: str) -> None:
    """Creates a folder, and those around it that are missing, which few are."""
    try:
        os.mkdir(folder)
    except (FileNotFoundError, FileExistsError):
        os.makedirs(folder, exist_ok=True)


def remove_file(output: Path, path: OutPath) -> None:
    """Removes a file and the folders that become empty. A folder at the path is left alone."""
    file = output / path
    if not os.path.isdir(file):
        with telling(file), suppress(FileNotFoundError, NotADirectoryError):
            file.unlink()
    for folder in file.parents:
        if folder == output:
            break
        try:
            folder.rmdir()  # It fails for a folder with files, however many, without a look at them.
        except OSError:
            break
