"""Watches the folders of a site through watchdog. What it tells is where to look, never what is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from tagarchive.load import FOLDERS
from tagarchive.model import CONFIG_FILE, LEDGER_FILE

_TELLING = [
    events.FileModifiedEvent,
    events.FileCreatedEvent,
    events.FileClosedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]
"""The events that follow from changes; others follow from reading, which the preview does itself."""

_TOLD = frozenset({*FOLDERS, CONFIG_FILE, LEDGER_FILE})

SOON = 0.002
"""Seconds to wait for more of the same once a file is written, so that a burst is looked at in few steps."""

UNSURE = 0.08
"""Seconds to wait where more must follow: a file is being written, or one was moved away to make room for another."""

Tell = Callable[[str, float], None]
"""Told the path of a file or folder, from the site's folder, and how many seconds to wait before looking at it."""


class _Watched(NamedTuple):
    watch: ObservedWatch
    inode: int


class Watcher(events.FileSystemEventHandler):
    """Tells what happens to a site's files."""

    def __init__(self, root: Path, tell: Tell) -> None:
        self.root = os.path.abspath(root)
        self.tell = tell
        self._observer = Observer()
        self._watched: dict[str, _Watched] = {}

    def start(self) -> None:
        """Raises `OSError` where the system lets no more folders be watched."""
        self._observer.start()
        self._schedule(self.root, recursive=False)
        self.rearm()

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def rearm(self) -> None:
        """Watches folders that came or were replaced. Raises `OSError` where the system lets no more be watched."""
        for name in FOLDERS:
            folder = os.path.join(self.root, name)
            inode = _inode(folder)
            watched = self._watched.get(folder)
            if watched and watched.inode != inode:
                del self._watched[folder]
                with suppress(KeyError, OSError):
                    self._observer.unschedule(watched.watch)
            if inode and (watched is None or watched.inode != inode):
                self._schedule(folder, recursive=True)

    def _schedule(self, folder: str, *, recursive: bool) -> None:
        with suppress(FileNotFoundError):
            watch = self._observer.schedule(self, folder, recursive=recursive, event_filter=_TELLING)
            self._watched[folder] = _Watched(watch, _inode(folder))

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        self._told(event.src_path, SOON if isinstance(event, events.FileClosedEvent) else UNSURE)
        if event.dest_path:
            self._told(event.dest_path, SOON)

    def _told(self, path: bytes | str, wait: float) -> None:
        name = os.path.relpath(os.fsdecode(path), self.root).replace(os.sep, "/")
        # Other files beside these are none of the site's; a build that writes to public/ must not be told of.
        if name.partition("/")[0] in _TOLD:
            self.tell(name, wait)


def _inode(folder: str) -> int:
    try:
        return os.stat(folder).st_ino
    except OSError:
        return 0


def is_limit(error: OSError) -> bool:
    """Whether the system said that it watches no more folders (inotify(7), inotify_add_watch(2))."""
    return error.errno in (errno.ENOSPC, errno.EMFILE)
