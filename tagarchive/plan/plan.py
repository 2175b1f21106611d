"""The plan: all files of the site and the recipe of each. Pure; independent of the cache and the output folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.plan import beginnings, sitemap
from tagarchive.plan.beside import with_alternates
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
    search,
    social_cards,
    static_files,
    subscribe,
    tags,
    terms,
)
from tagarchive.plan.pictures.refusals import refused
from tagarchive.plan.planned_files import Plan, PlannedFile, SitemapItem
from tagarchive.plan.site_context import SiteContext, site_of, targets_of
from tagarchive.plan.unread import ALL_READ, Unread
from tagarchive.reading.config import Config
from tagarchive.reading.site_languages import site_languages

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
    search.planned,
    feeds.planned,
    gone_feeds.planned,
    exports.planned,
    social_cards.planned,
    static_files.planned,
    pictures.planned,
)
"""All kinds of output except the sitemap, which lists the files of the others, and what fills gaps between them."""


OF_ALL_LANGUAGES = frozenset(
    (redirects.planned, host_redirects.planned, gone_feeds.planned, static_files.planned, pictures.planned)
)
"""Kinds of output that a site in several languages has once."""


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
    parts = archive.in_languages
    sites = [site_of(part, one, templates) for part, one in zip(parts, site_languages(config), strict=True)]
    site = sites[0]
    files = list(_files(sites, archive))
    files += sitemap.planned([_in_sitemap(file.listed, file) for file in files if file.listed])
    planned = {urls.fold_path(file.path): file for file in files}
    problems: list[Problem] = []
    if len(planned) < len(files):
        first = {urls.fold_path(file.path): file for file in reversed(files)}
        planned = {key: first[key] for key in planned}
        problems += collisions(files)
    problems += files_in_the_way(planned)
    problems += two_in_one(planned) if site.addresses.is_bare else ()
    problems += broken_promises(archive, planned)
    problems += feeds.without_feed(site, archive)
    problems += missing_icon(archive.statics, config)
    problems += refused(archive)
    problems += archive.fonts.problems if archive.fonts else ()
    leading = [
        structs.replace(file, edition=one.edition)
        for one, part in zip(sites, parts, strict=True)
        for file in beginnings.planned(one, part, planned)
    ]
    made = Plan(sites, {file.path: file for file in (*planned.values(), *leading)})
    made = Plan(sites, made.planned, broken(targets_of(archive, config), made))
    return Draft(made, (*problems, *without_article(made, archive, unread)))


def _in_sitemap(item: SitemapItem, file: PlannedFile) -> SitemapItem:
    """The entry of a file in the sitemap, with the page in its other languages."""
    return structs.replace(item, alternates=file.alternates) if file.alternates else item


def _files(sites: Sequence[SiteContext], archive: Archive) -> Iterator[PlannedFile]:
    """The files of all languages of a site, and those that it has once."""
    if not archive.parts:
        yield from (file for output in OUTPUTS for file in output(sites[0], archive))
        return
    files = [
        structs.replace(file, edition=site.edition)
        for site, part in zip(sites, archive.parts, strict=True)
        for output in OUTPUTS
        if output not in OF_ALL_LANGUAGES
        for file in output(site, part)
    ]
    yield from with_alternates(files, {site.edition: site for site in sites})
    yield from (file for output in OUTPUTS if output in OF_ALL_LANGUAGES for file in output(sites[0], archive))
