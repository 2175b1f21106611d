"""The state of a file, by which a build detects changes without reading the file."""

from __future__ import annotations

import os
from typing import NamedTuple

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


def state_of(status: os.stat_result) -> State:
    """The state in a result of `os.stat`."""
    mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
    # Some file systems have times outside the range of SQLite.
    if not (-_LARGEST <= mtime <= _LARGEST and -_LARGEST <= ctime <= _LARGEST):
        mtime, ctime = (max(-_LARGEST, min(ns, _LARGEST)) for ns in (mtime, ctime))
    return State(status.st_size, mtime, ctime, status.st_ino & _LARGEST)
