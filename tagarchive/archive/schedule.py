"""Schedule of articles: held until their date, shown, or expired, and the moments of these changes. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from tagarchive.archive.model import Archive
from tagarchive.core.dates import latest
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.reading.documents import Article, Document, FreePage
from tagarchive.reading.edition import Edition

D = TypeVar("D", Article, FreePage)

_DATED = (Article, FreePage)

_SHOWN = 3


class Schedule(NamedTuple):
    """Articles and pages of a site by their state at a moment.

    Attributes:
        shown: articles that are published now, newest first
        held: articles to be published on a later date, newest first
        early: articles that are published now although their date is in the future
        expired: articles that were published and have expired
        pages: published free pages, by path
        changes: moments at which the archive changes although no file does, earliest first
        notices: notices about dates in the future

    """

    shown: tuple[Article, ...]
    held: tuple[Article, ...]
    early: tuple[Article, ...]
    expired: tuple[Article, ...]
    pages: tuple[FreePage, ...]
    changes: tuple[datetime, ...]
    notices: tuple[Problem, ...]


def schedule(documents: Sequence[Document], edition: Edition) -> Schedule:
    """The articles and pages among the documents, by their state in an edition."""
    now = edition.now
    wanted = [document for document in documents if isinstance(document, _DATED) and edition.has(document)]
    future, past = _newest_first([document for document in wanted if isinstance(document, Article)], now)
    due = (*future, *past) if edition.future else past
    standing = [article for article in due if article.expires is None or not edition.is_past(article)]
    shown = tuple([as_of(one, now) if one.updated or one.filed else one for one in standing])
    early = tuple(article for article in shown if article.date.when() > now) if edition.future else ()
    held = () if edition.future else tuple(article for article in future if _comes(article))
    pages = (current(document, now) for document in wanted if isinstance(document, FreePage))
    later = [document for document in wanted if _has_later_moments(document)]
    hasty = [document for document in later if document.updated and document.updated.when() > now]
    moments = {*(article.date.when() for article in future), *chain.from_iterable(map(_later_moments, later))}
    return Schedule(
        shown=shown,
        held=held,
        early=early,
        expired=tuple(article for article in documents if isinstance(article, Article) and edition.is_past(article)),
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        changes=tuple(sorted(moment for moment in moments if moment > now)),
        notices=(*_to_come(held, *_HELD), *_to_come(early, *_EARLY), *map(_hasty, hasty)),
    )


def next_change(archive: Archive, now: datetime) -> datetime | None:
    """The next moment at which the archive changes although no file does; None if there is none."""
    return min((moment for moment in archive.changes if moment > now), default=None)


def current(document: D, now: datetime) -> D:
    """The document without updates dated after `now`."""
    if document.updated is None or document.updated.when() <= now:
        return document
    if isinstance(document, FreePage):
        return replace(document, updated=None)
    updates = tuple(update for update in document.updates if update.date.when() <= now)
    return replace(document, updates=updates, updated=latest(*(update.date for update in updates)) if updates else None)


def as_of(article: Article, now: datetime) -> Article:
    """The article without updates dated after `now`, and without the date on which it was filed, if that is."""
    if article.updated:
        article = current(article, now)
    return replace(article, filed=None) if article.filed and article.filed.when() > now else article


def _newest_first(articles: Iterable[Article], now: datetime) -> tuple[list[Article], list[Article]]:
    """Articles dated after `now`, and the others, both in the order of all lists: newest first, then by slug and path.

    No two have one path, so that sorting compares no articles.
    """
    dated = sorted(
        [(-article.date.when().timestamp(), article.slug.text, article.path, article) for article in articles]
    )
    until = bisect_left(dated, (-now.timestamp(),))
    in_order = [article for _, _, _, article in dated]
    return in_order[:until], in_order[until:]


def _comes(article: Article) -> bool:
    """True if an article does not expire before its date."""
    return article.expires is None or article.expires.when() > article.date.when()


def _has_later_moments(document: Article | FreePage) -> bool:
    if document.updated:
        return True
    return isinstance(document, Article) and bool(document.filed or document.expires or document.updates)


def _later_moments(document: Article | FreePage) -> list[datetime]:
    """The moments after its date at which the state or text of a document can change."""
    dates = [document.updated]
    if isinstance(document, Article):
        dates += [document.filed, document.expires, *[update.date for update in document.updates]]
    return [moment.when() for moment in dates if moment]


_HELD = ("held until then", "--future shows it")
_EARLY = (
    "published all the same, and in feeds from then on",
    "`future` under [articles], or --future, asks for that",
)


def _to_come(articles: Sequence[Article], meanwhile: str, hint: str) -> Iterator[Problem]:
    """A notice about the articles with a date in the future, earliest first."""
    if articles:
        first = [f"{article.path} on {article.date.day}" for article in articles[::-1][:_SHOWN]]
        more = ", …" if len(articles) > _SHOWN else ""
        count = counted(len(articles), "article")
        message = f"found {count} whose date is still to come, {meanwhile}: {', '.join(first)}{more}"
        yield Problem(Location(articles[-1].path), "future-date", message, hint)


def _hasty(document: Article | FreePage) -> Problem:
    day = document.updated.day if document.updated else ""
    message = f"found a change on {day}, which is still to come; it is not shown until then"
    return Problem(Location(document.path), "future-update", message, "correct its date if that is wrong")
