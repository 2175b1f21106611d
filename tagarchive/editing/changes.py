"""Changes of files: all of them are checked first, then all are made, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.reading.disk import CONTENT, file_at, place_of, unreadable, within


class FileChange(NamedTuple):
    """A change of a file of the site.

    Attributes:
        path: path of the file, relative to the site's folder
        before: its bytes when it was read; None if there is no such file yet
        after: its bytes after the change; None if it is deleted

    """

    path: str
    before: bytes | None
    after: bytes | None


class _Prepared(NamedTuple):
    """A change whose new bytes are in a file of their own.

    Attributes:
        place: file that changes
        new: file with the new bytes; None if the file is deleted
        old: name that keeps the file as it was; None if there was none

    """

    place: Path
    new: Path | None
    old: Path | None


def make(root: Path, changes: Sequence[FileChange]) -> None:
    """Makes all changes. Raises `SiteError`, and leaves every file as it was, if one of them can't be made.

    A file that changed since it was read is refused, and so is one that a link outside of the site leads to.
    """
    places = _checked(root, changes)
    try:
        with ExitStack() as undo:
            numbered = enumerate(places.items())
            prepared = [_prepared(number, place, change, undo) for number, (place, change) in numbered]
            for one in prepared:
                _put(one, undo)
            undo.pop_all()
    except OSError as error:
        file = Path(error.filename2 or error.filename or root / CONTENT)
        shown = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        message = f"found that it can't be written: {error.strerror}; every file is as it was"
        raise SiteError(Problem(Location(shown), "unwritable", message, "correct that, then run it again")) from error
    _forget(prepared)


def _checked(root: Path, changes: Iterable[FileChange]) -> dict[Path, FileChange]:
    """The changes by the file on disk that each of them is about. Links to one file count once."""
    problems, places = Problems(), dict[Path, FileChange]()
    for change in changes:
        with problems.gathered():
            place = _place(root, change)
            other = places.setdefault(place, change)
            if other.after != change.after:
                raise _refused(change.path, f"a link to {other.path}, which changes otherwise", "")
            _check(place, change)
    problems.raise_any()
    return places


def _place(root: Path, change: FileChange) -> Path:
    """The file on disk that a change is about, with links inside the site resolved."""
    file = file_at(root, change.path)
    if "/" not in change.path:
        if file.is_symlink():
            raise _refused(change.path, "a link, expected a file of this site", "remove the link")
        return file
    if os.path.lexists(file):
        place = place_of(root, change.path)
        if not place:
            raise _refused(change.path, "a link that leads out of the site", "remove the link")
        return file if change.after is None else Path(place)
    top = os.path.realpath(root / change.path.partition("/")[0])
    if not within(top, os.path.realpath(file)):
        raise _refused(change.path, "a folder that leads out of the site", "remove the link")
    return file


def _refused(path: str, found: str, hint: str) -> SiteError:
    return SiteError(Problem(Location(path), "refused-link", f"found {found}", hint))


def _check(place: Path, change: FileChange) -> None:
    """Raises `SiteError` if a file is not as it was read, or can't be written."""
    try:
        now = place.read_bytes() if os.path.lexists(place) else None
    except OSError as error:
        raise SiteError(unreadable(change.path, error)) from error
    where = Location(change.path)
    if now != change.before:
        message = "found that the file changed since it was read; nothing is changed"
        raise SiteError(Problem(where, "changed-meanwhile", message, "run the command again"))
    folder = next(folder for folder in place.parents if folder.is_dir())
    locked = [one for one in (place, folder) if one.exists() and not _is_writable(one)]
    if locked:
        message = f"found that {'it' if locked[0] == place else 'its folder'} may only be read; nothing is changed"
        raise SiteError(Problem(where, "unwritable", message, "correct its permissions"))


def _is_writable(file: Path) -> bool:
    # An administrator may write everything, yet a file without permission to write is meant to stay.
    return os.access(file, os.W_OK) and bool(file.stat().st_mode & 0o222)


def _prepared(number: int, place: Path, change: FileChange, undo: ExitStack) -> _Prepared:
    """Writes the new bytes of a file beside it, and gives the old ones a second name."""
    _make_folders(place.parent, undo)
    new = old = None
    if change.after is not None:
        new = _beside(place, f"{number}.new")
        undo.callback(_remove, new)
        with new.open("xb") as made:
            made.write(change.after)
    if change.before is not None:
        old = _beside(place, f"{number}.old")
        undo.callback(_remove, old)
        _keep(place, old)
        if new:
            _take_over(place, new)
    return _Prepared(place, new, old)


def _beside(place: Path, ending: str) -> Path:
    """The name of a hidden file beside another one. What an earlier command left there is removed."""
    file = place.with_name(f".tagarchive-{os.getpid()}-{ending}")
    file.unlink(missing_ok=True)
    return file


def _keep(place: Path, old: Path) -> None:
    try:
        os.link(place, old, follow_symlinks=False)
    except OSError:  # Some file systems have no second names.
        shutil.copy2(place, old, follow_symlinks=False)


def _take_over(place: Path, new: Path) -> None:
    """Gives the new file the mode and, if allowed, the owner of the old one."""
    state = place.stat()
    new.chmod(state.st_mode & 0o7777)
    with suppress(OSError, AttributeError):
        os.chown(new, state.st_uid, state.st_gid)


def _make_folders(folder: Path, undo: ExitStack) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        undo.callback(partial(_remove_folder, one))


def _put(one: _Prepared, undo: ExitStack) -> None:
    if one.old:
        undo.callback(os.replace, one.old, one.place)
    else:
        undo.callback(_remove, one.place)
    if one.new:
        one.new.replace(one.place)
    else:
        one.place.unlink()


def _forget(prepared: Iterable[_Prepared]) -> None:
    for one in prepared:
        if one.old:
            _remove(one.old)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
