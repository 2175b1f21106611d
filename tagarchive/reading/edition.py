"""Editions: the rule that selects the documents of a build."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # What it holds are values alone; a build with nothing to do needs no documents.
    from tagarchive.reading.documents import Article, FreePage


class Edition(NamedTuple):
    """The rule that selects the documents of a build; expired articles are never included.

    Attributes:
        drafts: True if drafts are included
        now: moment of the build
        future: True if articles with a future date are included

    """

    drafts: bool
    now: datetime
    future: bool = False

    def has(self, document: Article | FreePage) -> bool:
        """True if the edition includes a document on some date."""
        return self.drafts or not document.draft

    def is_past(self, article: Article) -> bool:
        """True if an article has expired."""
        return article.expires is not None and article.expires.when() <= self.now
