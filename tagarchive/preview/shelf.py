"""The bodies of documents, wherever they are: in memory, in the store, or in the files that they were read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tagarchive.config import ParseOptions
from tagarchive.digests import digest_of_bytes
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.parse import Wanted, read_all
from tagarchive.store import Bodies


class Shelf:
    """Finds bodies for one thread."""

    def __init__(self, root: Path, store: str) -> None:
        self.root = root
        self.store = store

    def body(self, path: str, digest: str, recent: Mapping[str, bytes], options: ParseOptions) -> bytes:
        """The encoded body of a document. Raises `SiteError` where its file has another by now."""
        found = recent.get(path, b"")
        if digest_of_bytes(found) == digest:
            return found
        # A build that runs beside the preview may have replaced the body, or the whole store.
        with suppress(sqlite3.Error):
            bodies = Bodies(self.store)
            try:
                return bodies.body(path, digest)
            finally:
                bodies.close()
        return self._read(path, digest, options)

    def _read(self, path: str, digest: str, options: ParseOptions) -> bytes:
        (outcome,) = read_all([Wanted(path, "")], str(self.root), options)
        if isinstance(outcome, SiteError):
            raise outcome
        if digest_of_bytes(outcome.body) != digest:
            raise SiteError(Problem(Location(path), "found another text than a moment ago", "reload the page"))
        return outcome.body
