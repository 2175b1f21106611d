"""The plan: all files of the site and the recipe of each. Pure; independent of the cache and the output folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.plan import beginnings, sitemap
from tagarchive.plan.checks import broken, broken_promises, without_article
from tagarchive.plan.clashes import collisions, files_in_the_way, two_in_one
from tagarchive.plan.icons import missing_icon
from tagarchive.plan.outputs import (
    articles,
    exports,
    feeds,
    filters,
    free_pages,
    gone_feeds,
    home,
    host_redirects,
    pairs,
    periods,
    pictures,
    redirects,
    static_files,
    subscribe,
    tags,
    terms,
)
from tagarchive.plan.pictures.refusals import refused
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.site_context import SiteContext, site_of, targets_of
from tagarchive.plan.unread import ALL_READ, Unread
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
    periods.planned,
    free_pages.planned,
    redirects.planned,
    host_redirects.planned,
    subscribe.planned,
    feeds.planned,
    gone_feeds.planned,
    exports.planned,
    static_files.planned,
    pictures.planned,
)
"""All kinds of output except the sitemap, which lists the files of the others, and what fills gaps between them."""


def plan(archive: Archive, config: Config, templates: Collection[str], unread: Unread = ALL_READ) -> Plan:
    """All files of the site. `templates` are the names of its templates, `unread` the documents that can't be read.

    Raises `SiteError` if paths clash, if a published address is gone, if the address of a former feed leads to a page
    without a feed, or if a link leads to the address of an article that does not exist.
    """
    made = draft(archive, config, templates, unread)
    if made.problems:
        raise SiteError(*made.problems)
    return made.plan


class Draft(NamedTuple):
    """A plan with its faults. Of two files with one path, it has the first."""

    plan: Plan
    problems: tuple[Problem, ...]


def draft(archive: Archive, config: Config, templates: Collection[str], unread: Unread = ALL_READ) -> Draft:
    """All files of the site as `plan` has them, with the faults that stop a build."""
    site = site_of(archive, config, templates)
    files = [file for output in OUTPUTS for file in output(site, archive)]
    files += sitemap.planned([file.listed for file in files if file.listed])
    planned: dict[str, PlannedFile] = {}
    for file in files:
        planned.setdefault(urls.fold_path(file.path), file)
    problems = [*(collisions(files) if len(planned) < len(files) else ()), *files_in_the_way(planned)]
    problems += two_in_one(planned) if site.addresses.is_bare else ()
    problems += broken_promises(archive, planned)
    problems += feeds.without_feed(site, archive)
    problems += missing_icon(archive.statics, config)
    problems += refused(archive)
    leading = beginnings.planned(site, archive, planned)
    made = Plan(site, {file.path: file for file in (*planned.values(), *leading)})
    made = Plan(site, made.planned, broken(targets_of(archive, config), made))
    return Draft(made, (*problems, *without_article(made, archive, unread)))
