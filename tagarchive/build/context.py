"""The context of a build: folder, engine, store and workers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from tagarchive.build.engine import Engine, engine
from tagarchive.build.lock import locked
from tagarchive.build.process_pool import Workers
from tagarchive.build.store import FILE, FOLDER, Store
from tagarchive.build.store_file import BESIDE
from tagarchive.core.errors import Location, Problem, SiteError

T = TypeVar("T")
R = TypeVar("R")


class Progress(Protocol):
    """Passes on items as they are completed. `count` is their number and `what` names them."""

    def __call__(self, things: Iterable[T], count: int, what: str) -> Iterable[T]: ...


def unwatched(things: Iterable[T], count: int, what: str) -> Iterable[T]:  # noqa: ARG001 (it is a Progress)
    """A `Progress` that shows nothing."""
    return things


class BuildContext(NamedTuple):
    """The context of a build.

    Attributes:
        root: the folder of the site
        engine: the digests of the running engine
        store: the store of the site
        workers: the worker processes
        watch: shows the progress

    """

    root: Path
    engine: Engine
    store: Store
    workers: Workers
    watch: Progress


Use = Callable[[Store, tuple[Problem, ...]], R]
"""A function of a store and of a notice if the store of the last build could not be used."""


def with_store(root: Path, use: Use[R], waiting: Callable[[], None]) -> R:
    """The result of `use` with the store of a site. The store is locked during the call.

    A damaged store is set aside and replaced by a new one. If the folder can't hold a store, a temporary one is used.
    `waiting` is called before the wait for the end of another build. Raises `SiteError` if the folder is a link, or if
    no temporary store can be used either.
    """
    if (root / FOLDER).is_symlink():
        message = "found a link, expected a folder of this site's own"
        raise SiteError(
            Problem(Location(f"{FOLDER}/"), "linked-store", message, "remove the link; a build makes the folder")
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
    """The result of `use` with a new temporary store, which is deleted afterwards."""
    with Store(root, elsewhere=True) as store:
        return use(store)


def with_context(
    root: Path,
    use: Callable[[BuildContext], R],
    waiting: Callable[[], None],
    jobs: int = 1,
    watch: Progress = unwatched,
) -> R:
    """The result of `use` with the build context of a site. One job is done without worker processes."""

    def used(store: Store, _: tuple[Problem, ...]) -> R:
        with Workers(jobs) as workers:
            return use(BuildContext(root, engine(), store, workers, watch))

    return with_store(root, used, waiting)


def _elsewhere(root: Path, use: Use[R], error: Exception) -> R:
    message = f"found that it can't be used ({error}); this build remembers nothing for the next one"
    where, hint = Location(f"{FOLDER}/{FILE}"), "correct the permissions of the folder, or free some space"
    try:
        with Store(root, elsewhere=True) as store:
            return use(store, (Problem(where, "store-unusable", message, hint),))
    except sqlite3.OperationalError as again:
        message = f"found that it can't be used ({error}), nor one in a temporary folder ({again})"
        raise SiteError(
            Problem(where, "store-unusable", message, f"{hint}, or raise the limit on the size of files (ulimit -f)")
        ) from again


def _in_place(root: Path, use: Use[R]) -> R:
    """The result of `use` with the store in the site's folder, or with a new one if it is damaged.

    Raises `sqlite3.OperationalError` if the system does not allow access to the store.
    """
    try:
        with Store(root) as store:
            return use(store, ())
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        message = f"found a store that can't be used ({error}); it was set aside as {_set_aside(root).name}"
    with Store(root) as store:
        return use(
            store, (Problem(Location(f"{FOLDER}/{FILE}"), "damaged-store", message, "this build rendered every file"),)
        )


def _set_aside(root: Path) -> Path:
    """Renames an unusable store. Raises `sqlite3.OperationalError` if that fails."""
    file = root / FOLDER / FILE
    aside = file.with_suffix(".damaged")
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
    try:
        return file.replace(aside)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error
