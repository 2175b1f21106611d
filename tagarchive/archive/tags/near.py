"""Near tags: pairs of tags that are probably one, by their spelling and by their company."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from tagarchive.archive.tags.candidates import candidates
from tagarchive.archive.tags.company import Company, Shared
from tagarchive.archive.tags.filed import filed_terms, tag_texts
from tagarchive.archive.tags.keys import keys_of
from tagarchive.archive.tags.parents import ancestors, parents_of
from tagarchive.archive.tags.spelling import Likeness, form, likeness
from tagarchive.core.text import counted
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.site_languages import site_languages

LEAST = 0.5
"""Score from which a pair is worth reading."""

MOST = 50
"""Number of pairs that are worth reading."""

_USUAL = 0.25
"""Likeness of the company of two tags that says nothing."""


class NearPair(NamedTuple):
    """Two tags that are probably one.

    Attributes:
        a: name of the tag with more articles
        b: name of the other one
        score: probability, from 0 to 1
        why: reasons, for readers

    """

    a: str
    b: str
    score: float
    why: str


def near_pairs(
    articles: Mapping[str, Iterable[str]], names: Mapping[str, str], apart: Collection[frozenset[str]]
) -> list[NearPair]:
    """The pairs of tags that may be one, likeliest first, without those in `apart`.

    `articles` are the keys of the tags of each article, and `names` the names of the tags by key.
    """
    company = Company(articles)
    forms = {key: form(name) for key, name in names.items()}
    pairs = {frozenset(pair) for pair in candidates(forms)}
    alike = {pair: like for pair in pairs if (like := likeness(*(forms[key] for key in sorted(pair))))}
    together = {frozenset(pair) for pair in company.together() if all(key in names for key in pair)}
    found = []
    for pair in (alike.keys() | together) - set(apart):
        # The tag with more articles comes first, since the other one is merged into it.
        first, second = sorted(pair, key=lambda key: (-len(company.paths[key]), names[key], key))
        shared = company.shared(first, second)
        least = len(company.paths[second])
        graded = _together(alike.get(pair), shared) or _graded(alike.get(pair), shared, least, names)
        if graded:
            found.append(NearPair(names[first], names[second], round(graded[0], 2), graded[1]))
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def near_tags(articles: Sequence[Article], documents: Iterable[Document], config: Config) -> list[NearPair]:
    """The pairs of tags of articles that may be one, likeliest first. `articles` are in the order newest first.

    Pairs that a file of a tag tells apart are left out, and those of which one is above the other.
    """
    language = site_languages(config)[0]
    texts = tag_texts(documents, language)
    keys, tags = keys_of(texts, config.language), filed_terms(articles, texts, language).tags
    by_key = {keys.of(text.name.text): text for text in texts}
    parents = parents_of(by_key, keys.of)
    said = (frozenset((key, keys.of(name.text))) for key, text in by_key.items() for name in text.distinct)
    above = (frozenset((key, other)) for key in parents for other in ancestors(key, parents))
    filed = {one.path: [keys.of(tag.text) for tag in one.tags] for one in articles}
    names = {keys.of(tag.name): tag.name for tag in (*tags.tags, *tags.hidden)}
    return near_pairs(filed, names, frozenset(chain(said, above)))


def worth_reading(pairs: Iterable[NearPair]) -> list[NearPair]:
    """The first pairs that are probably one tag."""
    return [pair for pair in pairs if pair.score >= LEAST][:MOST]


def _together(like: Likeness | None, shared: Shared) -> tuple[float, str] | None:
    """The score and the reasons of a pair that the same articles have; None for other pairs."""
    if not shared.is_same:
        return None
    score = 0.28 + 0.3 * shared.overlap + min(shared.articles, 20) / 250
    used = "always" if shared.overlap == 1 else "often"
    why = f"{used} used together: {counted(shared.articles, 'article')} in common"
    return (min(max(score, like.score) + 0.2, 0.99), f"{like.why}; {why}") if like else (score, why)


def _graded(like: Likeness | None, shared: Shared, least: int, names: Mapping[str, str]) -> tuple[float, str] | None:
    """The score and the reasons of a pair of near names, of which the rarer one has `least` articles."""
    if like is None:
        return None
    company = _USUAL if shared.likeness is None else min(shared.likeness, 0.8)
    score = like.score + like.weight * (company - _USUAL) - _rivalry(like, shared, least)
    reasons = [like.why]
    if shared.articles:
        reasons.append(f"{counted(shared.articles, 'article')} in common")
    if company >= _USUAL and shared.tags:
        reasons.append(f"both often with {' and '.join(f'“{names[key]}”' for key in shared.tags if key in names)}")
    return max(0.0, min(score, 0.99)), "; ".join(reasons)


def _rivalry(like: Likeness, shared: Shared, least: int) -> float:
    """Counter-evidence for a pair: articles with both tags, or many with each, since a typing error is rare."""
    if like.weight < 0.1:
        return 0
    number = min(0.03 * max(least - 2, 0), 0.2) - (0.04 if least == 1 else 0)
    return (0.12 if shared.articles else 0) + (number if like.is_rare else 0)
