"""Former addresses and their redirects. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import structs

from tagarchive.archive.ledger import Ledger, end_of
from tagarchive.archive.model import PlacedDocument, Redirect, Term
from tagarchive.core import urls
from tagarchive.core.address_kinds import feed_named
from tagarchive.core.errors import Location, Problem, Written
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.documents import Article, AuthorText, SourceText, TagText


def formers(
    documents: Iterable[PlacedDocument[Any]],
    expired: Iterable[tuple[Address, Article]],
    ledger: Ledger,
    addresses: Addresses,
) -> Iterator[Redirect]:
    """All former addresses: aliases of documents, retired addresses and permalinks of expired articles.

    An alias of a file that several languages show leads to the first of them.
    """
    met = set[Location]()
    for placed in documents:
        for alias in placed.document.aliases:
            if alias.where in met:
                continue
            met.add(alias.where)
            feed = feed_named(alias.text)
            yield Redirect(addresses.page(alias.text), placed.address, _title(placed.document), alias.where, feed)
    for address, retired in ledger.retired.items():
        target = end_of(retired.target, ledger)
        yield Redirect(addresses.page(address), target, "", retired.where, feed_named(address))
    for address, article in expired:
        if address in ledger.published:
            yield Redirect(address, None, "", Location(article.path))


def former_terms(terms: Sequence[Term], known: Iterable[Redirect]) -> Iterator[Redirect]:
    """The addresses that the other names of terms had as terms of their own, without those in `known`."""
    taken = {*(term.address for term in terms), *(redirect.address for redirect in known)}
    for term in terms:
        for name in term.text.document.also if term.text else ():
            address = _address_of(term, name.text)
            if address not in taken:
                taken.add(address)
                yield Redirect(address, term.address, term.name, name.where)


def _address_of(term: Term, name: str) -> Address:
    """The address that a term would have under another name."""
    folder = term.address.rstrip("/").rpartition("/")[0]
    return Address(f"{folder}/{slugify(name)}/")


def onward(named: Iterable[Redirect], moved: Sequence[Redirect]) -> Iterator[Redirect]:
    """Redirects, where those that lead to the former address of a term lead to its archive: a feed needs its list."""
    targets = {redirect.address: redirect.target for redirect in moved}
    for one in named:
        yield structs.replace(one, target=targets[one.target]) if one.target in targets else one


def former_feeds(aliases: Iterable[Written]) -> Iterator[Redirect]:
    """Former addresses of feeds from `[feeds] aliases`, each with the list that the feed belongs to."""
    for alias in aliases:
        address, _, page = alias.text.partition(" -> ")
        yield Redirect(urls.page_address(address), Address(page), "", alias.where, feed_named(address) or "rss")


def recased(former: Sequence[Redirect], ledger: Ledger) -> Iterator[Problem]:
    """A notice for each published address that differs from a current one in case or Unicode form alone.

    An address that is also an alias gets no notice.
    """
    counts = Counter(redirect.address for redirect in former)
    for redirect in former:
        address, target = redirect.address, redirect.target
        if redirect.recased and address in ledger.published and counts[address] == 1:
            message = f"found {address}, which was published, and the page {target}, which differs in case alone"
            hint = (
                "hosts that read _redirects lead on to it, others that tell case apart answer 404; "
                f"tagarchive retire {address} --to {target} accepts that"
            )
            yield Problem(redirect.where, "recased-address", message, hint)


def _title(document: Any) -> str:
    match document:
        case TagText():
            return document.title or document.name.text
        case SourceText() | AuthorText():
            return document.name.text
    return str(document.title)
