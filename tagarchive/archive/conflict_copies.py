"""Notices for articles and pages that look like copies, as programs that synchronise folders leave them. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from tagarchive.core.errors import Location, Problem
from tagarchive.reading.documents import Article, FreePage
from tagarchive.reading.text_files import ENDINGS, bare

# Syncthing, Dropbox and Nextcloud, ownCloud.
_CONFLICT = re.compile(r"\.sync-conflict-\d{8}-\d{6}|conflicted copy|_conflict-\d{8}", re.IGNORECASE)
# iCloud and Finder ("a 2", "a copy"), browsers and Google Drive ("a (1)"), Windows ("a - Copy").
_BESIDE = re.compile(r"(?: \d{1,2}| \(\d{1,2}\)| copy(?: \d{1,2})?| - Copy(?: \(\d{1,2}\))?)$")

_NAMED = 5

F = TypeVar("F", bound=Hashable)


def is_conflict(path: str) -> bool:
    """True if a file has the name of a conflict copy, which a synchroniser makes when two people edit a file."""
    return _CONFLICT.search(path) is not None


def copies(articles: Iterable[Article], pages: Iterable[FreePage]) -> Iterator[Problem]:
    """A notice for each group of articles with the same title and date, or of pages with the same title."""
    shown = list(articles)
    titles = Counter([one.title for one in shown])
    again = (one for one in shown if titles[one.title] > 1) if len(titles) < len(shown) else ()
    for (title, date), paths in _alike([((one.title, one.date), one.path) for one in again]):
        yield _notice(f"articles of {date.day}", title, paths)
    for title, paths in _alike([(page.title, page.path) for page in pages]):
        yield _notice("pages", title, paths)


def _alike(faces: Sequence[tuple[F, str]]) -> Iterator[tuple[F, list[str]]]:
    """The paths of texts with one face, for each face that several have."""
    if len({face for face, _ in faces}) == len(faces):
        return
    groups: dict[F, list[str]] = defaultdict(list)
    for face, path in faces:
        groups[face].append(path)
    yield from ((face, sorted(paths)) for face, paths in groups.items() if len(paths) > 1)


def _notice(kind: str, title: str, paths: Sequence[str]) -> Problem:
    suspects = [path for path in paths if is_conflict(path) or _is_beside(path, paths)]
    message = f"found {len(paths)} {kind} called “{title}”: {_listed(paths)}"
    hint = f"delete what is a copy: {_listed(suspects)}" if suspects else "if one is a copy of another, delete it"
    return Problem(Location(suspects[0] if suspects else paths[-1]), "possible-copy", message, hint)


def _is_beside(path: str, paths: Collection[str]) -> bool:
    """True if the name of a file is that of a copy of another file in `paths`."""
    stem = bare(path)
    original = _BESIDE.sub("", stem)
    return original != stem and any(original + ending in paths for ending in ENDINGS)


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(paths[:_NAMED]) + (", …" if len(paths) > _NAMED else "")
