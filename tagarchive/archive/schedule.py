"""Articles by what time does to them: held until their date, shown, or expired; and when that changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from tagarchive.archive.model import Archive
from tagarchive.core.dates import latest
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.reading.documents import Article, Document, Edition, FreePage

D = TypeVar("D", Article, FreePage)

_SHOWN = 3


class Schedule(NamedTuple):
    """The articles of a site, by what time does to them."""

    shown: tuple[Article, ...]
    """Those that are published now, newest first."""
    held: tuple[Article, ...]
    """Those that are published when their date comes."""
    early: tuple[Article, ...]
    """Those that are published now though their date is still to come."""
    expired: tuple[Article, ...]
    """Those that were published until they expired."""
    pages: tuple[FreePage, ...]
    """The free pages that are published, in the order of their paths."""
    changes: tuple[datetime, ...]
    """The moments at which time alone changes something."""
    notices: tuple[Problem, ...]


def schedule(documents: Sequence[Document], edition: Edition) -> Schedule:
    """The articles among some documents, by what time does to them."""
    articles = [one for one in documents if isinstance(one, Article)]
    wanted = [one for one in articles if edition.drafts or not one.draft]
    shown = _newest_first(current(one, edition.now) for one in wanted if edition.has(one))
    held = _newest_first(one for one in wanted if edition.is_held(one) and _comes(one))
    early = tuple(one for one in shown if one.date.when() > edition.now)
    pages = [one for one in documents if isinstance(one, FreePage) and edition.has(one)]
    dated: list[Article | FreePage] = [*wanted, *pages]
    hasty = [one for one in dated if one.updated and one.updated.when() > edition.now]
    return Schedule(
        shown=shown,
        held=held,
        early=early,
        expired=tuple(one for one in articles if edition.is_past(one)),
        pages=tuple(sorted((current(one, edition.now) for one in pages), key=lambda one: one.path)),
        changes=tuple(sorted({moment for one in dated for moment in _moments(one) if moment > edition.now})),
        notices=(*_to_come(held, *_HELD), *_to_come(early, *_EARLY), *map(_hasty, hasty)),
    )


def next_change(archive: Archive, now: datetime) -> datetime | None:
    """When the archive changes though no file does."""
    return min((moment for moment in archive.changes if moment > now), default=None)


def current(document: D, now: datetime) -> D:
    """The document without changes that are still to come."""
    if document.updated is None or document.updated.when() <= now:
        return document
    if isinstance(document, FreePage):
        return replace(document, updated=None)
    updates = tuple(update for update in document.updates if update.date.when() <= now)
    return replace(document, updates=updates, updated=latest(*(update.date for update in updates)) if updates else None)


def _newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """In the order of every list: by date, newest first; articles of one moment by slug and path."""
    return tuple(sorted(articles, key=lambda one: (-one.date.when().timestamp(), one.slug.text, one.path)))


def _comes(article: Article) -> bool:
    """True if an article does not expire before its date comes."""
    return article.expires is None or article.expires.when() > article.date.when()


def _moments(document: Article | FreePage) -> Iterator[datetime]:
    """The moments at which time changes a document."""
    dates = [document.updated]
    if isinstance(document, Article):
        dates += [document.date, document.expires, *(update.date for update in document.updates)]
    yield from (moment.when() for moment in dates if moment)


_HELD = ("held until then", "--future shows it")
_EARLY = (
    "published all the same, and in feeds from then on",
    "`future` under [articles], or --future, asks for that",
)


def _to_come(articles: Sequence[Article], meanwhile: str, hint: str) -> Iterator[Problem]:
    """A notice of the articles whose date is still to come, those first that come first."""
    if articles:
        first = [f"{one.path} on {one.date.day}" for one in articles[::-1][:_SHOWN]]
        more = ", …" if len(articles) > _SHOWN else ""
        count = counted(len(articles), "article")
        what = f"found {count} whose date is still to come, {meanwhile}: {', '.join(first)}{more}"
        yield Problem(Location(articles[-1].path), "future-date", what, hint)


def _hasty(document: Article | FreePage) -> Problem:
    day = document.updated.day if document.updated else ""
    what = f"found a change on {day}, which is still to come; it is not shown until then"
    return Problem(Location(document.path), "future-update", what, "mend its date if that is wrong")
