"""Rendering of outdated files: what the worker processes make, and their results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

from tagarchive.build.context import BuildContext
from tagarchive.build.job import Job, Making
from tagarchive.build.process_pool import Interrupts
from tagarchive.build.store import Store, WrittenFile
from tagarchive.build.template_closures import template_sources
from tagarchive.build.text_table import KeptFile, TextTable
from tagarchive.core.errors import Problems, SiteError
from tagarchive.core.urls import OutPath

if TYPE_CHECKING:
    from tagarchive.build.render_worker import DueFile, DuePicture, Made

MOST_KEPT = 1000
"""Maximum number of files that are kept at a time."""


def make(job: Job, context: BuildContext) -> Making:
    """Makes the files that are due, in the stage. Raises `SiteError` if templates fail."""
    problems, written, staged = Problems(), dict[OutPath, WrittenFile](), dict[OutPath, str]()
    kept = _KeptFiles(job, context.store)
    for due, outcome in _outcomes(job, context):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            continue
        written[due.path] = outcome.written
        if outcome.differs:
            staged[due.path] = due.staged
        if outcome.kept:
            kept.put(due.path, outcome.written.key, outcome.kept)
    problems.raise_any()
    kept.write()
    return Making(written, staged)


class _KeptFiles:
    """Keeps files that show texts, some at a time, while workers make others."""

    def __init__(self, job: Job, store: Store) -> None:
        self._store, self._table = store, TextTable(store.database, job.name)
        self._files: list[tuple[OutPath, str, KeptFile]] = []

    def put(self, path: OutPath, key: str, file: KeptFile) -> None:
        self._files.append((path, key, file))
        if len(self._files) == MOST_KEPT:
            self.write()

    def write(self) -> None:
        """Writes what is not in the store yet, and gives the store free: workers read from it."""
        self._table.put(self._files)
        self._store.commit()
        self._files = []


def _outcomes(job: Job, context: BuildContext) -> Iterator[tuple[DueFile, Made | SiteError]]:
    """Each file that is due with the result of making it. Those that are made of pictures are last."""
    with Interrupts():
        # Only this needs what renders.
        from tagarchive.build.compiled_templates import folder_of  # noqa: PLC0415
        from tagarchive.build.render_worker import DueFile, DuePicture, WorkerSetup, make_all  # noqa: PLC0415

    context.store.commit()  # Processes that are forked inherit no lock then.
    sources, compiled = template_sources(context.root, job.templates), folder_of(context.engine)
    setup = WorkerSetup(str(context.root), str(context.store.file), sources, compiled)
    count, pictures = len(job.work.due), dict[str, list[tuple[DueFile, DuePicture]]]()
    files = (DueFile(path, str(number)) for number, path in enumerate(job.work.due))
    made = context.workers.spread(partial(make_all, job=job, setup=setup), ((due, due) for due in files), count)
    for due, outcome in context.watch(made, count, "files"):
        if isinstance(outcome, DuePicture):
            pictures.setdefault(outcome.recipe.path, []).append((due, outcome))
        else:
            yield due, outcome
    yield from _pictures(list(pictures.values()), job, context)


def _pictures(
    groups: list[list[tuple[DueFile, DuePicture]]], job: Job, context: BuildContext
) -> Iterator[tuple[DueFile, Made | SiteError]]:
    """The results for files that are made of pictures, in groups by picture. One worker makes all files of one."""
    if not groups:
        return
    from tagarchive.build.pictures.picture_cache import PictureCache  # noqa: PLC0415 (few builds make a picture)
    from tagarchive.build.pictures.picture_worker import PictureSetup, make_pictures  # noqa: PLC0415

    cache = PictureCache.beside(context.store.file, context.engine.pictures)
    make = partial(make_pictures, setup=PictureSetup(str(context.root), cache, job))
    items = (([due for due, _ in group], group) for group in groups)
    found = context.workers.spread(make, items, len(groups), heavy=True)
    for group, outcome in context.watch(found, len(groups), "pictures"):
        yield from zip(group, repeat(outcome) if isinstance(outcome, SiteError) else outcome, strict=False)
