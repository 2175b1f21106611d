"""The table of sketches has the pairs that are found from nothing, after any change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from random import Random
from unittest.mock import patch

from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.archive.duplicates.index import COMMON, MemoryIndex
from tagarchive.archive.duplicates.pairs import updated_pairs
from tagarchive.build import sketch_table
from tagarchive.build.sketch_table import SketchTable
from tagarchive.build.store import SKETCHES
from tagarchive.reading.sketches import Sketch, sketch


@cache
def article(parts: str) -> Sketch:
    """An article of parts, each of which other articles may have too."""
    words = (f"w{Random(part).randrange(99)}x{number}{part}" for part in parts for number in range(60))  # noqa: S311
    return sketch(" ".join(words))


def new_table() -> SketchTable:
    database = sqlite3.connect(":memory:")
    database.executescript(SKETCHES)
    return SketchTable(database)


CHANGE = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.text("stuvw", max_size=4).map(article), max_size=6)


@settings(max_examples=examples(15))
@given(st.lists(st.tuples(CHANGE, st.booleans()), min_size=1, max_size=5))
def test_pairs_after_changes_are_those_found_from_nothing(steps: list[tuple[dict[str, Sketch | None], bool]]) -> None:
    table, state = new_table(), dict[str, Sketch]()
    with closing(table.database), patch.multiple(sketch_table, MOST_CHANGES=3, MOST_AT_ONCE=2, MOST_PARAMETERS=3):
        for changes, anew in steps:
            state |= {path: new for path, new in changes.items() if new}
            state = {path: kept for path, kept in state.items() if changes.get(path, kept)}
            expected = updated_pairs((), MemoryIndex(), state)
            assert table.update(changes, anew=anew) == expected
            assert table.pairs() == expected
            assert table.sketches("abcdefgh") == state


def test_no_more_holders_of_boilerplate_are_read_than_show_that_it_is_common() -> None:
    table, posts = new_table(), {f"{number:03}": article("s") for number in range(COMMON + 9)}
    with closing(table.database):
        assert table.update(posts) == ()
        assert table.update({"new": article("s")}) == ()
        assert {len(held) for held in table.holders(article("s").marks).values()} == {COMMON + 1}
