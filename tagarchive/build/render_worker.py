"""The worker that makes recipes and renders them to files in the stage."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.bodies import Bodies
from tagarchive.build.compiled_templates import compiled_templates
from tagarchive.build.font_files import font_at
from tagarchive.build.job import Job
from tagarchive.build.output_folder import digest_at, telling
from tagarchive.build.store import WrittenFile
from tagarchive.build.text_table import KeptFile, kept_file
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import SiteError
from tagarchive.core.urls import OutPath
from tagarchive.plan.kept_files import apart
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe
from tagarchive.plan.view_parts import parts_of
from tagarchive.reading.disk import file_at
from tagarchive.reading.template_source import TemplateSource
from tagarchive.render.renderer import Renderer
from tagarchive.render.templates import Templates

PackedSources = tuple[tuple[str, TemplateSource], ...]
"""Template sources in hashable form, which the cache of compiled templates requires."""


class DueFile(NamedTuple):
    """A file to make.

    Attributes:
        path: its path in the output folder
        staged: its name in the stage, used only if it differs from the published one

    """

    path: OutPath
    staged: str


class Made(NamedTuple):
    """The result of making a file.

    Attributes:
        written: its record
        differs: true if it differs from the published file
        kept: the file as it is kept to show other texts; None if it is not, or has been kept before

    """

    written: WrittenFile
    differs: bool
    kept: KeptFile | None = None


class DuePicture(NamedTuple):
    """A file that is made of a picture, which is left to a worker for pictures.

    Attributes:
        recipe: its recipe
        written: its record before it is made

    """

    recipe: PictureRecipe
    written: WrittenFile


class WorkerSetup(NamedTuple):
    """The setup of a worker.

    Attributes:
        root: the folder of the site
        store: the file of the store
        templates: the sources of the templates
        compiled: the folder of compiled templates; empty if they are not kept

    """

    root: str
    store: str
    templates: PackedSources
    compiled: str = ""


def make_all(files: Sequence[DueFile], job: Job, setup: WorkerSetup) -> list[Made | DuePicture | SiteError]:
    """The result for each file. One whose template fails yields its error."""
    runner = _runner(setup)
    with closing(runner.bodies):
        return [runner.outcome(file, job) for file in files]


@lru_cache(maxsize=1)  # A worker is called for many files of one build.
def _runner(setup: WorkerSetup) -> JobRunner:
    root, bodies = Path(setup.root), Bodies(setup.store)
    templates = Templates(dict(setup.templates), compiled_templates(setup.compiled))
    return JobRunner(root, bodies, Renderer(templates, bodies.body, partial(font_at, root=root)))


class JobRunner:
    """Makes the files of a job."""

    def __init__(self, root: Path, bodies: Bodies, renderer: Renderer) -> None:
        self.root = root
        self.bodies = bodies
        self.renderer = renderer

    def outcome(self, file: DueFile, job: Job) -> Made | DuePicture | SiteError:
        planned = apart(job.plan.planned[file.path])
        recipe = job.work.recipes.get(file.path) or job.plan.recipe(planned)
        row = job.row(file.path, recipe)
        if isinstance(recipe, PictureRecipe):
            return DuePicture(recipe, row)
        try:
            if isinstance(recipe, CopyRecipe):
                return self.copied(recipe, file, row, job)
            same = job.same(file.path, row)
            parts = same.parts if same else parts_of(recipe.view)
            row = row._replace(parts=parts, reason=job.reason(file.path, recipe, parts))
            made = staged(self.renderer.render(recipe), file, row, job)
        except SiteError as error:
            return error
        return made if same or not job.keeps(planned) else made._replace(kept=kept_file(planned))

    def copied(self, recipe: CopyRecipe, file: DueFile, row: WrittenFile, job: Job) -> Made:
        source = file_at(self.root, recipe.file.path)
        with telling(source), source.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            differs = digest != _published(file, job)
            if differs and job.stage:
                shutil.copyfile(source, os.path.join(job.stage, file.staged))
        return Made(row._replace(digest=digest, reason=job.reason(file.path, recipe, b"")), differs)


def staged(data: bytes, file: DueFile, row: WrittenFile, job: Job) -> Made:
    """The result of making a file, which is written to the stage if it differs from the published one."""
    digest = digest_of_bytes(data)
    differs = digest != _published(file, job)
    if differs and job.stage:
        place = f"{job.stage}{os.sep}{file.staged}"
        with telling(place), open(place, "wb") as opened:
            opened.write(data)
    return Made(row._replace(digest=digest), differs)


def _published(file: DueFile, job: Job) -> str:
    """The SHA-256 of the published file; empty if it is missing."""
    return job.published(file.path) or digest_at(job.place(file.path))
