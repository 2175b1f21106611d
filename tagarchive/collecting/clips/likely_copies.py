"""Likely copies: articles of the site that have the text of a new one under another address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from tagarchive.archive.duplicates.index import COMMON, Sketches
from tagarchive.archive.duplicates.pairs import Pair, pairs_of
from tagarchive.reading.sketches import Sketch


class LikelyCopy(NamedTuple):
    """An article that has the text of another one.

    Attributes:
        path: path of the earlier article
        why: reason in words, such as “81% of the shorter text”

    """

    path: str
    why: str


class _WithNew(NamedTuple):
    """The sketches of a site and those of new articles, which nothing stores.

    Attributes:
        site: sketches of the site
        new: sketches of new articles, by names that no path has

    """

    site: Sketches
    new: Mapping[str, Sketch]

    def sketches(self, paths: Collection[str]) -> Mapping[str, Sketch]:
        own = {path: self.new[path] for path in paths if path in self.new}
        return {**self.site.sketches([path for path in paths if path not in own]), **own}

    def holders(self, marks: Collection[int]) -> Mapping[int, Collection[str]]:
        held = {mark: list(paths) for mark, paths in self.site.holders(marks).items()}
        for path, sketch in self.new.items():
            for mark in sketch.marks:
                if mark in marks and len(held.setdefault(mark, [])) <= COMMON:
                    held[mark].append(path)
        return held


def likely_copies(new: Mapping[str, Sketch], site: Sketches) -> dict[str, LikelyCopy]:
    """The likeliest earlier article of each new one that has one, by the names of the new ones.

    New articles are earlier than those after them.
    """
    order = {name: number for number, name in enumerate(new)}
    found: dict[str, tuple[float, LikelyCopy]] = {}
    for pair in sorted(pairs_of(set(new), _WithNew(site, new))):
        later, earlier = _in_order(pair, order)
        if later and (later not in found or pair.score > found[later][0]):
            found[later] = pair.score, LikelyCopy(earlier, _why(pair))
    return {name: copy for name, (_, copy) in found.items()}


def _in_order(pair: Pair, order: Mapping[str, int]) -> tuple[str, str]:
    """The later and the earlier article of a pair. Articles of the site are earlier than all new ones."""
    later, earlier = sorted(pair[:2], key=lambda path: order.get(path, -1), reverse=True)
    return (later if later in order else "", earlier)


def _why(pair: Pair) -> str:
    return f"{pair.score:.0%} of the shorter text" if pair.why == "near" else "the same text"
