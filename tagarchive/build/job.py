"""The job of a build: what its files are made from, and what is made of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.outdated import Fingerprints, Work
from tagarchive.build.store import NOWHERE, Manifest, WrittenFile
from tagarchive.core.digests import encoded
from tagarchive.core.urls import OutPath
from tagarchive.plan.kept_files import can_keep, shows_texts
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.reasons import Reason
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe, Recipe, template_of
from tagarchive.plan.view_parts import changed_parts
from tagarchive.reading.files import File


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
        name: its name in the store
        stage: path of the stage; empty for a dry run

    """

    plan: Plan
    work: Work
    fingerprints: Fingerprints
    manifest: Manifest
    templates: Mapping[str, File]
    output: Path
    name: str
    stage: str = ""

    def place(self, path: OutPath) -> str:
        """The place of a published file."""
        return f"{self.output}{os.sep}{path}"

    def published(self, path: OutPath) -> str:
        """SHA-256 of the published file; empty if the file itself must be read."""
        before, reason = self.manifest.get(path), self.work.due[path]
        return before.digest if before and reason.kind not in ("new", "missing", "edited", "clean") else ""

    def same(self, path: OutPath, row: WrittenFile) -> WrittenFile | None:
        """The record of a file before, if its recipe and the engine are the same now; None otherwise."""
        before = None if self.work.due[path].kind == "clean" else self.manifest.get(path)
        return before if before and (before.key, before.engine) == (row.key, row.engine) else None

    def keeps(self, file: PlannedFile) -> bool:
        """True if a file is kept, so that it can show other texts without the plan of the whole site."""
        return bool(self.stage) and shows_texts(file) and can_keep(self.plan.site.config)

    def row(self, path: OutPath, recipe: Recipe) -> WrittenFile:
        """The record of a file before it is made."""
        template, (engine, _) = template_of(recipe), self.fingerprints
        fingerprint = self.fingerprints.fingerprint(recipe, encoded(recipe))
        made_by = (template, engine, self.fingerprints.closure(template))
        return WrittenFile(NOWHERE, "", self.plan.key(path), fingerprint, *made_by, b"", "")

    def reason(self, path: OutPath, recipe: Recipe, parts: bytes) -> str:
        """The reason for making a file, in words. For changed data it names the changed `parts` of the view."""
        reason, before = self.work.due[path], self.manifest.get(path)
        if reason.kind == "data" and before and not isinstance(recipe, CopyRecipe | PictureRecipe):
            reason = Reason("data", changed_parts(type(recipe.view), before.parts, parts))
        return str(reason)
