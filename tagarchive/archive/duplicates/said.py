"""What authors say of articles: which are one, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.core.urls import Address
from tagarchive.reading.body import Target, ToHere, ToSite
from tagarchive.reading.documents import Article


def overruled(pairs: Sequence[Pair], articles: Iterable[Article], paths: Mapping[Address, str]) -> Sequence[Pair]:
    """The pairs with those of `same_as`, and without those of `distinct_from`. `paths` are those of all articles."""
    speaking = [article for article in articles if article.same_as or article.distinct_from]
    if not speaking:
        return pairs
    distinct = {pair for article in speaking for pair in _named(article, article.distinct_from, paths)}
    same = {pair for article in speaking for pair in _named(article, article.same_as, paths)} - distinct
    kept = [pair for pair in pairs if pair[:2] not in distinct | same]
    return sorted([*kept, *(Pair(first, second, 1.0, "same_as") for first, second in same)])


def _named(article: Article, targets: Iterable[Target], paths: Mapping[Address, str]) -> Iterator[tuple[str, str]]:
    """The paths of an article and each of some others, in order."""
    for target in targets:
        if not isinstance(target, ToHere):
            other = paths.get(Address(target.address), "") if isinstance(target, ToSite) else target.path
            if other and other != article.path:
                yield min(article.path, other), max(article.path, other)
