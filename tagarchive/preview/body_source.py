"""Bodies of documents, from memory, from the store, or from their files."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tagarchive.build.bodies import Bodies
from tagarchive.build.parse_worker import Wanted, read_all
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.parse_options import ParseOptions


class BodySource:
    """Finds bodies for one thread."""

    def __init__(self, root: Path, store: str) -> None:
        self.root = root
        self.store = store
        self._stored: Bodies | None = None

    def body(self, path: str, digest: str, recent: Mapping[str, bytes], options: ParseOptions) -> bytes:
        """The encoded body of a document. Raises `SiteError` if its file has changed."""
        found = recent.get(path, b"")
        if digest_of_bytes(found) == digest:
            return found
        try:
            self._stored = self._stored or Bodies(self.store)
            return self._stored.body(path, digest)
        except sqlite3.Error:
            # A build that runs beside the preview may have replaced the body, or the whole store.
            self._close()
            return self._read(path, digest, options)

    def _close(self) -> None:
        if self._stored:
            self._stored.close()
            self._stored = None

    def _read(self, path: str, digest: str, options: ParseOptions) -> bytes:
        (outcome,) = read_all([Wanted(path, "")], str(self.root), options)
        if isinstance(outcome, SiteError):
            raise outcome
        if digest_of_bytes(outcome.body) != digest:
            raise SiteError(
                Problem(Location(path), "changed-meanwhile", "found another text than a moment ago", "reload the page")
            )
        return outcome.body
