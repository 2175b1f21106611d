"""What a build remembers for the next one, in one SQLite file under `.tagarchive/`. Never needed, only convenient.

It knows the files that it saw, what the documents among them say, what it wrote where, and how a build that found
nothing to do ended. Any doubt about it means an empty one: whoever reads a damaged store gets a
`sqlite3.DatabaseError`, sets it aside and starts anew.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

import msgspec

from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.urls import OutPath, are_inside
from tagarchive.reading.body import Size
from tagarchive.reading.documents import Document
from tagarchive.reading.file_state import State
from tagarchive.reading.site_files import Known, Seen

FOLDER = ".tagarchive"
FILE = "store.sqlite3"
VERSION = 6
APPLICATION = 0x74616761
"""The mark of a store in the head of its file: "taga"."""

_MARK = slice(68, 72)
"""Where SQLite keeps that mark (sqlite.org/fileformat2.html, 1.3)."""

_SCHEMA = """
    CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE seen (
        path TEXT PRIMARY KEY, size, mtime, ctime, inode, settled, digest, width, height, active
    ) WITHOUT ROWID;
    CREATE TABLE documents (path TEXT PRIMARY KEY, digest TEXT, document BLOB) WITHOUT ROWID;
    CREATE TABLE bodies (path TEXT PRIMARY KEY, body BLOB);
    CREATE TABLE written (
        output, path, size, mtime, ctime, inode, digest, key, fingerprint, template, engine, closure, parts, reason,
        PRIMARY KEY (output, path)
    ) WITHOUT ROWID;
"""

T = TypeVar("T")


class Written(NamedTuple):
    """A file that a build wrote: its state and SHA-256, what it was made of, and why.

    `key` is that of the plan, `fingerprint` that of the recipe, `template`, `engine` and `closure` say what made it,
    `parts` holds a few bytes for each part of its view, `reason` is why it was made.
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
"""The state of a file that was not published yet, or that nobody has seen since."""


def unseen(digest: str) -> Written:
    """A file that some build wrote, of which nothing but its digest is known."""
    return Written(NOWHERE, digest, "", "", "", "", "", b"", "")


Manifest = Mapping[OutPath, Written]
"""Every file that was written to one output folder, by its path in it."""


class Remembered(NamedTuple):
    """What a document said when its file had this SHA-256, encoded and sealed against damage."""

    digest: str
    sealed: bytes


def documents_of(remembered: Iterable[Remembered]) -> list[Document]:
    """The documents themselves. Raises `sqlite3.DatabaseError` where one is damaged."""
    decoder = msgspec.msgpack.Decoder(Document)
    return [_unsealed(one.sealed, decoder) for one in remembered]


class Store:
    """The store of one site: in its folder, or in a temporary one where that can't be written."""

    def __init__(self, root: Path, *, elsewhere: bool = False) -> None:
        self._temporary = tempfile.TemporaryDirectory() if elsewhere else None
        self.file = Path(self._temporary.name if self._temporary else root / FOLDER, FILE)

    def __enter__(self) -> Self:
        if self._temporary is None:
            _make_folder(self.file.parent)
        _check_own(self.file)
        self._database = sqlite3.connect(self.file, timeout=60)
        try:
            self._prepare()
        except sqlite3.Error:
            self._database.close()
            raise
        return self

    def _prepare(self) -> None:
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            self._database.executescript(f"BEGIN; {_SCHEMA} {marks} COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"version {version}, expected {VERSION}")
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")

    def __exit__(self, *_: object) -> None:
        self._database.close()
        if self._temporary:
            self._temporary.cleanup()

    def commit(self) -> None:
        """Makes what was remembered safe, and to be seen by other processes."""
        self._database.commit()

    # Facts.

    def fact(self, name: str, kind: type[T]) -> T | None:
        """A value kept under a name."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return _unsealed(row[0], msgspec.msgpack.Decoder(kind)) if row else None

    def keep(self, name: str, value: object) -> None:
        self._database.execute("REPLACE INTO facts VALUES (?, ?)", (name, _sealed(msgspec.msgpack.encode(value))))

    def keep_closures(self, closures: Mapping[str, Mapping[str, str]]) -> None:
        """Keeps the files of closures by the digests of those, so that a change of one has a name."""
        new = [digest for digest in closures if self.fact(f"closure {digest}", dict[str, str]) is None]
        if not new:
            return
        for digest in new:
            self.keep(f"closure {digest}", closures[digest])
        self._database.execute(
            "DELETE FROM facts WHERE name LIKE 'closure %'"
            " AND substr(name, 9) NOT IN (SELECT DISTINCT closure FROM written UNION SELECT value FROM json_each(?))",
            (msgspec.json.encode(list(closures)).decode(),),
        )

    # Files of the site.

    def seen(self) -> Known:
        rows = self._database.execute(
            "SELECT path, size, mtime, ctime, inode, settled, digest, width, height, active FROM seen"
        )
        return {
            row[0]: Seen(State(*row[1:5]), bool(row[5]), row[6], Size(row[7], row[8]) if row[7] else None, row[9])
            for row in rows
        }

    def remember_seen(self, before: Known, now: Known) -> None:
        """Keeps what a build saw instead of what the one before it did."""
        changed = [
            (
                path,
                *seen.state,
                seen.settled,
                seen.digest,
                *((seen.size.width, seen.size.height) if seen.size else (0, 0)),
                seen.active,
            )
            for path, seen in now.items()
            if before.get(path) != seen
        ]
        self._database.executemany("REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", changed)
        self._database.executemany("DELETE FROM seen WHERE path = ?", ((path,) for path in before.keys() - now.keys()))

    # Documents.

    def documents(self) -> dict[str, Remembered]:
        """Every document that is remembered, by its path."""
        rows = self._database.execute("SELECT path, digest, document FROM documents")
        return {path: Remembered(digest, sealed) for path, digest, sealed in rows}

    def remember_document(self, path: str, digest: str, document: bytes, body: bytes) -> Remembered:
        remembered = Remembered(digest, _sealed(document))
        self._database.execute("REPLACE INTO documents VALUES (?, ?, ?)", (path, *remembered))
        self._database.execute("REPLACE INTO bodies VALUES (?, ?)", (path, body))
        return remembered

    def forget_documents(self, paths: Iterable[str]) -> None:
        rows = [(path,) for path in paths]
        self._database.executemany("DELETE FROM documents WHERE path = ?", rows)
        self._database.executemany("DELETE FROM bodies WHERE path = ?", rows)

    # Files written.

    def states(self, output: str) -> dict[OutPath, State]:
        """The states of the files that were written to an output folder."""
        rows = self._database.execute("SELECT path, size, mtime, ctime, inode FROM written WHERE output = ?", (output,))
        return _inside({OutPath(row[0]): State(*row[1:]) for row in rows})

    def manifest(self, output: str) -> Manifest:
        rows = self._database.execute(
            "SELECT path, size, mtime, ctime, inode, digest, key, fingerprint, template, engine, closure, parts, reason"
            " FROM written WHERE output = ?",
            (output,),
        )
        return _inside({OutPath(row[0]): Written(State(*row[1:5]), *row[5:]) for row in rows})

    def remember_written(self, output: str, written: Manifest) -> None:
        rows = ((output, path, *one.state, *one[1:]) for path, one in written.items())
        self._database.executemany("REPLACE INTO written VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def forget_written(self, output: str, paths: Iterable[OutPath]) -> None:
        self._database.executemany("DELETE FROM written WHERE output = ? AND path = ?", ((output, p) for p in paths))


class Bodies:
    """The bodies of documents, read from a store by whoever shows them."""

    def __init__(self, file: str) -> None:
        self._database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=60)

    def close(self) -> None:
        self._database.close()

    def body(self, path: str, digest: str) -> bytes:
        """The encoded body of a document. Raises `sqlite3.DatabaseError` where it is not the one with this digest."""
        row = self._database.execute("SELECT body FROM bodies WHERE path = ?", (path,)).fetchone()
        if row is None or digest_of_bytes(row[0]) != digest:
            raise sqlite3.DatabaseError(f"the text of {path} is damaged")
        return bytes(row[0])


def set_aside(root: Path) -> Path:
    """Moves a store that can't be used out of the way. Raises `sqlite3.OperationalError` where even that can't be."""
    file = root / FOLDER / FILE
    aside = file.with_suffix(".damaged")
    for ending in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
    try:
        return file.replace(aside)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error


def _check_own(file: Path) -> None:
    """Raises `sqlite3.DatabaseError` where a file is a link, or somebody else's: it must not be written into."""
    if file.is_symlink():
        raise sqlite3.DatabaseError("a link")
    with suppress(FileNotFoundError, IsADirectoryError), file.open("rb") as opened:
        head = opened.read(100)
        if head and head[_MARK] != APPLICATION.to_bytes(4, "big"):
            raise sqlite3.DatabaseError("not a store of this program")


def _make_folder(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x") as ignore:
        ignore.write("*\n")


def _inside(files: dict[OutPath, T]) -> dict[OutPath, T]:
    """The files, by their paths. Raises `sqlite3.DatabaseError` where one leads out of the folder."""
    if not are_inside(files):
        raise sqlite3.DatabaseError("it names files outside the published folder")
    return files


def _sealed(data: bytes) -> bytes:
    return data + zlib.crc32(data).to_bytes(4, "big")


def _unsealed(sealed: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    data = sealed[:-4]
    if zlib.crc32(data) != int.from_bytes(sealed[-4:], "big"):
        raise sqlite3.DatabaseError("a value is damaged")
    return decoder.decode(data)
