"""Addresses where something stood before: where each leads now. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tagarchive.archive.ledger import Ledger, end_of
from tagarchive.archive.model import PlacedDocument, Redirect
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, Written
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article, TagText


def formers(
    filed: Iterable[PlacedDocument[Any]], expired: Iterable[tuple[Address, Article]], ledger: Ledger
) -> Iterator[Redirect]:
    """Every former address: the aliases of documents, those of the ledger, and those of articles that have expired."""
    for one in filed:
        for alias in one.document.aliases:
            feed = urls.feed_named(alias.text)
            yield Redirect(urls.page_address(alias.text), one.address, _title(one.document), alias.where, feed)
    for address, retired in ledger.retired.items():
        target = end_of(retired.target, ledger)
        yield Redirect(urls.page_address(address), target, "", retired.where, urls.feed_named(address))
    for address, article in expired:
        if address in ledger.published:
            yield Redirect(address, None, "", Location(article.path))


def former_feeds(aliases: Iterable[Written]) -> Iterator[Redirect]:
    """The addresses where feeds stood, as `[feeds] aliases` writes them, each with the list whose feed it was."""
    for alias in aliases:
        address, _, page = alias.text.partition(" -> ")
        yield Redirect(urls.page_address(address), Address(page), "", alias.where, urls.feed_named(address) or "rss")


def recased(former: Sequence[Redirect], ledger: Ledger) -> Iterator[Problem]:
    """A notice for each address on record where no page can stand any more, unless somebody wrote where it leads."""
    written = Counter(one.address for one in former)
    for one in former:
        if one.recased and one.address in ledger.published and written[one.address] == 1:
            what = f"found {one.address}, which was published, and the page {one.target}, which differs in case alone"
            hint = (
                "hosts that read _redirects lead on to it, others that tell case apart answer 404; "
                f"tagarchive retire {one.address} --to {one.target} accepts that"
            )
            yield Problem(one.where, "recased-address", what, hint)


def _title(document: Any) -> str:
    return str((document.title or document.name.text) if isinstance(document, TagText) else document.title)
