"""Articles near an article: older and newer ones, among all and in each of its tags, and related ones.

They come from windows on the lists that contain the article. A new article therefore changes at most two pages in the
list of all articles and at most `2 * REACH` pages for each of its tags, at any size of the archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

import msgspec
from msgspec import structs

from tagarchive.archive.model import KEY_LENGTH, Archive, PlacedDocument
from tagarchive.archive.relations import TagLink
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article

REACH = 5
"""Number of newer and of older articles of a tag that may be related."""

MOST_RELATED = 3


class Window(NamedTuple):
    """The articles around an article in a list.

    Attributes:
        within: the tag; None if the list contains all articles
        newer: the newer articles, nearest first
        older: the older articles, nearest first

    """

    within: TagLink | None
    newer: tuple[PlacedDocument[Article], ...]
    older: tuple[PlacedDocument[Article], ...]


class ArticleList(NamedTuple):
    """A list of articles, with a window around each of them.

    Attributes:
        within: the tag; None if the list contains all articles
        articles: the list, newest first
        places: the place of each article among all
        keys: the keys of the articles, one after another
        reach: number of visible articles on each side

    """

    within: TagLink | None
    articles: tuple[PlacedDocument[Article], ...]
    places: tuple[int, ...]
    keys: str
    reach: int

    def key(self, place: int) -> str:
        """The keys of the articles in the window around the article at a place."""
        at, reach = bisect_left(self.places, place), self.reach
        return self.keys[(at - reach) * KEY_LENGTH if at > reach else 0 : (at + 1 + reach) * KEY_LENGTH]

    def window(self, place: int) -> Window:
        """The window around the article at a place."""
        at, articles = bisect_left(self.places, place), self.articles
        newer = articles[max(at - self.reach, 0) : at][::-1]
        return Window(self.within, newer, articles[at + 1 : at + 1 + self.reach])

    def around(self, place: int) -> ArticleList:
        """The part of the list that the window around the article at a place shows."""
        at = bisect_left(self.places, place)
        seen = slice(max(at - self.reach, 0), at + 1 + self.reach)
        return self._replace(articles=self.articles[seen], places=self.places[seen], keys=self.key(place))

    def of(self, articles: tuple[PlacedDocument[Article], ...]) -> ArticleList:
        """The list with other versions of its articles."""
        return self._replace(articles=articles, keys="".join([placed.key for placed in articles]))


class Lists(NamedTuple):
    """The lists of an archive.

    Attributes:
        everywhere: the list of all articles
        in_tags: the list of each tag, by its address

    """

    everywhere: ArticleList
    in_tags: Mapping[Address, ArticleList]


class Neighbour(msgspec.Struct, frozen=True, array_like=True):
    """An article that the page of another one links to.

    Attributes:
        title: its headline
        address: address of its page
        tags: names of the tags within which it is the next one

    """

    title: str
    address: Address
    tags: tuple[str, ...] = ()


class Neighbours(msgspec.Struct, frozen=True, array_like=True):
    """All that the page of an article shows of the articles near it.

    Attributes:
        older: the next older article of all, then those in each tag, each once
        newer: the next newer ones likewise
        related: articles that share its tags
        key: the keys of the articles in the windows around it, or a digest of them

    """

    older: tuple[Neighbour, ...]
    newer: tuple[Neighbour, ...]
    related: tuple[Neighbour, ...]
    key: str


class Around(NamedTuple):
    """The windows around an article.

    Attributes:
        everywhere: the window among all articles
        in_tags: the windows in each tag of the article, in the order of its tags

    """

    everywhere: Window
    in_tags: tuple[Window, ...]

    def next(self, side: Callable[[Window], tuple[PlacedDocument[Article], ...]]) -> tuple[Neighbour, ...]:
        """The next articles on one side, each once: the next of all, then the next ones in each tag."""
        first = side(self.everywhere)[:1]
        within: dict[Address, tuple[str, list[str]]] = {}
        for window in self.in_tags:
            for article in side(window)[:1]:
                if window.within and article not in first:
                    within.setdefault(article.address, (article.document.title, []))[1].append(window.within.name)
        in_tags = (Neighbour(title, address, tuple(tags)) for address, (title, tags) in within.items())
        return (*map(_neighbour, first), *in_tags)

    def related(self) -> tuple[PlacedDocument[Article], ...]:
        """The articles in the tag windows that share the most tags with this one; equal ones by distance.

        The direct neighbours are left out, since the page links to them anyway.
        """
        seen: dict[str, PlacedDocument[Article]] = {}
        ranks: dict[str, tuple[int, int]] = {}
        for side in (side for window in self.in_tags for side in (window.newer, window.older)):
            for distance, article in enumerate(side):
                shared, nearest = ranks.get(article.address, (0, distance))
                ranks[article.address] = (shared - 1, min(nearest, distance))
                seen[article.address] = article
        for window in (self.everywhere, *self.in_tags):
            for article in (*window.newer[:1], *window.older[:1]):
                ranks.pop(article.address, None)
        best = sorted((*rank, address) for address, rank in ranks.items())[:MOST_RELATED]
        return tuple(seen[address] for _, _, address in best)


class Nearby(msgspec.Struct, frozen=True):
    """The place of an article in the lists that contain it. Its windows are made when they are asked for.

    Attributes:
        place: its place among all articles
        tags: its tags
        lists: the lists of the archive

    """

    place: int
    tags: tuple[TagLink, ...]
    lists: Lists

    @property
    def key(self) -> str:
        """The keys of the articles in the windows."""
        place, (everywhere, in_tags) = self.place, self.lists
        return " ".join([everywhere.key(place), *[in_tags[address].key(place) for _, address in self.tags]])

    def around(self) -> Around:
        place, in_tags = self.place, self.lists.in_tags
        return Around(self.lists.everywhere.window(place), tuple(in_tags[to.address].window(place) for to in self.tags))

    def neighbours(self) -> Neighbours:
        """All that the page of the article shows of the articles in its windows."""
        around = self.around()
        older, newer = around.next(attrgetter("older")), around.next(attrgetter("newer"))
        return Neighbours(older, newer, tuple(map(_neighbour, around.related())), self.key)

    def edited(self, edited: Callable[[PlacedDocument[Article]], PlacedDocument[Article]]) -> Nearby:
        """The same with the edited versions of the articles in its windows, and of these alone."""
        lists = self.lists

        def part(whole: ArticleList) -> ArticleList:
            around = whole.around(self.place)
            return around.of(tuple(map(edited, around.articles)))

        in_tags = {tag.address: part(lists.in_tags[tag.address]) for tag in self.tags}
        return structs.replace(self, lists=Lists(part(lists.everywhere), in_tags))


Near = Nearby | Neighbours
"""The articles near an article, in one of two forms: within the archive, or apart from it."""


def _neighbour(placed: PlacedDocument[Article]) -> Neighbour:
    return Neighbour(placed.document.title, placed.address)


def nearby(archive: Archive) -> Iterator[tuple[PlacedDocument[Article], Nearby]]:
    """Each article of an archive, newest first, with what is near."""
    numbers, keys = tuple(range(len(archive.articles))), [placed.key for placed in archive.articles]
    in_tags = {
        tag.address: ArticleList(
            TagLink(tag.name, tag.address),
            tag.articles,
            tag.places,
            "".join([keys[place] for place in tag.places]),
            REACH,
        )
        for tag in archive.tags
    }
    everywhere = ArticleList(None, archive.articles, numbers, "".join(keys), 1)
    lists = Lists(everywhere, in_tags)
    for place, placed in zip(numbers, archive.articles, strict=True):
        yield placed, Nearby(place, placed.tags, lists)


def apart(placed: PlacedDocument[Article]) -> Nearby:
    """The place of an article that is in no list, and has no other article near it."""
    return Nearby(0, (), Lists(ArticleList(None, (placed,), (0,), placed.key, 0), {}))
