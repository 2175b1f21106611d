"""Pairs: two tags that have many articles in common, with these articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice

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


def pairs_of(articles: Iterable[PlacedDocument[Article]], tags: Iterable[Term], least: int) -> tuple[Term, ...]:
    """The pairs of tags with at least `least` articles in common, the largest `MOST_PAIRS`, largest first.

    `articles` are in the order of all lists. A tag makes no pair with a tag above it, whose archive has all of its
    articles. No tag makes a pair if `least` is 0.
    """
    large = sorted((tag for tag in tags if least and len(tag.articles) >= least), key=_slug)
    in_order = tuple(articles)
    held = _held(in_order, large) if large else []
    counts = Counter(chain.from_iterable([combinations(places, 2) for places in held]))
    often = sorted([(-count, two) for two, count in counts.items() if count >= least])
    largest = list(islice(_fitting((two for _, two in often), large), MOST_PAIRS))
    common: dict[Two, list[int]] = {two: [] for two in largest}
    for place, tags_of_article in enumerate(held if common else ()):
        for two in combinations(tags_of_article, 2):
            if two in common:
                common[two].append(place)
    return tuple(_pair(large[one], large[other], in_order, within) for (one, other), within in common.items())


def _slug(tag: Term) -> str:
    return urls.slug_of(tag.address)


def _held(articles: Sequence[PlacedDocument[Article]], tags: Sequence[Term]) -> list[Sequence[int]]:
    """The places of the tags whose archives have each article."""
    place_of = {tag.address: place for place, tag in enumerate(tags)}
    own: list[Sequence[int]] = [
        sorted([place_of[at] for _, at in article.tags if at in place_of]) for article in articles
    ]
    if sum(map(len, own)) == sum(len(tag.articles) for tag in tags):
        return own
    # Some archives have the articles of tags below them, too.
    held: dict[str, list[int]] = defaultdict(list)
    for place, tag in enumerate(tags):
        for article in tag.articles:
            held[article.document.path].append(place)
    return [held[article.document.path] for article in articles]


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
