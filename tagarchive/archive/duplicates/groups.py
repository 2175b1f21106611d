"""Groups of articles that are one: the one that is shown, and its copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from tagarchive.archive.duplicates.pairs import Pair, Why


class Candidate(NamedTuple):
    """An article that may be shown for its copies. Of several, the least is shown.

    Attributes:
        rank: place of its source among the preferred ones, from 0; their number if it is none of them
        date: date of publication
        path: path of its file

    """

    rank: int
    date: datetime
    path: str


class Copy(NamedTuple):
    """A copy of the shown article of a group.

    Attributes:
        path: path of its file
        score: likeness to the shown article, up to 1
        why: reason for taking it for a copy

    """

    path: str
    score: float
    why: Why


class Group(NamedTuple):
    """Articles that are one.

    Attributes:
        shown: path of the article that is shown
        copies: the others, each of them a copy of the shown one; the likest first

    """

    shown: str
    copies: tuple[Copy, ...]


def groups_of(candidates: Mapping[str, Candidate], pairs: Iterable[Pair]) -> tuple[Group, ...]:
    """The groups of articles by path. Pairs with other articles are ignored.

    Likeness is not transitive: each copy is compared with the shown article, and a copy of a copy is none.
    """
    others: dict[str, dict[str, Copy]] = defaultdict(dict)
    for first, second, score, why in pairs:
        if first in candidates and second in candidates:
            others[first][second], others[second][first] = Copy(second, score, why), Copy(first, score, why)
    taken, groups = set[str](), list[Group]()
    for _, _, shown in sorted(candidates[path] for path in others):
        copies = () if shown in taken else [copy for copy in others[shown].values() if copy.path not in taken]
        if copies:
            taken |= {shown, *(copy.path for copy in copies)}
            groups.append(Group(shown, tuple(sorted(copies, key=lambda copy: (-copy.score, copy.path)))))
    return tuple(sorted(groups))
