"""Rendering of outdated files: jobs for the worker processes, and their results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tagarchive.build.context import BuildContext
from tagarchive.build.outdated import Fingerprints, Work
from tagarchive.build.process_pool import Interrupts
from tagarchive.build.store import NOWHERE, Manifest, WrittenFile
from tagarchive.build.template_closures import template_sources
from tagarchive.core.digests import encoded
from tagarchive.core.errors import Problems, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.reasons import Reason
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe, template_of
from tagarchive.plan.view_parts import changed_parts
from tagarchive.reading.files import File
from tagarchive.views.common import View

if TYPE_CHECKING:
    from tagarchive.build.render_worker import Rendered, RenderJob, WorkerSetup


class Making(NamedTuple):
    """The files made by a build.

    Attributes:
        written: the record of each file
        staged: the name in the stage of each file that differs from the published one

    """

    written: Mapping[OutPath, WrittenFile]
    staged: Mapping[OutPath, str]


class Job(NamedTuple):
    """The input for making files.

    Attributes:
        plan: the plan of the site
        work: the files to make
        fingerprints: the digests of the engine and of template closures
        manifest: the files written by earlier builds
        templates: the files of the templates
        output: the output folder
        stage: path of the stage; empty for a dry run

    """

    plan: Plan
    work: Work
    fingerprints: Fingerprints
    manifest: Manifest
    templates: Mapping[str, File]
    output: Path
    stage: str = ""


def make(job: Job, context: BuildContext) -> Making:
    """Makes the files that are due, in the stage. Raises `SiteError` if templates fail."""
    with Interrupts():
        # Only this needs what renders.
        from tagarchive.build.compiled_templates import folder_of  # noqa: PLC0415
        from tagarchive.build.render_worker import WorkerSetup, make_all  # noqa: PLC0415

    sources, compiled = template_sources(context.root, job.templates), folder_of(context.engine)
    setup = WorkerSetup(str(context.root), str(context.store.file), job.stage, sources, compiled)
    problems, count, pictures = Problems(), len(job.work.due), PictureJobs({})
    made = context.workers.spread(partial(make_all, setup=setup), _render_jobs(job, pictures), count)
    written: dict[OutPath, WrittenFile] = {}
    staged: dict[OutPath, str] = {}
    for due, outcome in chain(context.watch(made, count, "files"), _pictures(pictures, setup, context)):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            continue
        written[due.path] = due.written._replace(
            digest=outcome.digest, parts=outcome.parts, reason=_reason(job, due.path, due.view, outcome)
        )
        if outcome.differs:
            staged[due.path] = due.staged
    problems.raise_any()
    return Making(written, staged)


class DueFile(NamedTuple):
    """A file while a worker makes it.

    Attributes:
        path: its path in the output folder
        written: its record before it is made
        view: the class of its view; None for a copied file or a picture
        staged: its name in the stage

    """

    path: OutPath
    written: WrittenFile
    view: type[View] | None
    staged: str


class PictureJobs(NamedTuple):
    """The jobs for files that are made of pictures, by the path of the picture. One worker makes all files of one."""

    by_picture: dict[str, list[tuple[DueFile, RenderJob]]]


def _pictures(
    pictures: PictureJobs, setup: WorkerSetup, context: BuildContext
) -> Iterator[tuple[DueFile, Rendered | SiteError]]:
    """The results of jobs for pictures."""
    groups = pictures.by_picture.values()
    if not groups:
        return
    from tagarchive.build.pictures.picture_cache import PictureCache  # noqa: PLC0415 (few builds make a picture)
    from tagarchive.build.pictures.picture_worker import PictureSetup, make_pictures  # noqa: PLC0415

    cache = PictureCache.beside(context.store.file, context.engine.pictures)
    make = partial(make_pictures, setup=PictureSetup(setup.root, cache, setup.stage))
    items = (([due for due, _ in group], [job for _, job in group]) for group in groups)
    found = context.workers.spread(make, items, len(groups), heavy=True)
    for group, outcome in context.watch(found, len(groups), "pictures"):
        yield from zip(group, repeat(outcome) if isinstance(outcome, SiteError) else outcome, strict=False)


def _render_jobs(job: Job, pictures: PictureJobs) -> Iterator[tuple[DueFile, RenderJob]]:
    """A job for each file that is due. Those for pictures go to `pictures`."""
    from tagarchive.build.render_worker import RenderJob  # noqa: PLC0415

    for number, (path, reason) in enumerate(job.work.due.items()):
        recipe = job.work.recipes.get(path) or job.plan[path]
        encoding, template = encoded(recipe), template_of(recipe)
        made_by = (template, job.fingerprints.engine, job.fingerprints.closure(template))
        fingerprint = job.fingerprints.fingerprint(recipe, encoding)
        row = WrittenFile(NOWHERE, "", job.plan.key(path), fingerprint, *made_by, b"", "")
        view = None if isinstance(recipe, CopyRecipe | PictureRecipe) else type(recipe.view)
        due = DueFile(path, row, view, str(number))
        before = job.manifest.get(path)
        known = before.digest if before and reason.kind not in ("new", "missing", "edited", "clean") else ""
        made = due, RenderJob(recipe, encoding, known, f"{job.output}{os.sep}{path}", due.staged)
        if isinstance(recipe, PictureRecipe):
            pictures.by_picture.setdefault(recipe.path, []).append(made)
        else:
            yield made


def _reason(job: Job, path: OutPath, view: type[View] | None, made: Rendered) -> str:
    """The reason for making a file, in words. For changed data it names the changed parts."""
    reason, before = job.work.due[path], job.manifest.get(path)
    if reason.kind == "data" and before and view:
        reason = Reason("data", changed_parts(view, before.parts, made.parts))
    return str(reason)
