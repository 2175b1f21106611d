"""Pairs of articles with the same original, with the same text, or with most of one text in the other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, NamedTuple

from tagarchive.archive.duplicates.index import COMMON, Index
from tagarchive.reading.sketches import HASHES, MARKS, Sketch, likeness

# Chosen with `python -m benchmarks.duplicates`; the figures are in docs/duplicates.md.

ALIKE = 0.4
"""Minimum likeness of near texts. Reports of one event with the same names and quotes stay below 0.3."""

FEWEST_SHARED = 24
"""Minimum number of shingles that near texts share, which makes short texts near only if little differs."""

SMALLEST = 1 / 3
"""Minimum length of the shorter of two near texts, as a share of the longer: a story in a round-up is no copy of it."""

RARE_SHARED, RARE_ALIKE = 2, 0.2
"""Minimum number of marks that near texts share and few others hold, and minimum share of such marks.

They keep texts apart that share a template, whose marks are common ones."""

BATCH = 1000
"""Number of articles that are compared with all others at a time, which bounds the memory that it takes."""

Why = Literal["original", "text", "near", "same_as"]
"""Reason of a pair: the same original, the same text, near texts, or what an author says."""


class Pair(NamedTuple):
    """Two articles that are one.

    Attributes:
        first: path of one
        second: path of the other, which is greater
        score: likeness of the texts, rounded; 1 for the same original or text
        why: the first reason that holds

    """

    first: str
    second: str
    score: float
    why: Why


def updated_pairs(pairs: Iterable[Pair], index: Index, changes: Mapping[str, Sketch | None]) -> tuple[Pair, ...]:
    """All pairs after a change of the index, which this function makes, given all pairs before.

    The result depends on the sketches in the index alone. A pair depends on its two sketches and on which of their
    marks are common ones, so these articles are compared again: those that change, and all that hold a mark that
    becomes common or ceases to be.
    """
    touched = {mark for old in index.sketches(changes.keys()).values() for mark in old.marks}
    touched.update(mark for new in changes.values() if new for mark in new.marks)
    # A mark that only changed articles hold concerns no other.
    before = {
        mark: set(held)
        for mark, held in index.holders(touched).items()
        if len(held) > COMMON or not changes.keys() >= set(held)
    }
    index.change(changes)
    after = {mark: set(held) for mark, held in index.holders(before.keys()).items()}
    again = set(changes)
    for mark, held in before.items():
        now = after.get(mark, set())
        if (len(held) > COMMON) != (len(now) > COMMON):
            again |= held if len(held) <= COMMON else now  # The other one may be incomplete.
    kept = (pair for pair in pairs if pair.first not in again and pair.second not in again)
    return tuple(sorted({*kept, *pairs_of(again, index)}))


def pairs_of(paths: Collection[str], index: Index) -> set[Pair]:
    """All pairs of articles at `paths` with any other."""
    ordered = sorted(paths)
    batches = (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
    return {pair for batch in batches for pair in _pairs_of_batch(batch, index)}


def _pairs_of_batch(paths: Collection[str], index: Index) -> Iterator[Pair]:
    sketches = dict(index.sketches(paths))
    rare = _Rare(index)
    rare.learn(sketches.values())
    found = {path: _candidates(path, sketch, rare) for path, sketch in sketches.items()}
    sketches |= index.sketches({other for others in found.values() for other in others} - sketches.keys())
    looked_at = {(min(path, other), max(path, other)) for path, others in found.items() for other in others}
    near = []
    for first, second in looked_at:
        one, other = sketches[first], sketches[second]
        if one.original and one.original == other.original and rare.has(one.original):
            yield Pair(first, second, 1.0, "original")
        elif one.text and one.text == other.text and rare.has(one.text):
            yield Pair(first, second, 1.0, "text")
        elif score := _score(one, other):
            near.append((Pair(first, second, score, "near"), one, other))
    rare.learn(sketch for _, one, other in near for sketch in (one, other))
    yield from (pair for pair, one, other in near if rare.is_alike(one, other))


class _Rare:
    """The marks that are not common, as far as they are known."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.holders: dict[int, Collection[str]] = {}

    def learn(self, sketches: Iterable[Sketch]) -> None:
        """Asks the index for the holders of all marks of sketches."""
        marks = {mark for sketch in sketches for mark in sketch.marks}
        self.holders |= self._index.holders(marks - self.holders.keys())

    def has(self, mark: int) -> bool:
        return len(self.holders[mark]) <= COMMON

    def is_alike(self, one: Sketch, other: Sketch) -> bool:
        """True if texts share enough of their marks that are not common."""
        ours, theirs = one.hashes[:MARKS], other.hashes[:MARKS]
        known = min(hashes[-1] if len(hashes) == MARKS else HASHES for hashes in (ours, theirs))
        mine, yours = (
            {mark for mark in marks[: bisect_right(marks, known)] if self.has(mark)} for marks in (ours, theirs)
        )
        return len(mine & yours) >= max(RARE_SHARED, RARE_ALIKE * min(len(mine), len(yours)))


def _candidates(path: str, sketch: Sketch, rare: _Rare) -> set[str]:
    """Other articles that share the original, the text, or at least `RARE_SHARED` marks that are not common."""
    held = {mark: rare.holders[mark] for mark in sketch.marks if rare.has(mark)}
    shared = Counter(other for mark, others in held.items() if mark < HASHES for other in others)
    near = {other for other, count in shared.items() if count >= RARE_SHARED}
    same = chain.from_iterable(others for mark, others in held.items() if mark >= HASHES)
    return near.union(same) - {path}


def _score(one: Sketch, other: Sketch) -> float:
    """The likeness of near texts, rounded; 0 if they are not near."""
    shorter, longer = sorted((one.shingles, other.shingles))
    if shorter < SMALLEST * longer:
        return 0.0
    score = likeness(one, other)
    return round(score, 2) if score >= ALIKE and score * shorter >= FEWEST_SHARED else 0.0
