"""Recipes to files in the stage: what a worker process does with the orders that it is given."""

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
"""Template sources in a form that can be told apart by value, and so remembered."""


class RenderJob(NamedTuple):
    """One file to make: its recipe, encoded, and the name that it gets in the stage if it is not what is published.

    `published` is the SHA-256 of the published file, or nothing where only reading the file at `place` tells.
    """

    recipe: bytes
    published: str
    place: str
    staged: str


class Rendered(NamedTuple):
    """A file that was made: its SHA-256, whether it differs from the published one, and the parts of its view."""

    digest: str
    differs: bool
    parts: bytes


class WorkerSetup(NamedTuple):
    """What recipes are made with: the site's folder, its store and its templates; `stage` is where files go, if any."""

    root: str
    store: str
    stage: str
    templates: PackedSources


def make_all(orders: Sequence[RenderJob], workshop: WorkerSetup) -> list[Rendered | SiteError]:
    """What each order asks for, or the error that says why a template fails on it."""
    with closing(Bodies(workshop.store)) as bodies:
        maker = Maker(workshop, Renderer(_templates(workshop.templates), bodies.body))
        return [maker.outcome(order) for order in orders]


@lru_cache(maxsize=1)
def _templates(sources: PackedSources) -> Templates:
    """Compiled once a process: a function of its argument, remembered since compiling outlasts a chunk."""
    return Templates(dict(sources))


_RECIPES = msgspec.msgpack.Decoder(tuple[str, Recipe])


class Maker:
    """Makes files in one workshop."""

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
    """The SHA-256 of the published file; nothing where there is none."""
    return order.published or digest_at(order.place)
