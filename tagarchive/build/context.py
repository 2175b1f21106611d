"""What a build works with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from tagarchive.build.engine import Engine, engine
from tagarchive.build.lock import locked
from tagarchive.build.process_pool import Workers
from tagarchive.build.store import FILE, FOLDER, Store, set_aside
from tagarchive.core.errors import Location, Problem, SiteError

T = TypeVar("T")
R = TypeVar("R")


class Progress(Protocol):
    """Hands on things as they are done; told how many there will be and what they are."""

    def __call__(self, things: Iterable[T], count: int, what: str) -> Iterable[T]: ...


def unwatched(things: Iterable[T], count: int, what: str) -> Iterable[T]:  # noqa: ARG001 (it is a Watch)
    """A `Watch` that tells nobody."""
    return things


class BuildContext(NamedTuple):
    """What a build works with: the site's folder, the engine, the store, the workers, and who watches."""

    root: Path
    engine: Engine
    store: Store
    workers: Workers
    watch: Progress


Use = Callable[[Store, tuple[Problem, ...]], R]
"""What is done with a store, and with a notice where it is not the one that the last build left."""


def with_store(root: Path, use: Use[R], waiting: Callable[[], None]) -> R:
    """What `use` makes of a site's store while nobody else uses it.

    A damaged store is set aside for a new one, and where none can be kept a temporary one serves. `waiting` is called
    before waiting for the end of another build.
    """
    if (root / FOLDER).is_symlink():
        what = "found a link, expected a folder of this site's own"
        raise SiteError(
            Problem(Location(f"{FOLDER}/"), "linked-store", what, "remove the link; a build makes the folder")
        )
    with ExitStack() as lock:
        try:
            lock.enter_context(locked(root / FOLDER, waiting))
        except OSError as error:
            return _elsewhere(root, use, error)
        try:
            return _in_place(root, use)
        except sqlite3.OperationalError as error:
            return _elsewhere(root, use, error)


def with_temporary_store(root: Path, use: Callable[[Store], R]) -> R:
    """What `use` makes of a new store that is gone afterwards."""
    with Store(root, elsewhere=True) as store:
        return use(store)


def with_tools(root: Path, use: Callable[[BuildContext], R], waiting: Callable[[], None]) -> R:
    """What `use` makes of a site with what a build works with, in this process alone."""

    def used(store: Store, _: tuple[Problem, ...]) -> R:
        with Workers(1) as workers:
            return use(BuildContext(root, engine(), store, workers, unwatched))

    return with_store(root, used, waiting)


def _elsewhere(root: Path, use: Use[R], error: Exception) -> R:
    what = f"found that it can't be used ({error}); this build remembers nothing for the next one"
    where, hint = Location(f"{FOLDER}/{FILE}"), "mend the permissions of the folder, or free some space"
    try:
        with Store(root, elsewhere=True) as store:
            return use(store, (Problem(where, "store-unusable", what, hint),))
    except sqlite3.OperationalError as again:
        what = f"found that it can't be used ({error}), nor one in a temporary folder ({again})"
        raise SiteError(
            Problem(where, "store-unusable", what, f"{hint}, or raise the limit on the size of files (ulimit -f)")
        ) from again


def _in_place(root: Path, use: Use[R]) -> R:
    """Raises `sqlite3.OperationalError` where the system does not let the store be used."""
    try:
        with Store(root) as store:
            return use(store, ())
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        what = f"found a store that can't be used ({error}); it was set aside as {set_aside(root).name}"
    with Store(root) as store:
        return use(
            store, (Problem(Location(f"{FOLDER}/{FILE}"), "damaged-store", what, "this build made everything anew"),)
        )
