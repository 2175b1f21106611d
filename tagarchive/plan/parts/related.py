"""What stands near an article: older and newer ones, everywhere and in each of its tags, and related ones.

All of it comes from windows of the lists that an article stands in, so that one more article changes at most
two pages for its place among all and `2 * REACH` for each of its tags, however large the archive is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.archive.model import Archive, PlacedDocument, TagLink
from tagarchive.reading.documents import Article

REACH = 5
"""How many newer and how many older articles of a tag may be related."""

MOST_RELATED = 3


class Window(NamedTuple):
    """The place of an article in a list, that of a tag or of all, and how far it can see from there."""

    within: TagLink | None
    articles: tuple[PlacedDocument[Article], ...]
    place: int
    reach: int

    @property
    def key(self) -> str:
        """The keys of every article in sight."""
        return "".join(one.key for one in self.articles[max(self.place - self.reach, 0) : self.place + 1 + self.reach])

    def newer(self) -> tuple[PlacedDocument[Article], ...]:
        """The newer ones in sight, the nearest first."""
        return self.articles[max(self.place - self.reach, 0) : self.place][::-1]

    def older(self) -> tuple[PlacedDocument[Article], ...]:
        """The older ones in sight, the nearest first."""
        return self.articles[self.place + 1 : self.place + 1 + self.reach]


class Nearby(NamedTuple):
    """What an article can see from its place among all, and from that in each of its tags in their order."""

    everywhere: Window
    in_tags: tuple[Window, ...]

    @property
    def key(self) -> str:
        return "\2".join((self.everywhere.key, *(around.key for around in self.in_tags)))

    def related(self) -> tuple[PlacedDocument[Article], ...]:
        """The articles in sight that share the most tags with it, the nearest of them first.

        Those next to it are left out, since its page leads to them anyway.
        """
        seen: dict[str, PlacedDocument[Article]] = {}
        ranks: dict[str, tuple[int, int]] = {}
        for side in (side for around in self.in_tags for side in (around.newer(), around.older())):
            for distance, one in enumerate(side):
                shared, nearest = ranks.get(one.address, (0, distance))
                ranks[one.address] = (shared - 1, min(nearest, distance))
                seen[one.address] = one
        for around in (self.everywhere, *self.in_tags):
            for one in (*around.newer()[:1], *around.older()[:1]):
                ranks.pop(one.address, None)
        best = sorted((*rank, address) for address, rank in ranks.items())[:MOST_RELATED]
        return tuple(seen[address] for _, _, address in best)


def nearby(archive: Archive) -> Iterator[tuple[PlacedDocument[Article], Nearby]]:
    """Each article of an archive, newest first, and what stands near it."""
    in_tags: dict[str, dict[str, Window]] = defaultdict(dict)
    for tag in archive.tags:
        for filed, around in zip(
            tag.articles, _arounds(TagLink(tag.name, tag.address), tag.articles, REACH), strict=True
        ):
            in_tags[filed.document.path][tag.address] = around
    for filed, everywhere in zip(archive.articles, _arounds(None, archive.articles, 1), strict=True):
        yield filed, Nearby(everywhere, tuple(in_tags[filed.document.path][tag.address] for tag in filed.tags))


def _arounds(within: TagLink | None, articles: tuple[PlacedDocument[Article], ...], reach: int) -> Iterator[Window]:
    for place in range(len(articles)):
        yield Window(within, articles, place, reach)
