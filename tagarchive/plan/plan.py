"""The plan: all files of the site and the recipe of each. Pure; independent of the cache and the output folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.plan import sitemap
from tagarchive.plan.checks import broken_promises, collision, files_in_the_way
from tagarchive.plan.icons import missing_icon
from tagarchive.plan.outputs import (
    articles,
    exports,
    feeds,
    filters,
    free_pages,
    gone_feeds,
    home,
    pairs,
    redirects,
    static_files,
    subscribe,
    tags,
    terms,
)
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.site_context import SiteContext, site_of
from tagarchive.reading.config import Config

Output = Callable[[SiteContext, Archive], Iterator[PlannedFile]]
"""A function that plans all files of one kind of output."""

OUTPUTS: tuple[Output, ...] = (
    home.planned,
    articles.planned,
    tags.planned,
    pairs.planned,
    filters.planned,
    terms.planned,
    free_pages.planned,
    redirects.planned,
    subscribe.planned,
    feeds.planned,
    gone_feeds.planned,
    exports.planned,
    static_files.planned,
)
"""All kinds of output except the sitemap, which lists the files of the others."""


def plan(archive: Archive, config: Config, templates: Collection[str]) -> Plan:
    """All files of the site. `templates` are the names of its templates.

    Raises `SiteError` if paths clash, if a published address is gone, or if the address of a former feed leads to a
    page without a feed.
    """
    made = draft(archive, config, templates)
    if made.problems:
        raise SiteError(*made.problems)
    return made.plan


class Draft(NamedTuple):
    """A plan with its faults. Of two files with one path, it has the first."""

    plan: Plan
    problems: tuple[Problem, ...]


def draft(archive: Archive, config: Config, templates: Collection[str]) -> Draft:
    """All files of the site as `plan` has them, with the faults that stop a build."""
    site = site_of(archive, config, templates)
    files = [file for output in OUTPUTS for file in output(site, archive)]
    files += sitemap.planned([file.listed for file in files if file.listed])
    planned: dict[str, PlannedFile] = {}
    problems: list[Problem] = []
    for file in files:
        first = planned.setdefault(urls.fold_path(file.path), file)
        if first is not file:
            problems.append(collision(first, file))
    problems += files_in_the_way(planned)
    problems += broken_promises(archive, planned)
    problems += feeds.without_feed(site, archive)
    problems += missing_icon(archive.statics, config)
    return Draft(Plan(site, {file.path: file for file in planned.values()}), tuple(problems))
