"""The answers of other hosts, kept in a SQLite file in the folder of the store. Deleting it is always safe."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self, cast

from tagarchive.build.store import FOLDER
from tagarchive.checking.outside import Answer, State
from tagarchive.core.errors import Location, Problem, SiteError

FILE = "links.sqlite3"
VERSION = 1

DAY = 86_400
FRESH = {"there": 7 * DAY, "moved": 7 * DAY, "dead": 7 * DAY, "unreached": DAY // 24}
"""Seconds for which an answer holds. What could not be reached is soon asked again."""

_SCHEMA = f"""
    CREATE TABLE answers (url TEXT PRIMARY KEY, state TEXT, reason TEXT, target TEXT, asked REAL) WITHOUT ROWID;
    CREATE TABLE pauses (host TEXT PRIMARY KEY, until REAL) WITHOUT ROWID;
    PRAGMA user_version = {VERSION};
"""


class Answers:
    """The known answers of other hosts for one site; a context manager. Each answer is safe once it is learnt."""

    def __init__(self, root: Path) -> None:
        self._file = root / FOLDER / FILE

    def __enter__(self) -> Self:
        if self._file.is_symlink() or self._file.parent.is_symlink():
            message = "found a link, expected a file of this site's own"
            raise SiteError(Problem(Location(f"{FOLDER}/{FILE}"), "linked-store", message, "remove the link"))
        self._file.parent.mkdir(exist_ok=True)
        try:
            self._database = self._opened()
        except sqlite3.DatabaseError:
            self._file.unlink()
            self._database = self._opened()
        return self

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, timeout=60, isolation_level=None)
        try:
            _prepare(database)
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def known(self, urls: Iterable[str]) -> dict[str, Answer]:
        """The answers for some addresses that still hold."""
        now, wanted = time.time(), set(urls)
        rows = self._database.execute("SELECT url, state, reason, target, asked FROM answers")
        return {
            url: Answer(url, cast(State, state), reason, target)
            for url, state, reason, target, asked in rows
            if url in wanted and asked <= now < asked + FRESH.get(state, 0)
        }

    def learn(self, answer: Answer) -> None:
        row = (answer.url, answer.state, answer.reason, answer.target, time.time())
        self._database.execute("REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    def paused(self) -> frozenset[str]:
        """Names of the hosts that asked to be left alone for now."""
        rows = self._database.execute("SELECT host FROM pauses WHERE until > ?", (time.time(),))
        return frozenset(host for (host,) in rows)

    def pause(self, host: str, seconds: float) -> None:
        """Keeps in mind that a host asked to be left alone for some seconds, at most a day."""
        self._database.execute("REPLACE INTO pauses VALUES (?, ?)", (host, time.time() + min(seconds, DAY)))


def _prepare(database: sqlite3.Connection) -> None:
    """Makes the tables of a new file. Raises `sqlite3.DatabaseError` if a file is damaged or of another version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        raise sqlite3.DatabaseError(f"version {version}, expected {VERSION}")
    if version == 0:
        database.executescript(_SCHEMA)
    database.execute("SELECT count(*) FROM answers, pauses").fetchone()
