"""The lock for one build of a site at a time. The system releases it when the process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NAME = "lock"


@contextmanager
def locked(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the lock of a folder, which is created if missing. Calls `waiting` before it waits for another process."""
    folder.mkdir(exist_ok=True)
    # The folder may contain a link placed by someone else: do not follow it, and do not truncate the file.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(folder / NAME, flags, 0o666), "rb+") as file:
        if not _lock(file, wait=False):
            waiting()
            _lock(file, wait=True)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(file: IO[bytes], *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.2)
            else:
                return True
else:
    import fcntl

    def _lock(file: IO[bytes], *, wait: bool) -> bool:
        # POSIX fcntl locks belong to the process. Workers do not inherit them and may outlive it for a moment.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
