"""Pairs of articles with the same original, with the same text, or with most of one text in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from tagarchive.archive.duplicates.index import COMMON, Index, Sketches
from tagarchive.reading.sketches import HASHES, Sketch, likeness

# Chosen with `python -m benchmarks.duplicates`; the figures are in docs/duplicates.md.

ALIKE: Sequence[tuple[int, float]] = ((8, 0.4), (16, 0.6), (COMMON, 0.8))
"""Minimum likeness of near texts, by the number of articles that hold what they share.

Reports of one event with the same names and quotes stay below 0.3. Where several articles share a part of their text,
it is more likely to be a template than a story, so it has to be a larger part.
"""

PARAGRAPH, ALIKE_SHORT = 80, 0.8
"""Number of shingles that near texts share at least, or else minimum likeness: short texts may share boilerplate."""

SMALLEST = 1 / 3
"""Minimum length of the shorter of two near texts, as a share of the longer: a story in a round-up is no copy of it."""

SHARED, SHARE = 3, 0.6
"""Minimum number of marks that near texts share, among those that few articles hold; and minimum share of such marks,
as a part of the minimum likeness. A template alone is not enough."""

JUDGED = 24
"""Number of the lowest marks that are judged. Most articles with the same shingle have it among their `MARKS`, so the
number of those that hold it is known."""

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

    The result depends on the sketches in the index alone. A pair depends on its two sketches and on how many articles
    hold their marks, in steps. So these are compared again: articles that change, and all that hold a mark whose number
    of holders takes a step.
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
        if _level(len(held)) != _level(len(now)):
            again |= held if len(held) <= COMMON else now  # The other one may be incomplete.
    kept = (pair for pair in pairs if pair.first not in again and pair.second not in again)
    return tuple(sorted({*kept, *pairs_of(again, index)}))


def pairs_of(paths: Collection[str], index: Sketches) -> set[Pair]:
    """All pairs of articles at `paths` with any other. The index may leave out marks that a single article holds."""
    ordered, all_ = sorted(paths), frozenset(paths)
    batches = (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
    return {pair for batch in batches for pair in _pairs_of_batch(batch, all_, index)}


def _pairs_of_batch(batch: Collection[str], paths: Collection[str], index: Sketches) -> Iterator[Pair]:
    """Pairs of articles in a batch, but for those that are found from the other article, which is in `paths` too."""
    sketches = dict(index.sketches(batch))
    known = _Known(index)
    known.learn(sketches.values())
    found = [
        (path, other)
        for path, sketch in sketches.items()
        for other in known.candidates(sketch)
        if path < other or (path != other and other not in paths)
    ]
    sketches |= index.sketches({other for _, other in found} - sketches.keys())
    near = []
    for path, other in found:
        first, second = min(path, other), max(path, other)
        one, two = sketches[path], sketches[other]
        if one.original and one.original == two.original and known.count(one.original) <= COMMON:
            yield Pair(first, second, 1.0, "original")
        elif one.text and one.text == two.text and known.count(one.text) <= COMMON:
            yield Pair(first, second, 1.0, "text")
        elif (score := _likeness(one, two)) >= ALIKE[0][1]:
            near.append((Pair(first, second, round(score, 2), "near"), score, one, two))
    known.learn(sketch for _, _, one, two in near for sketch in (one, two))
    yield from (pair for pair, score, one, two in near if known.are_near(one, two, score))


def _likeness(one: Sketch, other: Sketch) -> float:
    """The likeness of texts; 0 if their lengths differ too much, or if it is too low for their length."""
    shorter, longer = sorted((one.shingles, other.shingles))
    if shorter < SMALLEST * longer:
        return 0.0
    value = likeness(one, other)
    return value if value >= min(PARAGRAPH / shorter, ALIKE_SHORT) else 0.0


class _Known:
    """The holders of marks, as far as the index was asked for them."""

    def __init__(self, index: Sketches) -> None:
        self._index = index
        self._holders: dict[int, Collection[str]] = {}

    def learn(self, sketches: Iterable[Sketch]) -> None:
        marks = {mark for sketch in sketches for mark in sketch.marks}
        self._holders |= self._index.holders(marks - self._holders.keys())

    def count(self, mark: int) -> int:
        return len(self._holders.get(mark, ()))

    def candidates(self, sketch: Sketch) -> set[str]:
        """Articles that share the original, the text, or at least `SHARED` marks, none of which is common."""
        held = [(mark, self._holders[mark]) for mark in sketch.marks if 1 < self.count(mark) <= COMMON]
        shared = Counter(chain.from_iterable(others for mark, others in held if mark < HASHES))
        near = {other for other, count in shared.items() if count >= SHARED}
        return near.union(chain.from_iterable(others for mark, others in held if mark >= HASHES))

    def are_near(self, one: Sketch, other: Sketch, score: float) -> bool:
        """True if a likeness is enough for the number of articles that hold what two texts share."""
        return any(score >= least and self._share(one, other, most, SHARE * least) for most, least in ALIKE)

    def _share(self, one: Sketch, other: Sketch, most: int, share: float) -> bool:
        """True if texts share such a part of their marks that at most so many articles hold."""
        ours, theirs = one.lowest_hashes(JUDGED), other.lowest_hashes(JUDGED)
        # Up to this hash, these are all hashes of both texts.
        end = min(hashes[-1] for hashes in (ours, theirs))
        mine, yours = ({mark for mark in marks if mark <= end and self.count(mark) <= most} for marks in (ours, theirs))
        return len(mine & yours) >= max(SHARED, share * min(len(mine), len(yours)))


def _level(holders: int) -> int:
    """The number of limits that a number of holders is above."""
    return sum(holders > most for most, _ in ALIKE)
