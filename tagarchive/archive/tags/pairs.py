"""Pairs: two tags that have many articles in common, with these articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.model import PlacedDocument, Term
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.lineage import lineage_of
from tagarchive.archive.terms import term
from tagarchive.core import urls
from tagarchive.core.slugs import NAME_BYTES
from tagarchive.reading.documents import Article

MOST_PAIRS = 1_000
"""Maximum number of pairs that have an archive."""

Two = tuple[int, int]
"""Two tags, by their places among all."""


class Pairs(NamedTuple):
    """The pairs of tags of a site, with what they were counted from.

    Attributes:
        terms: the archives of pairs, largest first
        large: the tags that have articles enough
        articles: all articles
        held: the places of the large tags whose archives have each article
        counts: number of articles that any two of the large tags have in common
        are_own: True if no archive has articles of tags below it

    """

    terms: tuple[Term, ...] = ()
    large: tuple[Term, ...] = ()
    articles: tuple[PlacedDocument[Article], ...] = ()
    held: Sequence[Sequence[int]] = ()
    counts: Mapping[Two, int] = {}
    are_own: bool = True

    def fits(self, large: Sequence[Term]) -> bool:
        """True if other articles can be counted in these counts, for tags with these names."""
        return self.are_own and [*map(_face, self.large)] == [*map(_face, large)]


def pairs_of(
    articles: Iterable[PlacedDocument[Article]], tags: Iterable[Term], least: int, before: Pairs | None = None
) -> Pairs:
    """The pairs of tags with at least `least` articles in common, the largest `MOST_PAIRS`, largest first.

    `articles` are in the order of all lists. A tag makes no pair with a tag above it, whose archive has all of its
    articles. No tag makes a pair if `least` is 0. Pairs whose articles are the same as before are taken from there.
    """
    large = tuple(sorted((tag for tag in tags if least and len(tag.articles) >= least), key=_slug))
    in_order = tuple(articles)
    if not large:
        return Pairs()
    held, are_own = _held(in_order, large)
    known = Changes.of(before, in_order, held) if before and are_own and before.fits(large) else None
    counts = known.counts if known else Counter(chain.from_iterable([combinations(places, 2) for places in held]))
    often = sorted([(-count, two) for two, count in counts.items() if count >= least])
    largest = list(islice(_fitting((two for _, two in often), large), MOST_PAIRS))
    terms = known.pairs(largest, large) if known else _counted(largest, large, in_order, held)
    return Pairs(terms, large, in_order, held, counts, are_own)


def _counted(
    largest: Iterable[Two],
    large: Sequence[Term],
    articles: Sequence[PlacedDocument[Article]],
    held: Iterable[Sequence[int]],
) -> tuple[Term, ...]:
    """The archives of pairs."""
    common: dict[Two, list[int]] = {two: [] for two in largest}
    for place, tags_of_article in enumerate(held if common else ()):
        for two in combinations(tags_of_article, 2):
            if two in common:
                common[two].append(place)
    return tuple(_pair(large[one], large[other], articles, within) for (one, other), within in common.items())


class Changes(NamedTuple):
    """Pairs after some articles changed.

    Attributes:
        before: the pairs before
        articles: all articles now
        counts: number of articles that any two tags have in common now
        touched: the pairs that changed articles have

    """

    before: Pairs
    articles: tuple[PlacedDocument[Article], ...]
    counts: Mapping[Two, int]
    touched: frozenset[Two]

    @classmethod
    def of(cls, before: Pairs, articles: tuple[PlacedDocument[Article], ...], held: Sequence[Sequence[int]]) -> Changes:
        old, new = set(map(id, before.articles)), set(map(id, articles))
        gone = _twos(before.held[place] for place, one in enumerate(before.articles) if id(one) not in new)
        come = _twos(held[place] for place, one in enumerate(articles) if id(one) not in old)
        counts = {**before.counts}
        for two in gone:
            counts[two] -= 1
        for two in come:
            counts[two] = counts.get(two, 0) + 1
        return cls(before, articles, counts, frozenset((*gone, *come)))

    def pairs(self, largest: Iterable[Two], large: Sequence[Term]) -> tuple[Term, ...]:
        """The archives of pairs."""
        known = {pair.address: pair for pair in self.before.terms}
        is_still = len(self.articles) == len(self.before.articles) and all(
            one is other or one.document.path == other.document.path
            for one, other in zip(self.articles, self.before.articles, strict=True)
        )
        place_of = {} if is_still else {id(article): place for place, article in enumerate(self.articles)}
        made = []
        for two in largest:
            one, other = (large[place] for place in two)
            pair = known.get(urls.pair(one.address, other.address))
            if pair is None or two in self.touched:
                pair = _pair(one, other, self.articles, sorted({*one.places}.intersection(other.places)))
            elif not is_still:
                pair = structs.replace(pair, places=tuple([place_of[id(article)] for article in pair.articles]))
            made.append(pair)
        return tuple(made)


def _twos(held: Iterable[Sequence[int]]) -> list[Two]:
    return [two for places in held for two in combinations(places, 2)]


def _face(tag: Term) -> TagLink:
    return TagLink(tag.name, tag.address)


def _slug(tag: Term) -> str:
    return urls.slug_of(tag.address)


def _held(articles: Sequence[PlacedDocument[Article]], tags: Sequence[Term]) -> tuple[list[Sequence[int]], bool]:
    """The places of the tags whose archives have each article, and whether each has just those of its own tags."""
    place_of = {tag.address: place for place, tag in enumerate(tags)}
    own: list[Sequence[int]] = [
        sorted([place_of[at] for _, at in article.tags if at in place_of]) for article in articles
    ]
    if sum(map(len, own)) == sum(len(tag.articles) for tag in tags):
        return own, True
    # Some archives have the articles of tags below them, too.
    held: dict[str, list[int]] = defaultdict(list)
    for place, tag in enumerate(tags):
        for article in tag.articles:
            held[article.document.path].append(place)
    return [held[article.document.path] for article in articles], False


def _fitting(pairs: Iterable[Two], tags: Sequence[Term]) -> Iterator[Two]:
    """Those that may be a pair: neither tag is above the other, and file systems take both slugs in one name."""
    lineage, lengths = lineage_of(tags), [len(_slug(tag).encode()) for tag in tags]
    for one, other in pairs:
        fits = lengths[one] + lengths[other] + 1 <= NAME_BYTES
        if fits and not lineage.is_over(tags[one].address, tags[other].address):
            yield one, other


def _pair(one: Term, other: Term, articles: Sequence[PlacedDocument[Article]], places: Sequence[int]) -> Term:
    both = TagLink(one.name, one.address), TagLink(other.name, other.address)
    face = TagLink(f"{one.name} + {other.name}", urls.pair(one.address, other.address))
    made = term(face, [articles[place] for place in places])
    return structs.replace(made, places=tuple(places), trail=(both,))
