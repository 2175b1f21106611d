"""Which files of a plan have to be made, and why; and their making."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tagarchive.digests import digest_of_bytes, digest_of_text, encoded
from tagarchive.errors import Problems, SiteError
from tagarchive.file_state import State
from tagarchive.model import File
from tagarchive.project import Closure, Project, template_sources
from tagarchive.reasons import Reason, changed_parts
from tagarchive.recipes import CopyRecipe, Plan, Recipe, template_of
from tagarchive.store import NOWHERE, Manifest, Store, Written
from tagarchive.tools import Tools
from tagarchive.urls import OutPath
from tagarchive.views.parts import View
from tagarchive.workers import Interrupts

if TYPE_CHECKING:
    from tagarchive.render import Made, Order


class Work(NamedTuple):
    """The files of a plan that have to be made, each with why, and the new keys of those whose recipe is the same."""

    due: Mapping[OutPath, Reason]
    keys: Mapping[OutPath, str]


class Makers(NamedTuple):
    """What turns recipes into bytes: the engine, and the closure of each template."""

    engine: str
    closures: Mapping[str, Closure]

    def closure(self, template: str) -> str:
        """The digest of a template's closure; nothing for what no template makes."""
        return self.closures[template].digest if template in self.closures else ""

    def fingerprint(self, recipe: Recipe, encoding: bytes) -> str:
        """A digest of everything that the bytes of a file depend on."""
        return digest_of_text(f"{self.engine} {self.closure(template_of(recipe))} {digest_of_bytes(encoding)}")


def all_work(plan: Plan) -> Work:
    """The work of making everything anew."""
    return Work(dict.fromkeys(plan, Reason("anew")), {})


def work_of(plan: Plan, makers: Makers, manifest: Manifest, there: Mapping[OutPath, State], store: Store) -> Work:
    """What has to be made so that the published files are those of the plan."""
    due: dict[OutPath, Reason] = {}
    keys: dict[OutPath, str] = {}
    obvious = _Obvious(makers, store)
    for path in plan:
        before = manifest.get(path)
        reason = obvious.reason(before, there.get(path))
        if reason is None and before and before.key != (key := plan.key(path)):
            recipe = plan[path]
            if makers.fingerprint(recipe, encoded(recipe)) == before.fingerprint:
                keys[path] = key
            else:
                reason = Reason("data")
        if reason:
            due[path] = reason
    return Work(due, keys)


class _Obvious:
    """Tells why a file has to be made whatever it shows."""

    def __init__(self, makers: Makers, store: Store) -> None:
        self.makers = makers
        self.store = store
        self.templates: dict[tuple[str, str], Reason] = {}

    def reason(self, before: Written | None, there: State | None) -> Reason | None:
        if before is None or before.state == NOWHERE:
            return Reason("new")
        if there is None:
            return Reason("missing")
        if there != before.state:
            return Reason("edited")
        if before.engine != self.makers.engine:
            return Reason("engine")
        if before.closure != self.makers.closure(before.template):
            return self.template(before.closure, before.template)
        return None

    def template(self, closure: str, template: str) -> Reason:
        if (closure, template) not in self.templates:
            before = self.store.fact(f"closure {closure}", dict[str, str]) or {}
            now = self.makers.closures[template].files if template in self.makers.closures else {}
            names = sorted({name for name, _ in before.items() ^ now.items()})
            self.templates[closure, template] = Reason("template", tuple(names))
        return self.templates[closure, template]


class Making(NamedTuple):
    """Files that were made: what to remember of each, and the name in the stage of those that differ."""

    written: Mapping[OutPath, Written]
    staged: Mapping[OutPath, str]


class Job(NamedTuple):
    """What there is to make, of what, and where."""

    project: Project
    work: Work
    makers: Makers
    manifest: Manifest
    templates: Mapping[str, File]
    output: Path
    stage: str = ""


def make(job: Job, tools: Tools) -> Making:
    """Makes what is due, in the stage. Raises `SiteError` where templates fail."""
    with Interrupts():
        from tagarchive.render import Workshop, make_all  # noqa: PLC0415 (only this needs what renders)

    workshop = Workshop(str(tools.root), str(tools.store.file), job.stage, template_sources(tools.root, job.templates))
    problems, count = Problems(), len(job.work.due)
    asked: deque[Asked] = deque()
    made = tools.workers.spread(partial(make_all, workshop=workshop), _orders(job, asked), count)
    written: dict[OutPath, Written] = {}
    staged: dict[OutPath, str] = {}
    for number, outcome in enumerate(tools.watch(made, count, "files")):
        path, row, view = asked.popleft()
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            continue
        written[path] = row._replace(
            digest=outcome.digest, parts=outcome.parts, reason=_reason(job, path, view, outcome)
        )
        if outcome.differs:
            staged[path] = str(number)
    problems.raise_any()
    return Making(written, staged)


class Asked(NamedTuple):
    """A file that was ordered: what is known of it before it is made, and the class of its view, if it has one."""

    path: OutPath
    written: Written
    view: type[View] | None


def _orders(job: Job, asked: deque[Asked]) -> Iterator[Order]:
    """An order for each file that is due; notes what is known of it before it is made."""
    from tagarchive.render import Order  # noqa: PLC0415

    for number, (path, reason) in enumerate(job.work.due.items()):
        recipe = job.project.plan[path]
        encoding, template = encoded(recipe), template_of(recipe)
        made_by = (template, job.makers.engine, job.makers.closure(template))
        fingerprint = job.makers.fingerprint(recipe, encoding)
        row = Written(NOWHERE, "", job.project.plan.key(path), fingerprint, *made_by, b"", "")
        asked.append(Asked(path, row, None if isinstance(recipe, CopyRecipe) else type(recipe.view)))
        before = job.manifest.get(path)
        known = before.digest if before and reason.kind not in ("new", "missing", "edited", "anew") else ""
        yield Order(encoding, known, str(job.output / path), str(number))


def _reason(job: Job, path: OutPath, view: type[View] | None, made: Made) -> str:
    """Why a file was made, in words; now that it was, with what of its data changed."""
    reason, before = job.work.due[path], job.manifest.get(path)
    if reason.kind == "data" and before and view:
        reason = Reason("data", changed_parts(view, before.parts, made.parts))
    return str(reason)
