"""What a build remembers for the next one: which files it wrote where. Never needed, only convenient.

One SQLite file under `.tagarchive/`. Any doubt about it means an empty one, with a notice: a store that is
damaged or of another version is set aside, and one that can't be written is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tagarchive.errors import Location, Problem
from tagarchive.urls import OutPath

FOLDER = ".tagarchive"
VERSION = 1

_SCHEMA = """
    CREATE TABLE manifest (output TEXT, path TEXT, digest TEXT, PRIMARY KEY (output, path)) WITHOUT ROWID;
"""

Manifest = Mapping[OutPath, str]
"""SHA-256 of each file that a build wrote, by its output path."""


class Store:
    """The store of the site at `root`."""

    def __init__(self, root: Path) -> None:
        self.file = root / FOLDER / "store.sqlite3"
        self.notices: list[Problem] = []

    def manifest(self, output: Path) -> Manifest:
        """What the last build that published to `output` wrote there."""
        if not self.file.exists():
            return {}
        try:
            with closing(self._opened()) as database:
                return dict(database.execute("SELECT path, digest FROM manifest WHERE output = ?", (_key(output),)))
        except sqlite3.Error as error:
            self._set_aside(error)
            return {}

    def remember(self, output: Path, manifest: Manifest) -> None:
        """Keeps what a build wrote, instead of what the last one did."""
        rows = [(_key(output), path, digest) for path, digest in sorted(manifest.items())]
        try:
            self._make_folder()
            with closing(self._opened()) as database, database:
                database.execute("DELETE FROM manifest WHERE output = ?", (_key(output),))
                database.executemany("INSERT INTO manifest VALUES (?, ?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"found that it can't be written ({error}); the next build can't remove what this one wrote")

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.file)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version != VERSION:
            database.close()
            raise sqlite3.DatabaseError(f"version {version}, expected {VERSION}")
        return database

    def _make_folder(self) -> None:
        self.file.parent.mkdir(exist_ok=True)
        ignore = self.file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")

    def _set_aside(self, error: sqlite3.Error) -> None:
        aside = self.file.with_suffix(".damaged")
        try:
            self.file.replace(aside)
        except OSError:
            self._notice(f"found a store that can't be used ({error}); build without it")
        else:
            self._notice(f"found a store that can't be used ({error}); it was set aside as {aside.name}")

    def _notice(self, what: str) -> None:
        self.notices.append(Problem(Location(f"{FOLDER}/{self.file.name}"), what, "files left over are named below"))


def _key(output: Path) -> str:
    return str(output.resolve())
