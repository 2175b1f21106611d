"""The census of tags: how many articles each has, from when to when, its other names and what is above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.tags.keys import Keys
from tagarchive.archive.tags.tags import Tags
from tagarchive.core.name_order import places
from tagarchive.reading.documents import Article


class TagRow(NamedTuple):
    """A tag in the census.

    Attributes:
        name: its name, as articles write it
        articles: number of articles in its archive
        first: day of the oldest
        last: day of the newest
        also: its other names, and other spellings in articles
        parents: names of the tags above it
        is_hidden: True if it has no archive

    """

    name: str
    articles: int
    first: str
    last: str
    also: tuple[str, ...]
    parents: tuple[str, ...]
    is_hidden: bool


def census(tags: Tags, articles: Iterable[Article], keys: Keys) -> list[TagRow]:
    """The rows of all tags that articles have, by name. Hidden tags are among them."""
    spelled = spellings(articles, keys)
    filed = {keys.of(tag.name): tag for tag in (*tags.tags, *tags.hidden)}
    hidden = {tag.name for tag in tags.hidden}
    rows = []
    for key, tag in filed.items():
        also = [name.text for name in tag.text.also] if tag.text else []
        above = [keys.of(name.text) for name in tag.text.parent] if tag.text else []
        row = TagRow(
            name=tag.name,
            articles=len(tag.articles),
            first=min(article.date.day for article in tag.articles),
            last=max(article.date.day for article in tag.articles),
            also=tuple(name for name in dict.fromkeys([*also, *spelled.get(key, ())]) if name != tag.name),
            parents=tuple(filed[parent].name for parent in dict.fromkeys(above) if parent in filed),
            is_hidden=tag.name in hidden,
        )
        rows.append(row)
    place = places((row.name for row in rows), keys.language)
    return sorted(rows, key=lambda row: (place[row.name], row.name))


def spellings(articles: Iterable[Article], keys: Keys) -> Mapping[str, Sequence[str]]:
    """The spellings of each tag in articles, in order of their names, by the key of the tag."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for tag in article.tags:
            found[keys.of(tag.text)].add(tag.text)
    return {key: sorted(names) for key, names in found.items()}


ORDERS: Mapping[str, Callable[[TagRow], tuple[object, ...]]] = {
    "name": lambda _: (),
    "articles": lambda row: (-row.articles,),
    "first": lambda row: (row.first,),
    "last": lambda row: ([-int(part) for part in row.last.split("-")],),
}
"""The orders of rows that are in the order of names: that, most articles first, oldest first article first, newest last
article first."""
