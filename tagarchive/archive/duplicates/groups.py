"""Groups of articles that are one, each with the article that is shown and its copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tagarchive.archive.duplicates.pairs import Pair, Why


class Candidate(NamedTuple):
    """Values that decide on the place of an article in its group.

    Attributes:
        path: path of its file
        date: its date, as a moment
        source: name of its source as in `prefer`; empty if it has none
        same_as: paths of articles that it is a copy of, as its author says
        distinct_from: paths of articles that it is no copy of, as its author says

    """

    path: str
    date: datetime
    source: str = ""
    same_as: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()


class Copy(NamedTuple):
    """An article that is one with the shown article of its group.

    Attributes:
        path: path of its file
        score: likeness of its text and that of the shown article; 1 for the same original or text
        why: reason of the pair

    """

    path: str
    score: float
    why: Why


class Group(NamedTuple):
    """Articles that are one.

    Attributes:
        shown: path of the article that is shown
        copies: the others, in the order in which they would be shown

    """

    shown: str
    copies: tuple[Copy, ...]


def groups(candidates: Iterable[Candidate], pairs: Iterable[Pair], prefer: Sequence[str] = ()) -> tuple[Group, ...]:
    """The groups of articles, by the order of those shown: by source in `prefer`, then by date, then by path.

    The copies of an article are those that make a pair with it. A pair of two copies means nothing: likeness is not
    transitive. Pairs with other articles than the candidates are left out.
    """
    known = {candidate.path: candidate for candidate in candidates}
    partners = _partners(known, pairs)
    ranks = {source: rank for rank, source in reversed([*enumerate(prefer)])}
    found, taken = [], set[str]()
    order = sorted(partners, key=lambda path: (ranks.get(known[path].source, len(prefer)), known[path].date, path))
    place = {path: number for number, path in enumerate(order)}
    for path in order:
        copies = sorted(partners[path].keys() - taken, key=place.__getitem__) if path not in taken else []
        if copies:
            found.append(Group(path, tuple(partners[path][copy] for copy in copies)))
            taken.update((path, *copies))
    return tuple(found)


def _partners(known: Mapping[str, Candidate], pairs: Iterable[Pair]) -> Mapping[str, Mapping[str, Copy]]:
    """For each candidate that makes a pair, the others, each as its copy."""
    partners: dict[str, dict[str, Copy]] = defaultdict(dict)
    said = (_said(candidate.path, other) for candidate in known.values() for other in candidate.same_as)
    for first, second, score, why in (*said, *pairs):
        if first != second and first in known and second in known and not _are_distinct(known[first], known[second]):
            partners[first][second] = Copy(second, score, why)
            partners[second][first] = Copy(first, score, why)
    return partners


def _said(path: str, other: str) -> Pair:
    return Pair(min(path, other), max(path, other), 1.0, "same_as")


def _are_distinct(one: Candidate, other: Candidate) -> bool:
    return other.path in one.distinct_from or one.path in other.distinct_from
