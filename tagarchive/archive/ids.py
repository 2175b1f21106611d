"""The guids of articles in feeds: their source, and a check that each is unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger
from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.documents import Article


class Ids(NamedTuple):
    """Source of the guids of articles.

    Attributes:
        authority: domain in guids, as in RFC 4151
        addresses: permalinks of the site
        ledger: recorded addresses and guids
        moved: guids of moved articles, by the addresses that they moved to

    """

    authority: str
    addresses: Addresses
    ledger: Ledger
    moved: Mapping[Address, str]

    def guid_of(self, article: Article, address: Address) -> str:
        """The permanent guid of an article, from the first of these sources that has one.

        1. The front matter of the article.
        2. The ledger, at the address of the article or a former one.
        3. An article that moved to one of these addresses.
        4. A new tag URI from the domain, the day and the first known slug of the article.
        """
        if article.guid:
            return article.guid.text
        former = [urls.page_address(alias.text) for alias in article.aliases]
        published, moved = self.ledger.published, self.moved
        places = [place for place in (address, *former) if place in published or place in moved]
        kept = [published[place].guid for place in places if place in published]
        kept += [moved[place] for place in places if place in moved]
        slugs = [self.addresses.slug_at(place) for place in former]
        first = next(filter(None, slugs), article.slug.text)
        return next(filter(None, kept), "") or urls.guid(self.authority, article.date, first)


def same_guids(
    articles: Sequence[Article], addresses: Mapping[str, Address], guids: Mapping[str, str], ledger: Ledger
) -> Iterator[Problem]:
    """A problem for each article that has the guid of another. Default guids differ, because addresses do.

    Where an article has an address of another as a former one, that alone is the fault.
    """
    if not (ledger.published or any(article.guid or article.aliases for article in articles)):
        return
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(guids[article.path], article)
        if other is not article and not (_places(article, addresses) & _places(other, addresses)):
            reported, kept = (article, other) if article.guid or article.aliases else (other, article)
            message = f"found the guid of {kept.path}, expected one of its own"
            yield Problem(
                (reported.guid or reported.slug).where,
                "duplicate-guid",
                message,
                "readers of feeds would see only one of the two",
            )


def _places(article: Article, addresses: Mapping[str, Address]) -> set[Address]:
    """The present address of an article, and its former ones."""
    return {addresses[article.path], *(urls.page_address(alias.text) for alias in article.aliases)}
