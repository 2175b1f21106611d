"""The ids of articles in feeds: where each comes from, and which are taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger
from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.documents import Article


class Ids(NamedTuple):
    """What the ids of articles are made of: the site's domain and addresses, what is on record, and what moved."""

    authority: str
    addresses: Addresses
    ledger: Ledger
    moved: Mapping[Address, str]

    def guid_of(self, article: Article, address: Address) -> str:
        """The id that an article keeps.

        It is its own, that which was recorded at its address or a former one, that which moved there, or one of the
        domain, its day and the first slug it had here.
        """
        if article.guid:
            return article.guid.text
        former = [urls.page_address(alias.text) for alias in article.aliases]
        places, published = (address, *former), self.ledger.published
        kept = (*(published[one].guid for one in places if one in published), *map(self.moved.get, places))
        slugs = (self.addresses.slug_at(one) for one in former)
        first = next((slug for slug in slugs if slug), article.slug.text)
        return next((guid for guid in kept if guid), "") or urls.guid(self.authority, article.date, first)


def same_guids(articles: Sequence[Article], guids: Mapping[str, str], ledger: Ledger) -> Iterator[Problem]:
    """A problem for each article that has the guid of another. Those of default differ as addresses do."""
    if not (ledger.published or any(article.guid or article.aliases for article in articles)):
        return
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(guids[article.path], article)
        if other is not article:
            told, kept = (article, other) if article.guid or article.aliases else (other, article)
            what = f"found the guid of {kept.path}, expected one of its own"
            yield Problem(
                (told.guid or told.slug).where, "duplicate-guid", what, "readers of feeds would see only one of the two"
            )
