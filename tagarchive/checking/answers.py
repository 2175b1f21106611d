"""The answers of other hosts, kept in a SQLite file in the folder of the store. Deleting it is always safe."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self, cast

import msgspec

from tagarchive.build.store import FOLDER
from tagarchive.checking.outside import Answer, State
from tagarchive.core.errors import Location, Problem, SiteError

FILE = "links.sqlite3"
VERSION = 2

DAY = 86_400
FRESH = {"there": 7 * DAY, "moved": 7 * DAY, "dead": 7 * DAY, "unreached": DAY // 24}
"""Seconds for which an answer holds. What could not be reached is soon asked again."""

_SCHEMA = f"""
    CREATE TABLE answers (
        url TEXT PRIMARY KEY, state TEXT, reason TEXT, target TEXT, status INTEGER, asked REAL
    ) WITHOUT ROWID;
    CREATE TABLE pauses (host TEXT PRIMARY KEY, until REAL) WITHOUT ROWID;
    PRAGMA user_version = {VERSION};
"""


class Answers:
    """The known answers of other hosts for one site; a context manager. Each answer is safe once it is learnt.

    `clock` returns the present in seconds since the epoch; that of the machine does if it is None.
    """

    def __init__(self, root: Path, clock: Callable[[], float] | None = None) -> None:
        self._file = root / FOLDER / FILE
        self._now = clock or time.time

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
        now, wanted = self._now(), set(urls)
        return {
            answer.url: answer
            for answer, asked in self._all()
            if answer.url in wanted and asked <= now < asked + FRESH.get(answer.state, 0)
        }

    def times(self) -> dict[str, tuple[Answer, float]]:
        """All answers by address, each with the moment at which it was learnt, in seconds since the epoch."""
        return {answer.url: (answer, asked) for answer, asked in self._all()}

    def _all(self) -> Iterator[tuple[Answer, float]]:
        rows = self._database.execute("SELECT url, state, reason, target, status, asked FROM answers")
        for url, state, reason, target, status, asked in rows:
            yield Answer(url, cast(State, state), reason, target, status), asked

    def learn(self, answer: Answer) -> None:
        row = (*msgspec.structs.astuple(answer), self._now())
        self._database.execute("REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    def paused(self) -> frozenset[str]:
        """Names of the hosts that asked to be left alone for now."""
        rows = self._database.execute("SELECT host FROM pauses WHERE until > ?", (self._now(),))
        return frozenset(host for (host,) in rows)

    def pause(self, host: str, seconds: float) -> None:
        """Keeps in mind that a host asked to be left alone for some seconds, at most a day."""
        self._database.execute("REPLACE INTO pauses VALUES (?, ?)", (host, self._now() + min(seconds, DAY)))


def _prepare(database: sqlite3.Connection) -> None:
    """Makes the tables of a new file. Raises `sqlite3.DatabaseError` if a file is damaged or of another version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        raise sqlite3.DatabaseError(f"version {version}, expected {VERSION}")
    if version == 0:
        database.executescript(_SCHEMA)
    database.execute("SELECT count(*) FROM answers, pauses").fetchone()
