"""Detection of outdated files: files of a plan that a build must make, and the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.build.store import NOWHERE, Manifest, Store, WrittenFile
from tagarchive.build.template_closures import Closure
from tagarchive.core.digests import digest_of_bytes, digest_of_text, encoded
from tagarchive.core.urls import OutPath
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.reasons import Reason
from tagarchive.plan.recipes import Recipe, template_of
from tagarchive.reading.file_state import State

MOST_RECIPES = 300
"""Maximum number of recipes that are kept until their files are made. More would take too much memory."""


class Work(NamedTuple):
    """The work of a build.

    Attributes:
        due: the files to make, each with the reason
        keys: the new keys of files with changed parts but an unchanged recipe
        recipes: recipes of the first `MOST_RECIPES` files whose recipe had to be made to tell whether they are due

    """

    due: Mapping[OutPath, Reason]
    keys: Mapping[OutPath, str]
    recipes: Mapping[OutPath, Recipe] = {}


class Fingerprints(NamedTuple):
    """Digests of everything besides a recipe that affects the bytes of a file.

    Attributes:
        engine: the digest of the engine
        closures: the closure of each page's template

    """

    engine: str
    closures: Mapping[str, Closure]

    def closure(self, template: str) -> str:
        """The digest of a template's closure; empty for outputs without a template."""
        return self.closures[template].digest if template in self.closures else ""

    def fingerprint(self, recipe: Recipe, encoding: bytes) -> str:
        """A digest of everything that the bytes of a file depend on."""
        return digest_of_text(f"{self.engine} {self.closure(template_of(recipe))} {digest_of_bytes(encoding)}")


def all_work(plan: Plan) -> Work:
    """The work of a clean build: all files."""
    return Work(dict.fromkeys(plan, Reason("clean")), {})


def work_of(
    plan: Plan, fingerprints: Fingerprints, manifest: Manifest, there: Mapping[OutPath, State], store: Store
) -> Work:
    """The work needed to update the published files to the plan."""
    due: dict[OutPath, Reason] = {}
    keys: dict[OutPath, str] = {}
    recipes: dict[OutPath, Recipe] = {}
    obvious = _Obvious(fingerprints, store)
    for path in plan:
        before = manifest.get(path)
        reason = obvious.reason(before, there.get(path))
        if reason is None and before and before.key != (key := plan.key(path)):
            recipe = plan[path]
            if fingerprints.fingerprint(recipe, encoded(recipe)) == before.fingerprint:
                keys[path] = key
            else:
                reason = Reason("data")
                if len(recipes) < MOST_RECIPES:
                    recipes[path] = recipe
        if reason:
            due[path] = reason
    return Work(due, keys, recipes)


class _Obvious:
    """Finds the reasons for making a file that do not depend on its content."""

    def __init__(self, fingerprints: Fingerprints, store: Store) -> None:
        self.fingerprints = fingerprints
        self.store = store
        self.templates: dict[tuple[str, str], Reason] = {}

    def reason(self, before: WrittenFile | None, there: State | None) -> Reason | None:
        if before is None or before.state == NOWHERE:
            return Reason("new")
        if there is None:
            return Reason("missing")
        if there != before.state:
            return Reason("edited")
        if before.engine != self.fingerprints.engine:
            return Reason("engine")
        if before.closure != self.fingerprints.closure(before.template):
            return self.template(before.closure, before.template)
        return None

    def template(self, closure: str, template: str) -> Reason:
        if (closure, template) not in self.templates:
            before = self.store.fact(f"closure {closure}", dict[str, str]) or {}
            now = self.fingerprints.closures[template].files if template in self.fingerprints.closures else {}
            names = sorted({name.removeprefix("/") for name, _ in before.items() ^ now.items()})
            self.templates[closure, template] = Reason("template", tuple(names))
        return self.templates[closure, template]
