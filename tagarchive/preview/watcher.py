"""Watches the folders of a site through watchdog. It reports where to look, never what is there."""

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

from tagarchive.reading.disk import FOLDERS, composed, within
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE

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

_SINGLE = (CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE)

SOON = 0.002
"""Seconds to wait for more of the same once a file is written, so that a burst is looked at in few steps."""

UNSURE = 0.08
"""Seconds to wait where more must follow: a file is being written, or one was moved away to make room for another."""

Tell = Callable[[str, float], None]
"""Told the path of a file or folder, from the site's folder, and how many seconds to wait before looking at it."""


class _Wanted(NamedTuple):
    folder: str
    recursive: bool


class _Watched(NamedTuple):
    watch: ObservedWatch
    inode: int


class Watcher(events.FileSystemEventHandler):
    """Reports changes of a site's files, those behind links included."""

    def __init__(self, root: Path, tell: Tell) -> None:
        self.root = os.path.realpath(root)
        self.tell = tell
        self._observer = Observer()
        self._watched: dict[_Wanted, _Watched] = {}
        self._places: frozenset[tuple[str, str]] = frozenset()
        """Places of the site's folders and single files, links followed or not, and their paths."""

    def start(self) -> None:
        """Starts to watch. Raises `OSError` if the system refuses to watch more folders."""
        self._observer.start()
        self.rearm()

    def stop(self) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def rearm(self) -> None:
        """Watches folders that came or were replaced. Raises `OSError` if the system refuses to watch more."""
        names = {name: os.path.join(self.root, name) for name in (*FOLDERS, *_SINGLE)}
        real = {name: os.path.realpath(place) for name, place in names.items()}
        # A link is told of by its own folder too.
        self._places = frozenset((place, name) for places in (names, real) for name, place in places.items())
        folders = [_Wanted(real[name], recursive=True) for name in FOLDERS]
        # A link to a single file is told of by the folder that the file lies in.
        folders += [_Wanted(os.path.dirname(place), recursive=False) for name, place in real.items() if name in _SINGLE]
        inodes = {wanted: _inode(wanted.folder) for wanted in (_Wanted(self.root, recursive=False), *folders)}
        for wanted in [one for one, (_, inode) in self._watched.items() if inodes.get(one) != inode]:
            with suppress(KeyError, OSError):
                self._observer.unschedule(self._watched.pop(wanted).watch)
        for wanted in [one for one, inode in inodes.items() if inode and one not in self._watched]:
            with suppress(FileNotFoundError):
                watch = self._observer.schedule(self, wanted.folder, recursive=wanted.recursive, event_filter=_TELLING)
                self._watched[wanted] = _Watched(watch, inodes[wanted])

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        self._told(event.src_path, SOON if isinstance(event, events.FileClosedEvent) else UNSURE)
        if event.dest_path:
            self._told(event.dest_path, SOON)

    def _told(self, path: bytes | str, wait: float) -> None:
        # Other files beside these are none of the site's; a build that writes to public/ must not be told of.
        where = os.fsdecode(path)
        for place, name in self._places:
            if within(place, where):
                self.tell(composed(name + where[len(place) :].replace(os.sep, "/")), wait)


def _inode(folder: str) -> int:
    try:
        return os.stat(folder).st_ino
    except OSError:
        return 0


def is_limit(error: OSError) -> bool:
    """True if the system refuses to watch more folders (inotify(7), inotify_add_watch(2))."""
    return error.errno in (errno.ENOSPC, errno.EMFILE)
