"""Publishing: checks the new files, then moves them into place. An interruption at any point is recoverable."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tagarchive.build.job import Job, Making
from tagarchive.build.output_folder import all_files, occupied
from tagarchive.build.published_manifest import DIGEST_LENGTH, NAME, ManifestFile, between, manifest_bytes
from tagarchive.build.publishing_order import in_order
from tagarchive.build.report import BuildRequest
from tagarchive.build.stage import Stage
from tagarchive.build.stale_files import Folder, Leftovers, shown
from tagarchive.build.store import NOWHERE, Manifest, Store, unseen
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import HalfPublishedError, Location, Problem, PublishedError, SiteError
from tagarchive.core.text import counted
from tagarchive.core.urls import OutPath, fold_path, out_path
from tagarchive.reading.file_state import State

if TYPE_CHECKING:
    from tagarchive.build.site_loader import LoadedSite

_HALF_PUBLISHED = "Stopped while files were being put in place: some are new, some are old; build again."


class Publication(NamedTuple):
    """The content of a publication.

    Attributes:
        making: the new files
        left: the files of earlier builds
        folder: the output folder
        preview: True if drafts or articles with a future date were asked for
        search_files: those of the search index, which the plan does not name

    """

    making: Making
    left: Leftovers
    folder: Folder
    preview: bool
    search_files: Collection[OutPath] = ()

    def manifest(self, project: LoadedSite) -> ManifestFile:
        """The manifest of the folder after publishing."""
        rows = {**self.folder.manifest, **self.making.written}
        paths = [path for path in (*project.plan, *self.search_files, *self.left.kept) if path in rows]
        return ManifestFile(
            files={path: rows[path].digest[:DIGEST_LENGTH] for path in paths},
            articles={out_path(article.address): article.guid for article in project.archive.recorded},
            kept=dict(self.left.kept),
            preview=self.preview,
        )


def check_foreign(making: Making, folder: Folder, request: BuildRequest) -> None:
    """Raises `SiteError` if new files would overwrite files that no build wrote, unless the request allows that."""
    new = (path for path in making.staged if path not in folder.manifest)
    there = [] if request.overwrite or request.prune else occupied(request.output, new)
    # On case-insensitive file systems, a path that changed its case is occupied by the file at its former path.
    known = set(map(fold_path, folder.manifest)) if there else set()
    foreign = [path for path in there if fold_path(path) not in known]
    if foreign:
        files = counted(len(foreign), "file")
        message = f"found {files} that no build wrote where the site needs the place: {shown(foreign)}"
        raise SiteError(
            Problem(
                Location(str(request.output)),
                "foreign-file",
                message,
                "move away what you want to keep; --overwrite replaces it",
            )
        )


def check_names(making: Making, job: Job, stage: Stage) -> None:
    """Raises `SiteError` if the file system of the output folder does not support the name of a new file."""
    rows, plan = job.manifest, job.plan
    new = (path for path in making.staged if path not in rows or rows[path].state == NOWHERE)
    problems = [
        Problem(
            plan.planned[path].where or Location(path),
            "unwritable-name",
            f"found the path {path}, which can't be written: {why}",
            "choose a shorter or plainer name",
        )
        for path, why in stage.refused_names(new)
    ]
    if problems:
        raise SiteError(*problems)


def put_in_place(
    publication: Publication, after: ManifestFile, stage: Stage, store: Store, *, swap: bool
) -> tuple[Problem, ...]:
    """Publishes the files, so that the folder has the manifest `after`.

    Returns a notice if an atomic `swap` is requested but not possible.

    The store and the folder know every file that may have been written, even if the process is killed at any point.
    Raises `HalfPublishedError` if publishing fails halfway.
    """
    making, left, folder, *_ = publication
    stage.check_places(making.staged, left.removed)
    new = {path: making.written[path] for path in making.staged if path not in folder.manifest}
    store.remember_written(folder.name, new)
    store.commit()
    data = manifest_bytes(after)
    hindrance = _hindrance(publication, after, stage) if swap else None
    at_once = swap and hindrance is None
    try:
        if at_once:
            _swap(making, after, data, stage)
        else:
            _put_one_by_one(publication, after, data, stage)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_HALF_PUBLISHED) from None
    except SiteError as error:
        raise HalfPublishedError(*error.problems) from error
    rows = {path: row for path, row in making.written.items() if path not in new}
    rows[OutPath(NAME)] = unseen(digest_of_bytes(data))
    # Hard links change the state of files, so a swap updates the states of all of them.
    others = [path for path in folder.manifest if path in after.files] if at_once else []
    existing = stage.settled_states((*rows, *new, *others))
    states = {path: existing.get(path, NOWHERE) for path in (*rows, *new, *others)}
    _remember(rows, states, publication, store)
    return (hindrance,) if hindrance else ()


def _hindrance(publication: Publication, after: ManifestFile, stage: Stage) -> Problem | None:
    """The reason why an atomic swap of the folder is not possible; None if it is."""
    where = Location(str(stage.output))
    ours = {NAME, *after.files, *publication.left.removed}
    foreign = [path for path in all_files(stage.output) if path not in ours]
    if foreign:
        message = f"found files that no build wrote, and put the new ones in place one by one: {shown(foreign)}"
        return Problem(where, "no-swap", message, "`swap` under [build] needs a folder of the site's own")
    if not stage.can_swap():
        message = "found a folder that the system can't exchange, and put the new files in place one by one"
        return Problem(
            where,
            "no-swap",
            message,
            "`swap` under [build] needs a file system that can, and no mount at the folder itself",
        )
    return None


def _swap(making: Making, after: ManifestFile, data: bytes, stage: Stage) -> None:
    (stage.folder / "manifest").write_bytes(data)
    kept = [path for path in after.files if path not in making.staged]
    stage.swap({**making.staged, NAME: "manifest"}, kept)


def _put_one_by_one(publication: Publication, after: ManifestFile, data: bytes, stage: Stage) -> None:
    making, left, folder, *_ = publication
    if making.staged or left.removed:
        stage.put(NAME, manifest_bytes(between(folder.published, after)))
    staged = {path: making.staged[path] for path in in_order(making.staged, after.articles)}
    stage.publish(staged, left.removed)
    stage.put(NAME, data)


def _remember(rows: Manifest, states: Mapping[OutPath, State], publication: Publication, store: Store) -> None:
    """Saves the published files in the store: changed rows, and the states of all files that were put in place."""
    left, folder = publication.left, publication.folder
    try:
        store.remember_written(folder.name, {path: row._replace(state=states[path]) for path, row in rows.items()})
        store.remember_states(folder.name, states)
        store.forget_written(folder.name, (*left.removed, *left.edited))
        store.commit()
    except sqlite3.OperationalError as error:
        message = f"found that it can't be kept ({error}); the site is published all the same"
        hint = "free some space, or raise the limit on the size of files (ulimit -f)"
        raise PublishedError(Problem(Location(store.file.name), "store-unusable", message, hint)) from error
