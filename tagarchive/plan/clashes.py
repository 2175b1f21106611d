"""Clashes: several files that want one address, and files where others need a folder. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tagarchive.archive.conflict_copies import is_conflict
from tagarchive.archive.model import Redirect
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import listed
from tagarchive.plan.outputs import articles, free_pages, redirects, static_files
from tagarchive.plan.planned_files import PlannedFile

_SEVERAL: Mapping[str, str] = {
    articles.ORIGIN: "articles",
    free_pages.ORIGIN: "pages",
    redirects.ORIGIN: "former addresses",
    static_files.ORIGIN: "files",
}
"""Origins of files that authors make, by the words for several of them."""

_TAG = re.compile("the archive of the tag “(?P<name>.+)”")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_NAMED = 5


def collisions(files: Iterable[PlannedFile]) -> Iterator[Problem]:
    """A problem for each address that several files want.

    Files that the site makes by itself, such as feeds, want one address because others do. Of these there is a problem
    only if no other is known.
    """
    wanting: dict[str, list[PlannedFile]] = {}
    for file in files:
        wanting.setdefault(urls.fold_path(file.path), []).append(file)
    several = [some for some in wanting.values() if len(some) > 1]
    written = [some for some in several if any(file.where for file in some)]
    yield from map(_collision, written or several)


def _collision(files: Sequence[PlannedFile]) -> Problem:
    """The problem of files that want one address. It is located at the last one that the author can move."""
    if _are_alike(files):
        files = sorted(files, key=lambda file: str(file.where))
    movable = next((file for file in reversed(files) if file.where), files[-1])
    return Problem(movable.where or Location(movable.path), "path-clash", _message(files), _way_out(files))


def _are_alike(files: Sequence[PlannedFile]) -> bool:
    """True for files of one kind, which authors make."""
    origin = files[0].origin
    return origin in _SEVERAL and all(file.origin == origin and file.where for file in files)


def _message(files: Sequence[PlannedFile]) -> str:
    addresses = dict.fromkeys(urls.address_of(file.path) for file in files)
    wanted = " and ".join(addresses) + (", which many file systems take for one" if len(addresses) > 1 else "")
    if _are_alike(files):
        number = _NUMBERS[len(files) - 2] if len(files) - 2 < len(_NUMBERS) else f"{len(files):,}"
        return f"{number} {_SEVERAL[files[0].origin]} want {wanted}: {listed(list(map(_place, files)), _NAMED)}"
    return f"{listed(list(map(described, files)), _NAMED)} want {wanted}"


def described(file: PlannedFile) -> str:
    """A file in the words of its author, with its place."""
    return f"{file.origin} ({_place(file)})" if file.where else file.origin


def _place(file: PlannedFile) -> str:
    """The place that a person knows: the path of a text or a file, the line of anything else."""
    of_text = file.where and file.origin in _SEVERAL and file.origin != redirects.ORIGIN
    return file.where.path if file.where and of_text else str(file.where)


def _way_out(files: Sequence[PlannedFile]) -> str:
    """The hint for files that want one address."""
    former = [file for file in files if file.origin == redirects.ORIGIN]
    if former:
        return _way_out_of_former(former, files)
    copy = next((file.where.path for file in files if file.where and is_conflict(file.where.path)), "")
    if copy:
        return f"a synchroniser left {copy} as a copy: delete it"
    written = [file for file in files if file.where]
    if len(written) == 1 and written[0].origin not in _SEVERAL:
        return f"the site makes the other one itself: correct {written[0].where}"
    if len(written) == 1:
        return "the site makes one of them itself: give yours another slug or name"
    return f"give {'one' if len(files) == 2 else 'all but one'} of them another slug or name"


def _way_out_of_former(former: Sequence[PlannedFile], files: Sequence[PlannedFile]) -> str:
    """The hint for files that want one address, where some of them are former addresses."""
    tag = next(filter(None, (_TAG.fullmatch(file.origin) for file in files)), None)
    if tag and former[0].where and former[0].where.path.startswith("content/tags/"):
        return f"write `also: [{tag['name']}]` in its place: articles with that tag are then filed under this one"
    if len(former) < len(files):
        return "take the former address away; it may differ from the one that it leads to in case alone"
    return "an old address can lead to one place: take it away from all others"


def files_in_the_way(planned: Mapping[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for files whose path another file needs as a folder. `planned` are files by their folded path."""
    folders = _above(planned)
    every, deeper = set(folders), folders
    while deeper := _above(deeper) - every:
        every |= deeper
    in_the_way = sorted(planned.keys() & every)
    inside = {key.rpartition("/")[0]: file for key, file in planned.items()} if in_the_way else {}
    for path in in_the_way:
        blocked, file = planned[path], next(file for key, file in inside.items() if f"{key}/".startswith(f"{path}/"))
        where = blocked.where or file.where or Location(blocked.path)
        message = f"found {described(blocked)} at {blocked.path}, which {described(file)} needs as a folder"
        yield Problem(where, "path-clash", message, "give one of the two another name")


def _above(paths: Iterable[str]) -> set[str]:
    """The folders right above some paths."""
    return {path.rpartition("/")[0] for path in paths} - {""}


def two_in_one(planned: Mapping[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for `x.html` beside `x/index.html` where permalinks have no ending: a host finds both at `/x`.

    A former address may lead from one to the other.
    """
    for key, file in planned.items():
        other = planned.get(f"{key.removesuffix('/index.html')}.html") if key.endswith("/index.html") else None
        if other and not _leads(file, other) and not _leads(other, file):
            movable, beside = (other, file) if other.where else (file, other)
            address = f"/{other.path.removesuffix('.html')}"
            message = f"{described(movable)} and {described(beside)} want {address}, where a host has one page"
            yield Problem(movable.where or Location(movable.path), "path-clash", message, _way_out([movable, beside]))


def _leads(former: PlannedFile, to: PlannedFile) -> bool:
    """True if a former address leads to a file."""
    part = former.parts[0] if former.origin == redirects.ORIGIN else None
    return isinstance(part, Redirect) and part.target is not None and urls.out_path(part.target) == to.path
