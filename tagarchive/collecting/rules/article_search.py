"""Search for words in the articles of a site, in the processes that work for the command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from typing import NamedTuple

from tagarchive.build.bodies import Bodies
from tagarchive.build.context import BuildContext
from tagarchive.collecting.words.words import Words
from tagarchive.core.digests import decoded
from tagarchive.reading.body import Body, Place, html_in
from tagarchive.reading.documents import Article
from tagarchive.reading.plain_text import plain_lines


class Wanted(NamedTuple):
    """An article to search.

    Attributes:
        path: path of the article
        digest: digest of its body
        head: its headline and its summary, which is the first paragraph if it has none

    """

    path: str
    digest: str
    head: str


class Found(NamedTuple):
    """The words that occur in an article.

    Attributes:
        words: those in its headline, its summary or its text
        in_head: names of tags in its headline or its summary
        slow: expressions that took too long until then, in this article or in others

    """

    words: tuple[str, ...]
    in_head: tuple[str, ...]
    slow: tuple[str, ...]


class FoundWords(NamedTuple):
    """An article with the words that occur in it."""

    article: Article
    found: Found


def searched(
    articles: Sequence[Article], words: Iterable[str], names: Iterable[str], context: BuildContext
) -> Iterator[FoundWords]:
    """Articles with the words and the names of tags that occur in them.

    Raises `sqlite3.DatabaseError` if the store lacks the text of one.
    """
    looked_for, named = tuple(dict.fromkeys([*words, *names])), tuple(names)
    if not looked_for:
        yield from (FoundWords(article, Found((), (), ())) for article in articles)
        return
    _words.cache_clear()  # Of an earlier search, it knows expressions that took too long.
    function = partial(found_in_all, file=str(context.store.file), words=looked_for, names=named)
    items = ((one, Wanted(one.path, one.outline.digest, f"{one.title}\n{one.summary}")) for one in articles)
    found = context.workers.spread(function, items, len(articles))
    yield from (FoundWords(*pair) for pair in context.watch(found, len(articles), "articles"))


def found_in_all(wanted: Sequence[Wanted], file: str, words: tuple[str, ...], names: tuple[str, ...]) -> list[Found]:
    """Words that occur in each article, whose text is in a store. Worker processes call it."""
    looked_for, named = _words(words), _words(names)
    texts = [f"{one.head}\n{text}" for one, text in zip(wanted, _texts(wanted, file), strict=True)]
    heads = named.found_in_each(one.head for one in wanted)
    rows = list(zip(looked_for.found_in_each(texts), heads, strict=True))
    return [Found(found, in_head, looked_for.slow) for found, in_head in rows]


@lru_cache(maxsize=4)
def _words(texts: tuple[str, ...]) -> Words:
    """The words that one process looks for in all articles."""
    return Words(texts)


def _texts(wanted: Iterable[Wanted], file: str) -> Iterator[str]:
    with closing(Bodies(file)) as bodies:
        for one in wanted:
            body = decoded(bodies.body(one.path, one.digest), Body)
            yield plain_lines(html_in(body, Place()))
