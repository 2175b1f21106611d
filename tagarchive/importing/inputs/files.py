"""The input of an import: a file, a folder or a zip, read with limits and never outside of it."""

from __future__ import annotations

import os
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from tagarchive.core.errors import Location, Problem, SiteError

LARGEST = 200_000_000
"""Maximum size of a file that is read whole, in bytes."""

MOST_FILES = 500_000
"""Maximum number of files in a folder or zip."""

_UNZIPPING = (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError)
"""Exceptions for a zip that is damaged, locked or compressed in an unknown way."""


class Files(Protocol):
    """The files of an input, by path with `/`."""

    @property
    def name(self) -> str:
        """Name of the input for messages."""
        ...

    def names(self) -> Iterator[str]:
        """The paths of all files, sorted. Links that lead out of the folder and unsafe names of a zip are left out."""
        ...

    def has(self, name: str) -> bool: ...

    def data(self, name: str) -> bytes:
        """The bytes of a file. Raises `SiteError` if it is too large or can't be read."""
        ...

    def head(self, name: str, size: int = 4096) -> bytes:
        """The first bytes of a file."""
        ...

    def opened(self, name: str) -> BinaryIO:
        """A file of any size as a stream. Raises `SiteError` if it can't be read."""
        ...

    def refused(self) -> tuple[str, ...]:
        """The names that lead out of the input, such as `../x`."""
        ...


def files_at(path: Path) -> Files:
    """The files at a path: of a folder, of a zip, or one file. Raises `SiteError` if there is none."""
    if path.is_dir():
        return Folder(path)
    if not path.is_file():
        message = "found no file or folder here, expected the export, page or site to import"
        raise SiteError(Problem(Location(str(path)), "no-input", message))
    if zipfile.is_zipfile(path):
        return Zip(path)
    return OneFile(path)


class OneFile(NamedTuple):
    """An input that is one file. A folder beside it that begins with its name holds files of its own, such as pictures.

    A browser that saves `page.html` puts them into `page_files/`. They are not listed.
    """

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def names(self) -> Iterator[str]:
        yield self.path.name

    def has(self, name: str) -> bool:
        return name == self.path.name or self._is_beside(name)

    def data(self, name: str) -> bytes:
        return _read(self.path if name == self.path.name else self.path.parent / name, name)

    def head(self, name: str, size: int = 4096) -> bytes:
        return _head(self.path if name == self.path.name else self.path.parent / name, size)

    def _is_beside(self, name: str) -> bool:
        folder, _, inner = name.partition("/")
        begins = folder.startswith(self.path.stem) and folder[len(self.path.stem) :][:1] in ("_", "-", ".", " ")
        return bool(inner) and begins and Folder(self.path.parent / folder).has(inner)

    def opened(self, name: str) -> BinaryIO:
        return _opened(self.path, name)

    def refused(self) -> tuple[str, ...]:
        return ()


class InMemory(NamedTuple):
    """An input that is one document in memory, such as one that was fetched. Its name is its address."""

    name: str
    content: bytes

    def names(self) -> Iterator[str]:
        yield self.name

    def has(self, name: str) -> bool:
        return name == self.name

    def data(self, name: str) -> bytes:  # noqa: ARG002 (one document has one name)
        return self.content

    def head(self, name: str, size: int = 4096) -> bytes:  # noqa: ARG002
        return self.content[:size]

    def opened(self, name: str) -> BinaryIO:  # noqa: ARG002
        return BytesIO(self.content)

    def refused(self) -> tuple[str, ...]:
        return ()


class Folder(NamedTuple):
    """An input that is a folder."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.resolve().name

    def names(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in os.walk(self.path):
            folders.sort()
            for file in sorted(files):
                count += 1
                if count > MOST_FILES:
                    raise SiteError(_too_large(self.name, f"more than {MOST_FILES:,} files"))
                name = Path(folder, file).relative_to(self.path).as_posix()
                if self.has(name):
                    yield name

    def has(self, name: str) -> bool:
        if not is_inner(name):
            return False
        file = self.path / name
        return file.is_file() and file.resolve().is_relative_to(self.path.resolve())

    def data(self, name: str) -> bytes:
        return _read(self.path / name, name)

    def head(self, name: str, size: int = 4096) -> bytes:
        return _head(self.path / name, size)

    def opened(self, name: str) -> BinaryIO:
        return _opened(self.path / name, name)

    def refused(self) -> tuple[str, ...]:
        return ()


class Zip:
    """An input that is a zip. Zips in it are not opened."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path
        self._zip = zipfile.ZipFile(path)
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise SiteError(_too_large(self.name, f"more than {MOST_FILES:,} files"))
        self._members = {info.filename: info for info in infos if is_inner(info.filename)}
        self._refused = tuple(info.filename for info in infos if not is_inner(info.filename))

    def names(self) -> Iterator[str]:
        yield from sorted(self._members)

    def has(self, name: str) -> bool:
        return name in self._members

    def data(self, name: str) -> bytes:
        return self._bytes(name, LARGEST + 1)

    def head(self, name: str, size: int = 4096) -> bytes:
        return self._bytes(name, size, whole=False)

    def opened(self, name: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._zip.open(self._members[name]))
        except _UNZIPPING as error:
            raise SiteError(self._damaged(name, error)) from None

    def refused(self) -> tuple[str, ...]:
        return self._refused

    def _bytes(self, name: str, most: int, *, whole: bool = True) -> bytes:
        try:
            with self._zip.open(self._members[name]) as opened:
                data = opened.read(most)
        except _UNZIPPING as error:
            raise SiteError(self._damaged(name, error)) from None
        if whole and len(data) > LARGEST:
            raise SiteError(_too_large(f"{self.name}/{name}", f"more than {LARGEST:,} bytes"))
        return data

    def _damaged(self, name: str, error: Exception) -> Problem:
        message = f"found a file in the zip that can't be read: {error}"
        return Problem(Location(f"{self.name}/{name}"), "damaged-input", message)


def beside(files: Files) -> Files:
    """The files around an input that is one file; else the input itself. They are looked up by name, never listed."""
    return Folder(files.path.parent) if isinstance(files, OneFile) else files


def is_inner(name: str) -> bool:
    """True if a relative path with `/` stays in its folder on every system."""
    clean = name.replace("\\", "/")
    return not clean.startswith("/") and ":" not in clean.partition("/")[0] and ".." not in clean.split("/")


def joined(base: str, reference: str) -> str:
    """The path of a reference in the file at `base`; it may begin with `../`, and then no input has it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), reference))


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise SiteError(_too_large(name, f"more than {LARGEST:,} bytes"))
        return path.read_bytes()
    except OSError as error:
        raise SiteError(_unreadable(name, error)) from None


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SiteError(_unreadable(name, error)) from None


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(Location(name), "unreadable", f"found that it can't be read: {error.strerror}")


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(size)
    except OSError:
        return b""


def _too_large(name: str, what: str) -> Problem:
    return Problem(Location(name), "input-too-large", f"found {what}, which is more than an import reads")
