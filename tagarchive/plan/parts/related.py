"""Articles near an article: older and newer ones, among all and in each of its tags, and related ones.

They come from windows on the lists that contain the article. A new article therefore changes at most two pages in the
list of all articles and at most `2 * REACH` pages for each of its tags, at any size of the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.archive.relations import TagLink
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article

REACH = 5
"""Number of newer and of older articles of a tag that may be related."""

MOST_RELATED = 3


class Neighbour(Protocol):
    """An article as the pages of others link to it."""

    @property
    def title(self) -> str: ...

    @property
    def address(self) -> Address: ...

    @property
    def key(self) -> str: ...


class Window(NamedTuple):
    """The window around an article in a list.

    Attributes:
        within: the tag; None if the list contains all articles
        articles: the list, newest first
        keys: their keys
        place: index of the article in the list
        reach: number of visible articles on each side

    """

    within: TagLink | None
    articles: Sequence[Neighbour]
    keys: Sequence[str]
    place: int
    reach: int

    @property
    def key(self) -> str:
        """A digest of the articles in the window."""
        return "".join(self.keys[max(self.place - self.reach, 0) : self.place + 1 + self.reach])

    def newer(self) -> Sequence[Neighbour]:
        """The newer articles in the window, nearest first."""
        return self.articles[max(self.place - self.reach, 0) : self.place][::-1]

    def older(self) -> Sequence[Neighbour]:
        """The older articles in the window, nearest first."""
        return self.articles[self.place + 1 : self.place + 1 + self.reach]


class Nearby(NamedTuple):
    """The windows around an article.

    Attributes:
        everywhere: the window among all articles
        in_tags: the windows in each tag of the article, in the order of its tags

    """

    everywhere: Window
    in_tags: tuple[Window, ...]

    @property
    def key(self) -> str:
        return " ".join([window.key for window in self.windows])

    @property
    def windows(self) -> tuple[Window, ...]:
        return (self.everywhere, *self.in_tags)

    def related(self) -> tuple[Neighbour, ...]:
        """The articles in the tag windows that share the most tags with this one; equal ones by distance.

        The direct neighbours are left out, since the page links to them anyway.
        """
        seen: dict[str, Neighbour] = {}
        ranks: dict[str, tuple[int, int]] = {}
        for side in (side for window in self.in_tags for side in (window.newer(), window.older())):
            for distance, article in enumerate(side):
                shared, nearest = ranks.get(article.address, (0, distance))
                ranks[article.address] = (shared - 1, min(nearest, distance))
                seen[article.address] = article
        for window in self.windows:
            for article in (*window.newer()[:1], *window.older()[:1]):
                ranks.pop(article.address, None)
        best = sorted((*rank, address) for address, rank in ranks.items())[:MOST_RELATED]
        return tuple(seen[address] for _, _, address in best)


def nearby(archive: Archive) -> Iterator[tuple[PlacedDocument[Article], Nearby]]:
    """Each article of an archive, newest first, with its windows."""
    in_tags: dict[str, dict[str, Window]] = defaultdict(dict)
    for tag in archive.tags:
        for placed, window in zip(
            tag.articles, _windows(TagLink(tag.name, tag.address), tag.articles, REACH), strict=True
        ):
            in_tags[placed.document.path][tag.address] = window
    for placed, everywhere in zip(archive.articles, _windows(None, archive.articles, 1), strict=True):
        yield placed, Nearby(everywhere, tuple(in_tags[placed.document.path][tag.address] for tag in placed.tags))


def apart(placed: PlacedDocument[Article]) -> Nearby:
    """The windows of an article that is in no list: no other article is near."""
    return Nearby(Window(None, (placed,), (placed.key,), 0, 0), ())


def _windows(within: TagLink | None, articles: tuple[PlacedDocument[Article], ...], reach: int) -> Iterator[Window]:
    keys = [article.key for article in articles]
    for place in range(len(articles)):
        yield Window(within, articles, keys, place, reach)
