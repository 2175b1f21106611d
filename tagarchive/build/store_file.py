"""The file of a store on disk: whether it is one, of which version, and how it is deleted."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

VERSION = 10
APPLICATION = 0x74616761
"""The SQLite application id of a store: "taga"."""

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite has beside a database."""

_VERSION, _MARK = slice(60, 64), slice(68, 72)
"""Offsets of the user version and the application id in the file (sqlite.org/fileformat2.html, 1.3)."""


def version_of(file: Path) -> int:
    """The version of the store in a file; 0 if there is none.

    Raises `sqlite3.DatabaseError` if the file is a link or not a store: writing to it could damage other data.
    """
    if file.is_symlink():
        raise sqlite3.DatabaseError("a link")
    head = b""
    with suppress(FileNotFoundError, IsADirectoryError), file.open("rb") as opened:
        head = opened.read(100)
    if head and head[_MARK] != APPLICATION.to_bytes(4, "big"):
        raise sqlite3.DatabaseError("not a store of this program")
    return int.from_bytes(head[_VERSION], "big")


def delete(file: Path) -> None:
    """Deletes a store. Raises `sqlite3.OperationalError` if the system does not allow that."""
    try:
        for ending in (*BESIDE, ""):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error


def make_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x") as ignore:
        ignore.write("*\n")
