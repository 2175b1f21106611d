"""The store: the cache of builds, in one SQLite file under `.tagarchive/`. Deleting it is always safe.

It holds the states of source files, the parsed documents, the written files, and the result of the last build. A
damaged store is not repaired: it raises `sqlite3.DatabaseError`, and the caller sets it aside and creates a new one.
The store of another version of this program is replaced by a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

import msgspec

from tagarchive.build.seal import sealed, unsealed
from tagarchive.build.store_file import APPLICATION, VERSION, delete, make_folder, version_of
from tagarchive.core.urls import OutPath, are_inside
from tagarchive.reading.file_state import Known, Seen, State

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

FOLDER = ".tagarchive"
FILE = "store.sqlite3"
_PAGE = 16384
"""Bytes of a page of the database. Most rows are long."""

SKETCHES = """
    CREATE TABLE sketches (id INTEGER PRIMARY KEY, path TEXT UNIQUE, sketch BLOB);
    CREATE TABLE marks (mark INTEGER, id INTEGER, PRIMARY KEY (mark, id)) WITHOUT ROWID;
    CREATE TABLE pairs (first TEXT, second TEXT, score REAL, why TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
"""

_SCHEMA = f"""
    CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE documents (path TEXT PRIMARY KEY, digest TEXT, document BLOB) WITHOUT ROWID;
    CREATE TABLE pictures (key TEXT PRIMARY KEY, facts BLOB) WITHOUT ROWID;
    CREATE TABLE bodies (path TEXT PRIMARY KEY, body BLOB);
    CREATE TABLE written (
        output, path, digest, key, fingerprint, template, engine, closure, parts, reason,
        PRIMARY KEY (output, path)
    ) WITHOUT ROWID;
    CREATE TABLE kept (output, path, article, key, file BLOB, PRIMARY KEY (output, path));
    CREATE INDEX kept_pages ON kept (output, article, path, key);
    CREATE TABLE shown (output, path, article, PRIMARY KEY (output, path, article)) WITHOUT ROWID;
    CREATE INDEX shown_texts ON shown (output, article);
    {SKETCHES}
"""

_WRITTEN = (
    "SELECT path, digest, key, fingerprint, template, engine, closure, parts, reason FROM written WHERE output = ?"
)

T = TypeVar("T")


class WrittenFile(NamedTuple):
    """The record of a file that a build wrote.

    Attributes:
        state: state of the published file
        digest: its SHA-256
        key: key of its parts in the plan
        fingerprint: digest of everything that its bytes depend on
        template: name of its template, or `FEED`, `COPY`, `EXPORT` or `PICTURE`
        engine: digest of the engine
        closure: digest of the template's closure
        parts: digests of the parts of its view
        reason: the reason for making it, in words

    """

    state: State
    digest: str
    key: str
    fingerprint: str
    template: str
    engine: str
    closure: str
    parts: bytes
    reason: str


NOWHERE = State(0, 0, 0, 0)
"""The state of a file that is not published yet, or whose state is unknown."""


def unseen(digest: str) -> WrittenFile:
    """The record of a file of which only the digest is known."""
    return WrittenFile(NOWHERE, digest, "", "", "", "", "", b"", "")


Manifest = Mapping[OutPath, WrittenFile]
"""The files written to one output folder, by path in the folder."""


class Remembered(NamedTuple):
    """A document in the store.

    Attributes:
        digest: SHA-256 of its file
        sealed: the encoded document with a CRC-32

    """

    digest: str
    sealed: bytes


class Store:
    """The store of one site, in the site's folder or in a temporary one (`elsewhere`); a context manager.

    Attributes:
        file: the file of the store
        database: the connection to it, inside the context

    """

    def __init__(self, root: Path, *, elsewhere: bool = False) -> None:
        self._states: dict[str, dict[OutPath, State]] = {}  # As they are in the database, once they were asked for.
        self._temporary = _temporary_folder() if elsewhere else None
        self.file = Path(self._temporary.name if self._temporary else root / FOLDER, FILE)

    def __enter__(self) -> Self:
        if self._temporary is None:
            make_folder(self.file.parent)
        if version_of(self.file) not in (0, VERSION):
            delete(self.file)
        self.database = sqlite3.connect(self.file, timeout=60)
        try:
            self._prepare()
        except sqlite3.Error:
            self.database.close()
            raise
        return self

    def _prepare(self) -> None:
        if self.database.execute("PRAGMA user_version").fetchone() == (0,):
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            self.database.executescript(f"PRAGMA page_size = {_PAGE}; BEGIN; {_SCHEMA} {marks} COMMIT;")
        self.database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")

    def __exit__(self, *_: object) -> None:
        self.database.close()
        if self._temporary:
            self._temporary.cleanup()

    def commit(self) -> None:
        """Commits all changes, so that they are safe and visible to other processes."""
        self.database.commit()

    # Facts.

    def fact(self, name: str, kind: type[T]) -> T | None:
        """The value stored under a name; None if there is none."""
        row = self.database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return unsealed(row[0], msgspec.msgpack.Decoder(kind)) if row else None

    def keep(self, name: str, value: object) -> None:
        self.database.execute("REPLACE INTO facts VALUES (?, ?)", (name, sealed(msgspec.msgpack.encode(value))))

    def keep_closures(self, closures: Mapping[str, Mapping[str, str]]) -> None:
        """Stores the files of template closures by digest, and deletes closures that no written file uses."""
        new = [digest for digest in closures if self.fact(f"closure {digest}", dict[str, str]) is None]
        if not new:
            return
        for digest in new:
            self.keep(f"closure {digest}", closures[digest])
        self.database.execute(
            "DELETE FROM facts WHERE name LIKE 'closure %'"
            " AND substr(name, 9) NOT IN (SELECT DISTINCT closure FROM written UNION SELECT value FROM json_each(?))",
            (msgspec.json.encode(list(closures)).decode(),),
        )

    # Files of the site.

    def seen(self) -> Known:
        return self.fact("seen", dict[str, Seen]) or {}

    def remember_seen(self, before: Known, now: Known) -> None:
        """Stores the states of source files in place of those of the last build."""
        if now != before:
            self.keep("seen", now)

    # Documents.

    def documents(self) -> dict[str, Remembered]:
        """All documents in the store, by path."""
        rows = self.database.execute("SELECT path, digest, document FROM documents")
        return {path: Remembered(digest, sealed) for path, digest, sealed in rows}

    def document(self, path: str) -> Remembered | None:
        row = self.database.execute("SELECT digest, document FROM documents WHERE path = ?", (path,)).fetchone()
        return row and Remembered(*row)

    def remember_document(self, path: str, digest: str, document: bytes, body: bytes) -> None:
        self.database.execute("REPLACE INTO documents VALUES (?, ?, ?)", (path, digest, sealed(document)))
        self.database.execute("REPLACE INTO bodies VALUES (?, ?)", (path, body))

    def forget_documents(self, paths: Iterable[str]) -> None:
        rows = [(path,) for path in paths]
        self.database.executemany("DELETE FROM documents WHERE path = ?", rows)
        self.database.executemany("DELETE FROM bodies WHERE path = ?", rows)

    def forget_all(self) -> None:
        """Forgets all documents and everything that comes from them."""
        for forget in ("documents", "bodies", "sketches", "marks", "pairs", "kept", "shown"):
            self.database.execute(f"DELETE FROM {forget}")  # noqa: S608 (names of tables above)

    # Files written.

    def states(self, output: str) -> dict[OutPath, State]:
        """The states of the files written to an output folder. Paths are not checked here, but by `manifest`."""
        if output not in self._states:
            self._states[output] = self.fact(f"states {output}", dict[OutPath, State]) or {}
        return self._states[output]

    def manifest(self, output: str) -> Manifest:
        rows = self.database.execute(_WRITTEN, (output,))
        return _inside(_files(rows, self.states(output)))

    def written(self, output: str, paths: Iterable[OutPath]) -> Manifest:
        """Those of some files that were written to an output folder."""
        some = f"{_WRITTEN} AND path IN (SELECT value FROM json_each(?))"  # noqa: S608 (values are bound)
        rows = self.database.execute(some, (output, msgspec.json.encode(list(paths)).decode()))
        return _files(rows, self.states(output))

    def has_written(self, path: OutPath) -> bool:
        """True if a build wrote a file to some output folder, and no later one removed it."""
        return bool(self.database.execute("SELECT 1 FROM written WHERE path = ? LIMIT 1", (path,)).fetchone())

    def remember_written(self, output: str, written: Manifest) -> None:
        if written:
            rows = ((output, path, *row[1:]) for path, row in written.items())
            self.database.executemany("REPLACE INTO written VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self.remember_states(output, {path: row.state for path, row in written.items()})

    def forget_written(self, output: str, paths: Collection[OutPath]) -> None:
        if paths:
            rows = ((output, path) for path in paths)
            self.database.executemany("DELETE FROM written WHERE output = ? AND path = ?", rows)
            self.remember_states(output, dict.fromkeys(paths))

    def remember_states(self, output: str, changes: Mapping[OutPath, State | None]) -> None:
        before = self.states(output)
        if any(before.get(path) != state for path, state in changes.items()):
            states = {**before, **changes}
            self._states[output] = {path: state for path, state in states.items() if state}
            self.keep(f"states {output}", self._states[output])


def _files(rows: Iterable[tuple[Any, ...]], states: Mapping[OutPath, State]) -> dict[OutPath, WrittenFile]:
    return {OutPath(row[0]): WrittenFile(states.get(row[0], NOWHERE), *row[1:]) for row in rows}


def _temporary_folder() -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 (few builds need one)

    return TemporaryDirectory()


def _inside(files: dict[OutPath, T]) -> dict[OutPath, T]:
    """The files unchanged. Raises `sqlite3.DatabaseError` if a path leads out of the folder."""
    if not are_inside(files):
        raise sqlite3.DatabaseError("it names files outside the published folder")
    return files
