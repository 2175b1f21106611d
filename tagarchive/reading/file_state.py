"""The state of a file: what tells a build that a file is still the one that it saw."""

from __future__ import annotations

import os
from typing import NamedTuple

_LARGEST = 2**63 - 1
"""The largest number that SQLite keeps."""


class State(NamedTuple):
    """What changes about a file when it is written or replaced, as the system tells it (POSIX, <sys/stat.h>)."""

    size: int
    mtime: int
    ctime: int
    inode: int


def state_of(found: os.stat_result) -> State:
    # Some file systems keep times that are beyond what SQLite can.
    mtime, ctime = (max(-_LARGEST, min(ns, _LARGEST)) for ns in (found.st_mtime_ns, found.st_ctime_ns))
    return State(found.st_size, mtime, ctime, found.st_ino & _LARGEST)
