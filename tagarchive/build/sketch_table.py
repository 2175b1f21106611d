"""Sketches of articles in an SQLite database: an index by mark, and the pairs that are found with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

import msgspec

from tagarchive.archive.duplicates.index import COMMON
from tagarchive.archive.duplicates.pairs import Pair, pairs_of, updated_pairs
from tagarchive.build.store import SKETCHES
from tagarchive.reading.sketches import Sketch

MOST_CHANGES = 200
"""Maximum number of changed sketches that are looked up one by one."""

MOST_AT_ONCE = 2000
"""Maximum number of sketches that are changed at a time, with their marks in order."""

MOST_PARAMETERS = 500
"""Maximum number of values in one statement; SQLite allows at least 999."""

_ID_BITS = 32
"""Number of bits for the id of a sketch."""

_COPIES = (
    "INSERT INTO main.sketches SELECT id, path, sketch FROM stored.sketches",
    "INSERT INTO main.marks SELECT mark, id FROM stored.marks",
    "INSERT INTO main.pairs SELECT first, second, score, why FROM stored.pairs",
)

_decoder = msgspec.msgpack.Decoder(Sketch)


def decoded_sketch(encoding: bytes) -> Sketch:
    return _decoder.decode(encoding)


class SketchTable:
    """The sketches in a database, as an `Index` of duplicates.

    Attributes:
        database: connection to the database

    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def sketches(self, paths: Collection[str]) -> dict[str, Sketch]:
        rows = self._selected("SELECT path, sketch FROM sketches WHERE path IN", paths)
        return {path: decoded_sketch(sketch) for path, sketch in rows}

    def holders(self, marks: Collection[int]) -> dict[int, list[str]]:
        """The paths that hold each mark, at most `COMMON + 1` of them."""
        # A statement for all marks would read all articles with the boilerplate of one.
        select, most = "SELECT id FROM marks WHERE mark = ? LIMIT ?", COMMON + 1
        held = {mark: [number for (number,) in self.database.execute(select, (mark, most))] for mark in marks}
        numbers = {number for ids in held.values() for number in ids}
        paths = dict(self._selected("SELECT id, path FROM sketches WHERE id IN", numbers))
        return {mark: [paths[number] for number in ids] for mark, ids in held.items() if ids}

    def change(self, changes: Mapping[str, Sketch | None]) -> None:
        paths = list(changes)
        for start in range(0, len(paths), MOST_AT_ONCE):
            self._change({path: changes[path] for path in paths[start : start + MOST_AT_ONCE]})

    def _change(self, changes: Mapping[str, Sketch | None]) -> None:
        gone = [number for (number,) in self._selected("SELECT id FROM sketches WHERE path IN", changes)]
        old = self._selected("SELECT id, sketch FROM sketches WHERE id IN", gone)
        rows = [(mark, number) for number, sketch in old for mark in decoded_sketch(sketch).marks]
        self.database.executemany("DELETE FROM marks WHERE mark = ? AND id = ?", rows)
        self.database.executemany("DELETE FROM sketches WHERE id = ?", ((number,) for number in gone))
        new = ((path, msgspec.msgpack.encode(sketch)) for path, sketch in changes.items() if sketch)
        self.database.executemany("INSERT INTO sketches (path, sketch) VALUES (?, ?)", new)
        ids = dict(self._selected("SELECT path, id FROM sketches WHERE path IN", changes))
        # In the order of the table, rows are added faster; as numbers, they are put in order faster.
        added = sorted(
            mark << _ID_BITS | ids[path] for path, sketch in changes.items() if sketch for mark in sketch.marks
        )
        rows = [(row >> _ID_BITS, row & (1 << _ID_BITS) - 1) for row in added]
        self.database.executemany("INSERT INTO marks VALUES (?, ?)", rows)

    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, in order."""
        rows = self.database.execute("SELECT first, second, score, why FROM pairs ORDER BY first, second")
        return tuple(Pair(*row) for row in rows)

    def update(self, changes: Mapping[str, Sketch | None], *, anew: bool = False) -> tuple[Pair, ...]:
        """All pairs after the sketches of some articles changed; None takes one away.

        `anew` compares all articles again, for a changed rule.
        """
        before = self.pairs()
        if not (changes or anew):
            return before
        if anew or len(changes) > MOST_CHANGES:
            self.change(changes)
            after = self._all_pairs()
        else:
            after = updated_pairs(before, self, changes)
        gone, new = {*before} - {*after}, {*after} - {*before}
        self.database.executemany("DELETE FROM pairs WHERE first = ? AND second = ?", (pair[:2] for pair in gone))
        self.database.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", new)
        return after

    def _all_pairs(self) -> tuple[Pair, ...]:
        return tuple(sorted(pairs_of(self.paths(), _SharedMarks(self))))

    def paths(self) -> set[str]:
        return {path for (path,) in self.database.execute("SELECT path FROM sketches")}

    def copied(self) -> SketchTable:
        """A copy in memory of the table as it was committed last."""
        ((_, _, file),) = self.database.execute("PRAGMA database_list")
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        memory.executescript(SKETCHES)
        memory.execute("ATTACH ? AS stored", (file,))
        for copy in _COPIES:
            memory.execute(copy)
        memory.commit()
        memory.execute("DETACH stored")
        return SketchTable(memory)

    def _selected(self, select: str, values: Collection[str] | Collection[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement that ends in IN, for any number of values."""
        ordered = sorted(values)
        for start in range(0, len(ordered), MOST_PARAMETERS):
            some = ordered[start : start + MOST_PARAMETERS]
            yield from self.database.execute(f"{select} ({', '.join('?' * len(some))})", some).fetchall()


class _SharedMarks:
    """The sketches of a table for a search among all articles, without the marks that a single article holds."""

    def __init__(self, table: SketchTable) -> None:
        self._table = table
        paths = dict(table.database.execute("SELECT id, path FROM sketches"))
        rows = table.database.execute(
            "SELECT mark, id FROM marks"
            " WHERE mark IN (SELECT mark FROM marks GROUP BY mark HAVING count(*) > 1) ORDER BY mark, id"
        )
        self._holders = {
            mark: tuple(paths[number] for _, number in islice(held, COMMON + 1)) for mark, held in groupby(rows, _mark)
        }

    def sketches(self, paths: Collection[str]) -> dict[str, Sketch]:
        return self._table.sketches(paths)

    def holders(self, marks: Collection[int]) -> dict[int, Collection[str]]:
        return {mark: self._holders[mark] for mark in marks if mark in self._holders}


def _mark(row: tuple[int, int]) -> int:
    return row[0]
