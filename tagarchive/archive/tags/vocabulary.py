"""Vocabularies: the kinds of terms that articles name in their front matter. Tags are one, each taxonomy is another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tagarchive.archive.tags.keys import Keys
from tagarchive.core import urls
from tagarchive.core.errors import Written
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article, TagText
from tagarchive.reading.tag_options import Taxonomy


class Uses(NamedTuple):
    """The places where articles have a term in their front matter, newest first.

    Attributes:
        written: the term as each article writes it
        places: the place of each article among all

    """

    written: list[Written]
    places: list[int]


class Vocabulary(NamedTuple):
    """The terms of one kind.

    Attributes:
        noun: the kind in messages, such as `tag`
        written: function that returns the terms in an article
        address: function that returns the address of an archive for a slug
        keys: keys of the terms
        texts: files about the terms, by path

    """

    noun: str
    written: Callable[[Article], Sequence[Written]]
    address: Callable[[str], Address]
    keys: Keys
    texts: tuple[TagText, ...] = ()


def _tags(article: Article) -> tuple[Written, ...]:
    return article.tags


def tag_vocabulary(keys: Keys, texts: Sequence[TagText], edition: str = "") -> Vocabulary:
    """The tags in a language of the site, which is named by its code."""

    def address(slug: str) -> Address:
        return urls.in_language(edition, urls.tag(slug))

    return Vocabulary("tag", _tags, address, keys, tuple(texts))


def vocabulary_of(taxonomy: Taxonomy, language: str) -> Vocabulary:
    def written(article: Article) -> tuple[Written, ...]:
        return next((terms for key, terms in article.terms if key == taxonomy.key), ())

    return Vocabulary(taxonomy.key, written, taxonomy.term, Keys(language))
