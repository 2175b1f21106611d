"""Originals of the articles of a site: where each one is, and which copies of it are kept. Touches no disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.dates import Moment
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.provenance import CopyOf


class Original(NamedTuple):
    """The original of an article.

    Attributes:
        path: path of the article
        digest: SHA-256 of its file, in hexadecimal
        url: address of the original; empty if it is not known
        archived: address of an archived copy, or ""
        copies: copies that the article names
        seen: moment at which the original was as it was clipped: that of the clipping, or else of publication

    """

    path: str
    digest: str
    url: str
    archived: str
    copies: tuple[CopyOf, ...]
    seen: Moment


def originals_of(documents: Iterable[Document]) -> tuple[Original, ...]:
    """The originals of articles that name an address or a copy of one, drafts included, by path."""
    articles = (document for document in documents if isinstance(document, Article))
    return tuple(sorted(map(_original, filter(_has_original, articles))))


def _has_original(article: Article) -> bool:
    return bool(article.copies or (article.source and (article.source.url or article.source.archive_url)))


def _original(article: Article) -> Original:
    source = article.source
    seen = (source.retrieved or source.published or article.date) if source else article.date
    url = (source.url if source else None) or ""
    return Original(article.path, article.digest, url, article.archived, article.copies, seen)


def by_address(originals: Iterable[Original]) -> Mapping[str, Sequence[Original]]:
    """The originals with an address, by it, sorted. Several articles may have one original."""
    found: dict[str, list[Original]] = defaultdict(list)
    for original in originals:
        if original.url:
            found[original.url].append(original)
    return dict(sorted(found.items()))
