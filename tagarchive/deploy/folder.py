"""A folder of this machine as a target. Files are copied into its work folder and renamed into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tagarchive.build.places import check_places, in_folder, place_of, remove_file
from tagarchive.core.urls import OutPath
from tagarchive.deploy.failures import failure
from tagarchive.deploy.target import WORK_FOLDER, Upload


class FolderTarget:
    """A folder of this machine."""

    is_atomic = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: OutPath) -> bytes | None:
        with self._telling(), suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / path).read_bytes()
        return None

    def names(self, folder: str) -> list[str]:
        with self._telling(), suppress(FileNotFoundError, NotADirectoryError):
            return os.listdir(self.folder / folder)
        return []

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        with self._telling():
            self.folder.mkdir(parents=True, exist_ok=True)
            check_places(self.folder, [*sent, OutPath(f"{WORK_FOLDER}/x")], removed)

    def put(self, uploads: Sequence[Upload]) -> None:
        part = place_of(self.folder, f"{WORK_FOLDER}/part-{os.getpid()}")
        with self._telling():
            for upload in uploads:
                in_folder(_copied, str(upload.file), part)
                in_folder(os.replace, part, place_of(self.folder, upload.path))

    def remove(self, paths: Sequence[OutPath]) -> None:
        with self._telling():
            for path in paths:
                remove_file(self.folder, path)

    def finish(self) -> None:
        """All is visible at once."""

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns an `OSError` into a `SiteError`."""
        try:
            yield
        except OSError as error:
            raise failure(str(self.folder), error.strerror or str(error)) from error


def _copied(file: str, place: str) -> None:
    """Copies a file; nothing is left of a copy that fails."""
    try:
        shutil.copyfile(file, place)
    except OSError:
        with suppress(OSError):
            os.unlink(place)
        raise
