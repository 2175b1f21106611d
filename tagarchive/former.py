"""Addresses where something stood before: where each leads now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tagarchive import urls
from tagarchive.errors import Location
from tagarchive.holdings import Filed, Former
from tagarchive.ledger import Ledger, end_of
from tagarchive.model import Article, TagText
from tagarchive.urls import Address


def formers(
    filed: Iterable[Filed[Any]], expired: Iterable[Article], addresses: Mapping[str, Address], ledger: Ledger
) -> Iterator[Former]:
    """Every former address: the aliases of documents, those of the ledger, and those of articles that have expired.

    `addresses` are those that the expired articles had.
    """
    for one in filed:
        for alias in one.document.aliases:
            yield Former(urls.page_address(alias.text), one.address, _title(one.document), alias.where)
    for address, retired in ledger.retired.items():
        yield Former(urls.page_address(address), end_of(retired.target, ledger), "", retired.where)
    for article in expired:
        if addresses[article.path] in ledger.published:
            yield Former(addresses[article.path], None, "", Location(article.path))


def _title(document: Any) -> str:
    return str((document.title or document.name.text) if isinstance(document, TagText) else document.title)
