"""The worker that renders recipes to files in the stage."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from tagarchive.build.output_folder import digest_at, telling
from tagarchive.build.store import Bodies
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import SiteError
from tagarchive.plan.reasons import parts_of
from tagarchive.plan.recipes import CopyRecipe, Recipe
from tagarchive.reading.disk import file_at
from tagarchive.reading.documents import TemplateSource
from tagarchive.render.renderer import Renderer
from tagarchive.render.templates import Templates

PackedSources = tuple[tuple[str, TemplateSource], ...]
"""Template sources in hashable form, which the cache of compiled templates requires."""


class RenderJob(NamedTuple):
    """A file to make.

    Attributes:
        recipe: the encoded recipe
        published: SHA-256 of the published file; empty if the file itself must be read
        place: path of the published file
        staged: name of the new file in the stage, used only if it differs from the published one

    """

    recipe: bytes
    published: str
    place: str
    staged: str


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

    """

    root: str
    store: str
    stage: str
    templates: PackedSources


def make_all(orders: Sequence[RenderJob], workshop: WorkerSetup) -> list[Rendered | SiteError]:
    """The result of each job. A file whose template fails yields its error."""
    with closing(Bodies(workshop.store)) as bodies:
        maker = Maker(workshop, Renderer(_templates(workshop.templates), bodies.body))
        return [maker.outcome(order) for order in orders]


@lru_cache(maxsize=1)
def _templates(sources: PackedSources) -> Templates:
    """The compiled templates. Cached for the whole process: compilation is slow, and a worker handles many chunks."""
    return Templates(dict(sources))


_RECIPES = msgspec.msgpack.Decoder(tuple[str, Recipe])


class Maker:
    """Makes the files of jobs."""

    def __init__(self, workshop: WorkerSetup, renderer: Renderer) -> None:
        self.workshop = workshop
        self.renderer = renderer

    def outcome(self, order: RenderJob) -> Rendered | SiteError:
        recipe = _RECIPES.decode(order.recipe)[1]
        try:
            if isinstance(recipe, CopyRecipe):
                return self.copied(recipe, order)
            return self.written(self.renderer.render(recipe), parts_of(recipe.view), order)
        except SiteError as error:
            return error

    def written(self, data: bytes, parts: bytes, order: RenderJob) -> Rendered:
        digest = digest_of_bytes(data)
        differs = digest != _published(order)
        if differs and self.workshop.stage:
            staged = Path(self.workshop.stage, order.staged)
            with telling(staged):
                staged.write_bytes(data)
        return Rendered(digest, differs, parts)

    def copied(self, recipe: CopyRecipe, order: RenderJob) -> Rendered:
        source = file_at(Path(self.workshop.root), recipe.file.path)
        with telling(source), source.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            differs = digest != _published(order)
            if differs and self.workshop.stage:
                shutil.copyfile(source, os.path.join(self.workshop.stage, order.staged))
        return Rendered(digest, differs, b"")


def _published(order: RenderJob) -> str:
    """The SHA-256 of the published file; empty if it is missing."""
    return order.published or digest_at(order.place)
