"""Bodies of documents, read from a store by the processes that render pages."""

from __future__ import annotations

import sqlite3

from tagarchive.core.digests import digest_of_bytes


class Bodies:
    """The bodies of documents, read from a store, which is open from the first body to `close`."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._database: sqlite3.Connection | None = None

    def close(self) -> None:
        if self._database:
            self._database.close()
        self._database = None

    def body(self, path: str, digest: str) -> bytes:
        """The encoded body of a document. Raises `sqlite3.DatabaseError` if it is missing or has another digest."""
        self._database = self._database or sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, timeout=60)
        row = self._database.execute("SELECT body FROM bodies WHERE path = ?", (path,)).fetchone()
        if row is None or digest_of_bytes(row[0]) != digest:
            raise sqlite3.DatabaseError(f"the text of {path} is damaged")
        return bytes(row[0])
