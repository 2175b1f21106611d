"""Uses of terms: the articles that have each in their front matter, and the terms of each article. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tagarchive.archive.tags.vocabulary import Uses, Vocabulary
from tagarchive.core.errors import Written
from tagarchive.reading.documents import Article

MOST_CHANGES = 100
"""Maximum number of changed articles after which the uses of untouched terms are taken from those before."""

_GONE = -1


class Used(NamedTuple):
    """The uses of all terms of a kind.

    Attributes:
        articles: the articles, newest first
        of: uses of each term that an article has, by its key
        held: the terms of each article, by its path: by their keys, as the article writes them
        touched: keys of the terms whose articles may differ from those before; None if that is unknown
        fresh: paths of the articles that are not the same as before, if that is known

    """

    articles: Sequence[Article]
    of: Mapping[str, Uses]
    held: Mapping[str, Mapping[str, Written]]
    touched: frozenset[str] | None = None
    fresh: frozenset[str] = frozenset()


def used(articles: Sequence[Article], vocabulary: Vocabulary, before: Used | None = None) -> Used:
    """The uses of terms in articles. Those before are of the same vocabulary; what is untouched is taken from them."""
    changed = changes(articles, before) if before else None
    if before and changed:
        return updated(before, articles, changed, vocabulary)
    key_of = cache(vocabulary.keys.of)
    uses: dict[str, Uses] = defaultdict(lambda: Uses([], []))
    held: dict[str, Mapping[str, Written]] = {}
    for place, article in enumerate(articles):
        # Of several spellings in one article the first counts.
        first: dict[str, Written] = {}
        for written in vocabulary.written(article):
            first.setdefault(key_of(written.text), written)
        held[article.path] = first
        for key, written in first.items():
            of_term = uses[key]
            of_term.written.append(written)
            of_term.places.append(place)
    return Used(articles, uses, held)


class Changed(NamedTuple):
    """Changes between two sequences of articles: places of the new ones, and the new place of each old one."""

    come: Sequence[int]
    gone: Sequence[int]
    now_at: Sequence[int]


def changes(articles: Sequence[Article], before: Used) -> Changed | None:
    """The changes since then; None if they are many, or if the others have another order."""
    old, new = set(map(id, before.articles)), set(map(id, articles))
    come = [place for place, article in enumerate(articles) if id(article) not in old]
    gone = [place for place, article in enumerate(before.articles) if id(article) not in new]
    if len(come) + len(gone) > MOST_CHANGES:
        return None
    left, absent = set(come), set(gone)
    kept = iter([place for place in range(len(articles)) if place not in left])
    now_at = [_GONE if place in absent else next(kept) for place in range(len(before.articles))]
    same = all(place == _GONE or articles[place] is one for place, one in zip(now_at, before.articles, strict=True))
    return Changed(come, gone, now_at) if same else None


def updated(before: Used, articles: Sequence[Article], changed: Changed, vocabulary: Vocabulary) -> Used:
    """The uses after some articles changed."""
    left = {before.articles[place].path for place in changed.gone}
    new = used([articles[place] for place in changed.come], vocabulary)
    touched = {key for path in left for key in before.held[path]} | new.of.keys()
    held = {path: terms for path, terms in before.held.items() if path not in left} if left else dict(before.held)
    held |= new.held
    is_still = all(place in (at, _GONE) for at, place in enumerate(changed.now_at))
    uses = {
        key: _merged(some, new.of.get(key), changed) if key in touched or not is_still else some
        for key, some in before.of.items()
    }
    uses |= {key: _merged(None, some, changed) for key, some in new.of.items() if key not in uses}
    return Used(articles, _in_order(uses, articles, held), held, frozenset(touched), frozenset(new.held))


def _merged(before: Uses | None, new: Uses | None, changed: Changed) -> Uses:
    """The uses of a term after some articles changed. Those of the new articles have places among these alone."""
    if before and not new:
        at = [changed.now_at[place] for place in before.places]
        if _GONE not in at:
            return Uses(before.written, at)
    old = zip(before.places, before.written, strict=True) if before else ()
    found = [(place, written) for was, written in old if (place := changed.now_at[was]) != _GONE]
    found += zip([changed.come[place] for place in new.places], new.written, strict=True) if new else ()
    found.sort(key=lambda use: use[0])
    return Uses([written for _, written in found], [place for place, _ in found])


def _in_order(
    uses: Mapping[str, Uses], articles: Sequence[Article], held: Mapping[str, Mapping[str, Written]]
) -> dict[str, Uses]:
    """The uses of terms that have any, in the order in which the articles first name them."""
    first = {key: articles[some.places[0]].path for key, some in uses.items() if some.places}
    ranks = {path: _ranks(held[path]) for path in set(first.values())}
    in_order = sorted(first, key=lambda key: (uses[key].places[0], ranks[first[key]][key]))
    return {key: uses[key] for key in in_order}


def _ranks(keys: Iterable[str]) -> Mapping[str, int]:
    return {key: rank for rank, key in enumerate(keys)}


def links_again(now: Used, before: Mapping[str, object], faces: Mapping[str, object]) -> Collection[str] | None:
    """Paths of the articles whose terms have other faces than before, or are new; None if that is unknown."""
    if now.touched is None:
        return None
    other = {key for key in before.keys() | faces.keys() if before.get(key) != faces.get(key)}
    return now.fresh | {now.articles[place].path for key in other if key in now.of for place in now.of[key].places}
