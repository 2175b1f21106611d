"""Bodies of documents, read from a store by the processes that render pages."""

from __future__ import annotations

import sqlite3

from tagarchive.core.digests import digest_of_bytes


class Bodies:
    """The bodies of documents, read from a store."""

    def __init__(self, file: str) -> None:
        self._database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=60)

    def close(self) -> None:
        self._database.close()

    def body(self, path: str, digest: str) -> bytes:
        """The encoded body of a document. Raises `sqlite3.DatabaseError` if it is missing or has another digest."""
        row = self._database.execute("SELECT body FROM bodies WHERE path = ?", (path,)).fetchone()
        if row is None or digest_of_bytes(row[0]) != digest:
            raise sqlite3.DatabaseError(f"the text of {path} is damaged")
        return bytes(row[0])
