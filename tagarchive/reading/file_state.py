"""The state of a file, by which a build detects changes without reading the file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, eq
from typing import NamedTuple

from tagarchive.reading.files import File, Source
from tagarchive.reading.pictures.facts import Size

_LARGEST = 2**63 - 1
"""Maximum of an integer in SQLite."""


class State(NamedTuple):
    """The metadata of a file that change when it is written or replaced (POSIX, <sys/stat.h>).

    Attributes:
        size: number of bytes
        mtime: time of the last change of its content, in nanoseconds since the epoch
        ctime: time of the last change of its metadata, in nanoseconds since the epoch
        inode: serial number

    """

    size: int
    mtime: int
    ctime: int
    inode: int


_values: Callable[[os.stat_result], tuple[int, ...]] = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""The values of a state in a result of `os.stat`. One getter for all is faster than one for each."""


def state_of(status: os.stat_result, known: State | None = None) -> State:
    """The state in a result of `os.stat`. It is `known` itself if it is equal to that, as it is for most files."""
    if known == _values(status):
        return known
    mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
    # Some file systems have times outside the range of SQLite.
    if not (-_LARGEST <= mtime <= _LARGEST and -_LARGEST <= ctime <= _LARGEST):
        mtime, ctime = (max(-_LARGEST, min(ns, _LARGEST)) for ns in (mtime, ctime))
    return State(status.st_size, mtime, ctime, status.st_ino & _LARGEST)


def values_of(places: Iterable[str]) -> Iterator[tuple[int, ...]]:
    """The values of the states of files, fast. The state of a file is equal to these unless one is out of range.

    Links are not followed. Raises `OSError` where a file is missing.
    """
    return map(_values, map(os.lstat, places))


def have_states(places: Iterable[str], states: Iterable[State]) -> bool:
    """True if the files at some places have these states. It ends at the first that differs."""
    try:
        return all(map(eq, values_of(places), states))
    except OSError:
        return False


def are_unchanged(states: Iterable[tuple[str, State]]) -> bool:
    """True if files and folders have the states that they had."""
    try:
        return all(state_of(os.stat(path)) == state for path, state in states)
    except OSError:
        return False


class Seen(NamedTuple):
    """A file as a build saw it.

    Attributes:
        state: metadata that change with the file
        settled: True if any later write changes the state
        digest: SHA-256 in hexadecimal; empty if the file is not read yet
        size: size of a picture
        active: description of active content; empty if there is none

    """

    state: State
    settled: bool
    digest: str
    size: Size | None = None
    active: str = ""

    def file(self, path: str) -> File:
        """The file at a path; its digest must be known."""
        return File(path, self.digest, self.state.size, self.size, self.active)

    def of(self, source: Source) -> Seen:
        """The same file with the properties of its content."""
        from tagarchive.reading.attachments import active_in, size_of  # noqa: PLC0415 (few builds meet a new file)

        active = active_in(source.path, source.data) if source.path.startswith("content/") else ""
        return self._replace(digest=source.digest, size=size_of(source.path, source.data), active=active)


Known = Mapping[str, Seen]
"""Files that an earlier build saw, by path."""


def same_files(places: Mapping[str, str], known: Known) -> dict[str, Seen]:
    """The files that are as they were seen, by path; none if one can't be looked at. `places` are on disk, by path."""
    looked = zip(places, map(known.get, places), values_of(places.values()), strict=True)
    try:
        return {path: seen for path, seen, now in looked if seen and seen.settled and seen.state == now}
    except OSError:
        return {}
