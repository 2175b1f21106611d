"""Files below `content/`: written whole or not at all, never through a link that leads out of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.disk import CONTENT


class FileWriter:
    """The writer of one import. It holds files back until they are checked, or writes them at once.

    A dry run writes nothing.
    """

    def __init__(self, root: Path, *, dry_run: bool = False) -> None:
        self._root = root
        self._content = (root / CONTENT).resolve()
        self._dry_run = dry_run
        self._unwritten: set[str] = set()
        self.holds = True
        self.held: dict[str, bytes] = {}

    def data(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None if there is none."""
        if path in self.held:
            return self.held[path]
        file = self._root / path
        return file.read_bytes() if file.is_file() else None

    def exists(self, path: str) -> bool:
        return path in self.held or path in self._unwritten or os.path.lexists(self._root / path)

    def write(self, path: str, data: bytes) -> None:
        """Writes a file, or replaces it. Raises `SiteError` if its folder leads out of `content/`."""
        if self.holds:
            self.held[path] = data
        else:
            self._write(path, data)

    def write_held(self) -> None:
        """Writes what was held back."""
        for path in list(self.held):
            self._write(path, self.held[path])
            del self.held[path]

    def _write(self, path: str, data: bytes) -> None:
        if self._dry_run:
            self._unwritten.add(path)
            return
        file = self._root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.parent.resolve().is_relative_to(self._content) or file.is_symlink():
                message = "found a link that leads out of content/, expected a folder or file of the site"
                raise SiteError(Problem(Location(path), "refused-link", message, "remove the link"))
            _replace(file, data)
        except OSError as error:
            message = f"found that it can't be written: {error.strerror}"
            raise SiteError(Problem(Location(path), "unwritable", message)) from error


def _replace(file: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=file.parent, prefix=".import-", delete=False) as made:
        made.write(data)
    try:
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask()
        Path(made.name).chmod(mode)
        Path(made.name).replace(file)
    except OSError:
        with suppress(OSError):
            Path(made.name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
