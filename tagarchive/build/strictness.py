"""Strictness: notices that stop a build, as the site or the command line asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tagarchive.core.errors import Problem, PublishedError, SiteError
from tagarchive.core.gravity import ALL


class StrictError(SiteError):
    """Notices stop a build before it publishes anything.

    Attributes:
        notices: the other notices, which stop nothing

    """

    ending = "These are notices; `strict` makes them stop a build. Nothing was published; what was there is as it was."

    def __init__(self, problems: Iterable[Problem], notices: Iterable[Problem]) -> None:
        super().__init__(*problems)
        self.notices = tuple(notices)


def check_notices(notices: Iterable[Problem], codes: Collection[str]) -> None:
    """Raises `StrictError` if one of the notices has one of the codes."""
    found = set(notices) if codes else set[Problem]()
    stopping = _stopping(found, codes)
    if stopping:
        raise StrictError(stopping, sorted(found.difference(stopping)))


def check_late_notices(notices: Iterable[Problem], codes: Collection[str]) -> None:
    """Raises `PublishedError` if one of the notices, which only publishing shows, has one of the codes."""
    stopping = _stopping(notices, codes)
    if stopping:
        raise PublishedError(*stopping)


def _stopping(notices: Iterable[Problem], codes: Collection[str]) -> tuple[Problem, ...]:
    return tuple(sorted(notice for notice in notices if ALL in codes or notice.code in codes))
