"""The worker that renders recipes to files in the stage."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tagarchive.build.bodies import Bodies
from tagarchive.build.compiled_templates import compiled_templates
from tagarchive.build.font_files import font_at
from tagarchive.build.output_folder import digest_at, telling
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import SiteError
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe, Recipe
from tagarchive.plan.view_parts import parts_of
from tagarchive.reading.disk import file_at
from tagarchive.reading.template_source import TemplateSource
from tagarchive.render.renderer import Renderer
from tagarchive.render.templates import Templates

PackedSources = tuple[tuple[str, TemplateSource], ...]
"""Template sources in hashable form, which the cache of compiled templates requires."""


class RenderJob(NamedTuple):
    """A file to make. Worker processes get the encoding of its recipe and not the recipe itself.

    Attributes:
        recipe: the recipe
        encoding: its encoding
        published: SHA-256 of the published file; empty if the file itself must be read
        place: path of the published file
        staged: name of the new file in the stage, used only if it differs from the published one

    """

    recipe: Recipe
    encoding: bytes
    published: str
    place: str
    staged: str

    def __reduce__(self) -> tuple[Any, ...]:
        return job_of, self[1:]


def job_of(encoding: bytes, published: str, place: str, staged: str) -> RenderJob:
    """The job for a recipe by its encoding."""
    return RenderJob(_decoder().decode(encoding)[1], encoding, published, place, staged)


@cache  # A build with one edit decodes no recipe, and a decoder takes longer to make than a page.
def _decoder() -> msgspec.msgpack.Decoder[tuple[str, Recipe]]:
    return msgspec.msgpack.Decoder(tuple[str, Recipe])


class Rendered(NamedTuple):
    """The result of making a file.

    Attributes:
        digest: its SHA-256
        differs: true if it differs from the published file
        parts: the digests of the parts of its view; empty for a copied file

    """

    digest: str
    differs: bool
    parts: bytes


class WorkerSetup(NamedTuple):
    """The setup of a worker.

    Attributes:
        root: the folder of the site
        store: the file of the store
        stage: the folder for new files; empty for a dry run
        templates: the sources of the templates
        compiled: the folder of compiled templates; empty if they are not kept

    """

    root: str
    store: str
    stage: str
    templates: PackedSources
    compiled: str = ""


def make_all(jobs: Sequence[RenderJob], setup: WorkerSetup) -> list[Rendered | SiteError]:
    """The result of each job. A file whose template fails yields its error."""
    runner = _runner(setup)
    with closing(runner.bodies):
        return [runner.outcome(job) for job in jobs]


@lru_cache(maxsize=1)  # A worker is called for many jobs of one build.
def _runner(setup: WorkerSetup) -> JobRunner:
    bodies = Bodies(setup.store)
    templates = Templates(dict(setup.templates), compiled_templates(setup.compiled))
    return JobRunner(setup, bodies, Renderer(templates, bodies.body, partial(font_at, root=Path(setup.root))))


class JobRunner:
    """Makes the files of jobs."""

    def __init__(self, setup: WorkerSetup, bodies: Bodies, renderer: Renderer) -> None:
        self.setup = setup
        self.bodies = bodies
        self.renderer = renderer

    def outcome(self, job: RenderJob) -> Rendered | SiteError:
        recipe = job.recipe
        try:
            if isinstance(recipe, CopyRecipe):
                return self.copied(recipe, job)
            if isinstance(recipe, PictureRecipe):
                raise TypeError("pictures have a worker of their own")
            return staged(self.renderer.render(recipe), parts_of(recipe.view), job, self.setup.stage)
        except SiteError as error:
            return error

    def copied(self, recipe: CopyRecipe, job: RenderJob) -> Rendered:
        source = file_at(Path(self.setup.root), recipe.file.path)
        with telling(source), source.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            differs = digest != _published(job)
            if differs and self.setup.stage:
                shutil.copyfile(source, os.path.join(self.setup.stage, job.staged))
        return Rendered(digest, differs, b"")


def staged(data: bytes, parts: bytes, job: RenderJob, stage: str) -> Rendered:
    """The result of making a file, which is written to the stage if it differs from the published one."""
    digest = digest_of_bytes(data)
    differs = digest != _published(job)
    if differs and stage:
        place = f"{stage}{os.sep}{job.staged}"
        with telling(place), open(place, "wb") as opened:
            opened.write(data)
    return Rendered(digest, differs, parts)


def _published(job: RenderJob) -> str:
    """The SHA-256 of the published file; empty if it is missing."""
    return job.published or digest_at(job.place)
