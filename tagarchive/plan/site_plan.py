"""Documents to archive and plan, with all faults that stop a build. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from tagarchive.archive.assemble import assembled
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive
from tagarchive.core.errors import Problem
from tagarchive.plan.plan import draft
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.unread import Unread, unread_of
from tagarchive.reading.config import Config
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import CONFIG_FILE

_BY_CONFIG = frozenset({"address-too-long", "unknown-key"})
"""Codes of faults of documents that may be none as soon as the config can be read: it names keys and addresses."""


class SitePlan(NamedTuple):
    """The archive and the plan of a site. They are for use where there are no problems.

    Attributes:
        archive: the archive, without what has faults
        plan: the plan of that
        unread: documents that can't be read
        problems: faults between documents, and those of the plan

    """

    archive: Archive
    plan: Plan
    unread: Unread
    problems: tuple[Problem, ...]


def site_plan(material: Material, config: Config, edition: Edition, templates: Collection[str]) -> SitePlan:
    """The plan of a site, with the faults of all steps. `templates` are the names of its templates.

    Faults of articles that are held back are among them: on their date nobody watches the build.
    """
    made = _planned(material, config, edition, templates)
    if not made.archive.held:
        return made
    known = {(problem.where, problem.code) for problem in made.problems}
    later = _planned(material, config, edition._replace(future=True), templates).problems
    more = (problem for problem in later if (problem.where, problem.code) not in known)
    return made._replace(problems=(*made.problems, *more))


def _planned(material: Material, config: Config, edition: Edition, templates: Collection[str]) -> SitePlan:
    archive, problems, _, _ = assembled(material, config, edition)
    unread = unread_of(material.unread, config)
    made = draft(unread.without_promises(archive), config, templates, unread)
    return SitePlan(archive, made.plan, unread, (*problems, *made.problems))


def certain(problems: Iterable[Problem]) -> set[Problem]:
    """The problems of a site whose config has faults, without those that may come from these."""
    return {one for one in problems if one.code not in _BY_CONFIG or one.where.path == CONFIG_FILE}
