"""Findings about single articles: what is missing in their front matter, and dates to come. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tagarchive.archive.model import Archive
from tagarchive.checking.subject import Finder
from tagarchive.core.errors import Location, Problem
from tagarchive.reading.documents import Article


def incomplete(articles: Iterable[Article]) -> Iterator[Problem]:
    """Findings for articles without tags, summary or source."""
    for article in articles:
        # What is missing has no line; the first one opens the file where it belongs.
        where = Location(article.path, 1)
        if not article.tags:
            yield Problem(where, "no-tags", f"found no tags on “{article.title}”", "`tags: [One, Another]` files it")
        if not article.standfirst and article.republish != "link":
            yield _no_summary(article, where)
        if not article.source:
            message = f"found no source of “{article.title}”"
            yield Problem(where, "no-source", message, "`source: Name` names the publisher of a clipping")


def _no_summary(article: Article, where: Location) -> Problem:
    shown = "the headline alone" if article.republish == "excerpt" or not article.summary else "its first paragraph"
    message = f"found no summary of “{article.title}”; lists and feeds show {shown}"
    return Problem(where, "no-summary", message, "`summary: …` says it in a sentence or two")


def to_come(archive: Archive, finder: Finder) -> Iterator[Problem]:
    """Findings for articles whose date is still to come."""
    early = (placed.document for placed in archive.recorded if placed.document.path in archive.early)
    for article, fate in (
        *((article, "it is held until then") for _, article in archive.held),
        *((article, "it is published all the same") for article in early),
    ):
        message = f"found the date {article.date.day}, which is still to come; {fate}"
        yield Problem(finder.key(article.path, "date"), "future-date", message, "correct it if that is wrong")
