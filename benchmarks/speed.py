"""Time and memory of the search for copies, with synthetic articles."""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

import msgspec

from benchmarks.edits import EDITS
from benchmarks.vocabulary import Vocabulary
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.build.sketch_table import SketchTable
from tagarchive.build.store import SKETCHES
from tagarchive.reading.sketches import Sketch, sketch

WORDS, PARAGRAPHS = 60, 7
"""Words in a paragraph, and paragraphs in an article."""

COPIES = 100
"""One in so many articles is an edited copy of another one."""

FOOTERS = 5
"""One in so many articles has a footer of sixty words that others have too."""

MORE = 30
"""Number of articles that are added one at a time."""


class Texts:
    """Articles of words that are as frequent as in a language."""

    def __init__(self) -> None:
        chance = Random(1)
        self.vocabulary = Vocabulary(chance)
        self.footers = [self.paragraph(chance) for _ in range(20)]

    def paragraph(self, chance: Random) -> str:
        return " ".join(self.vocabulary.some(chance, WORDS))

    def article(self, number: int) -> tuple[str, ...]:
        """The paragraphs of an article; of some, those of an earlier one with edits."""
        chance = Random(number)
        if number % COPIES == COPIES - 1:
            edit = list(EDITS.values())[number // COPIES % len(EDITS)]
            return edit(self.article(number - COPIES // 2), chance)
        own = tuple(self.paragraph(chance) for _ in range(PARAGRAPHS))
        return (*own, chance.choice(self.footers)) if number % FOOTERS == 0 else own


def measure(number: int) -> None:
    """Prints the time for `number` articles from nothing, for one more, and the memory that it takes."""
    texts = Texts()
    articles = ["\n".join(texts.article(place)) for place in range(number)]
    print(f"{number:,} articles of {median(len(text.split()) for text in articles[:500]):.0f} words")
    with _timed("sketches, one process", number):
        sketches = {_path(place): sketch(text) for place, text in enumerate(articles)}
    del articles
    print(f"{'bytes of a sketch':34} {sum(_size(one) for one in sketches.values()) / number:10,.0f}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sketches")
        table = SketchTable(sqlite3.connect(file))
        table.database.executescript(SKETCHES)
        before = _peak()
        with _timed("index and pairs from nothing", number):
            pairs = table.update(sketches)
            table.database.commit()
        print(f"{'peak memory before, after, in MiB':34} {before:10,.0f} {_peak():10,.0f}")
        print(f"{'size of the database in MiB':34} {file.stat().st_size / 2**20:10,.0f}")
        _print_found(pairs, number)
        _print_more(table, ["\n".join(texts.article(place)) for place in range(number, number + MORE)])
        table.database.close()


def _print_found(pairs: Sequence[Pair], number: int) -> None:
    right = sum(int(pair.second) - int(pair.first) == COPIES // 2 for pair in pairs)
    print(f"{'copies, found, wrong pairs':34} {number // COPIES:10,} {right:10,} {len(pairs) - right:10,}")


def _print_more(table: SketchTable, texts: Sequence[str]) -> None:
    """Prints the time for one more article, from its text to the pairs on disk."""
    times = []
    for place, text in enumerate(texts):
        start = time.process_time()
        table.update({f"new-{place}": sketch(text)})
        table.database.commit()
        times.append(time.process_time() - start)
    print(f"{'one more article, median, most, ms':34} {median(times) * 1000:10.1f} {max(times) * 1000:10.1f}")


@contextmanager
def _timed(what: str, number: int) -> Iterator[None]:
    start = time.process_time()
    yield
    seconds = time.process_time() - start
    print(f"{what + ', s, µs each':34} {seconds:10.2f} {seconds / number * 1e6:10.0f}")


def _path(number: int) -> str:
    return f"{number:07}"


def _size(one: Sketch) -> int:
    return len(msgspec.msgpack.encode(one))


def _peak() -> float:
    """The peak of the memory of this process, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
