"""The guids of articles in feeds: their source, and a check that each is unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger, inherited
from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.promises import Promises
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
        left: guids at recorded addresses where nothing stands any more, by the days and slugs in them

    """

    authority: str
    addresses: Addresses
    ledger: Ledger
    moved: Mapping[Address, str]
    left: Mapping[str, str]

    @property
    def are_of_articles_alone(self) -> bool:
        """True if no record decides the guid of an article."""
        return not (self.ledger.published or self.moved or self.left)

    def guids_of(
        self,
        articles: Sequence[Article],
        addresses: Mapping[str, Address],
        known: Mapping[str, PlacedDocument[Article]],
    ) -> dict[str, str]:
        """The guids of articles, by path. `known` are unchanged articles with the guids that they had."""
        same = known if self.are_of_articles_alone else {}
        return {
            one.path: same[one.path].relations.guid if one.path in same else self.guid_of(one, addresses[one.path])
            for one in articles
        }

    def guid_of(self, article: Article, address: Address) -> str:
        """The permanent guid of an article, from the first of these sources that has one.

        1. The front matter of the article.
        2. The ledger, at the address of the article or a former one.
        3. An article that moved to one of these addresses.
        4. The ledger, at an address that was left, with the day and a slug of the article in the guid. The pattern of
           addresses and the domain may have changed since.
        5. A new tag URI from the domain, the day and the first known slug of the article. The slug follows the code of
           its language, unless that is the default one: translations often have one day and one slug.
        """
        if article.guid:
            return article.guid.text
        if not article.aliases and self.are_of_articles_alone:
            return urls.guid(self.authority, article.date, _named(article, article.slug.text))
        former = [self.addresses.page(alias.text) for alias in article.aliases]
        published, moved = self.ledger.published, self.moved
        places = [place for place in (address, *former) if place in published or place in moved]
        kept = [published[place].guid for place in places if place in published]
        kept += [moved[place] for place in places if place in moved]
        slugs = [self.addresses.slug_at(place) for place in former]
        first = next(filter(None, slugs), article.slug.text)
        if self.left:
            names = (_named(article, first), first, article.slug.text, *(_last_part(place) for place in former))
            kept += [self.left.get(_day_and_slug(urls.guid("", article.date, name)), "") for name in names]
        return next(filter(None, kept), "") or urls.guid(self.authority, article.date, _named(article, first))


def _named(article: Article, slug: str) -> str:
    """The slug with the language in which an article is published, unless that is the default one."""
    return f"{article.edition}/{slug}" if article.edition else slug


def ids_of(authority: str, addresses: Addresses, promises: Promises) -> Ids:
    """The source of guids for a site with a record."""
    ledger, standing = promises.kept, promises.standing.addresses
    known = ledger.published
    left = {place: record.guid for place, record in known.items() if record.guid and place not in standing}
    used = {record.guid for place, record in known.items() if place in standing} if left else set[str]()
    by_name = {_day_and_slug(guid): guid for guid in left.values() if guid not in used}
    return Ids(authority, addresses, ledger, inherited(ledger), {name: by_name[name] for name in filter(None, by_name)})


def _day_and_slug(guid: str) -> str:
    """The part of a tag URI behind its domain, which has the day and the slug of an article; else an empty text."""
    return guid.partition(",")[2] if guid.startswith("tag:") else ""


def _last_part(address: Address) -> str:
    return address.rstrip("/").rpartition("/")[2].removesuffix(".html")


def same_guids(
    articles: Sequence[Article], addresses: Mapping[str, Address], guids: Mapping[str, str], ids: Ids
) -> Iterator[Problem]:
    """A problem for each article that has the guid of another. Default guids differ, because addresses do.

    Where an article has an address of another as a former one, that alone is the fault.
    """
    if not (ids.ledger.published or any(article.guid or article.aliases for article in articles)):
        return
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(guids[article.path], article)
        if other is not article and not _places(article, addresses, ids) & _places(other, addresses, ids):
            yield _same_guid(article, other, ids.ledger, addresses)


def _places(article: Article, addresses: Mapping[str, Address], ids: Ids) -> set[Address]:
    """The present address of an article, and its former ones."""
    return {addresses[article.path], *(ids.addresses.page(alias.text) for alias in article.aliases)}


def _same_guid(article: Article, other: Article, ledger: Ledger, addresses: Mapping[str, Address]) -> Problem:
    """The problem of two articles with one guid. An article at the recorded address of another is to move."""
    taken = next((one for one in (article, other) if _took(one, ledger, addresses)), None)
    if taken:
        kept = article if taken is other else other
        message = f"found {addresses[taken.path]}, which was published with the id of {kept.path}"
        hint = (
            f"give this article another slug: the address is to lead to {addresses[kept.path]}, where that one is now"
        )
        return Problem(taken.slug.where, "taken-address", message, hint)
    reported, kept = (article, other) if article.guid or article.aliases else (other, article)
    message = f"found the guid of {kept.path}, expected one of its own"
    hint = "readers of feeds would see only one of the two"
    return Problem((reported.guid or reported.slug).where, "duplicate-guid", message, hint)


def _took(article: Article, ledger: Ledger, addresses: Mapping[str, Address]) -> bool:
    """True if an article has its guid from the record of its address alone: its own day and slug say another."""
    record, slug = ledger.published.get(addresses[article.path]), article.slug.text
    if article.guid or article.aliases or not (record and record.guid):
        return False
    own = {_day_and_slug(urls.guid("", article.date, name)) for name in (slug, _named(article, slug))}
    return _day_and_slug(record.guid) not in own
