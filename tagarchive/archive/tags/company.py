"""Company of tags: the articles that two tags share, and the other tags that both are often filed with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

MOST_TAGS = 40
"""Articles with more tags say little about which of them belong together."""


class Shared(NamedTuple):
    """Articles and other tags that two tags share.

    Attributes:
        articles: number of articles with both
        overlap: that number by the number of articles with either
        likeness: likeness of their other company, from 0 to 1; None if one of them has none
        tags: tags that both are filed with most, by key

    """

    articles: int
    overlap: float
    likeness: float | None
    tags: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """True if few articles have one of the tags without the other."""
        return (self.articles >= 3 and self.overlap >= 0.75) or (self.articles >= 20 and self.overlap >= 0.5)


class Company:
    """The articles of tags, and the other tags in these, by key of the tag."""

    def __init__(self, articles: Mapping[str, Iterable[str]]) -> None:
        """The company in articles, each with the keys of its tags."""
        self.paths: dict[str, set[str]] = defaultdict(set)
        self._with: dict[str, Counter[str]] = defaultdict(Counter)
        for path, keys in articles.items():
            held = sorted(set(keys))
            for key in held:
                self.paths[key].add(path)
            if 1 < len(held) <= MOST_TAGS:
                for key in held:
                    self._with[key].update(held)
        count = max(len(articles), 1)
        self._weights = {key: log(1 + count / len(paths)) for key, paths in self.paths.items()}

    def shared(self, one: str, other: str) -> Shared:
        common = len(self.paths[one] & self.paths[other])
        either = len(self.paths[one] | self.paths[other])
        left, right = (self._vector(key, {one, other}) for key in (one, other))
        products = {key: value * right[key] for key, value in left.items() if key in right}
        size = sqrt(sum(value**2 for value in left.values()) * sum(value**2 for value in right.values()))
        first = sorted(products, key=lambda key: (-products[key], key))[:2]
        alike = sum(products.values()) / size if size else None
        return Shared(common, common / either if either else 0, alike, tuple(first))

    def _vector(self, key: str, without: set[str]) -> dict[str, float]:
        return {
            other: (1 + log(number)) * self._weights[other]
            for other, number in self._with[key].items()
            if other not in without
        }

    def together(self) -> Sequence[tuple[str, str]]:
        """The pairs of tags that many articles have both of, and few have one of."""
        pairs = []
        for one, others in self._with.items():
            mine = len(self.paths[one])
            for other, number in others.items():
                theirs = len(self.paths[other])
                if one < other and number >= 3 and number >= 0.5 * (mine + theirs - number):
                    pairs.append((one, other))
        return pairs
