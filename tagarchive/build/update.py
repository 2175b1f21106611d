"""A build with work to do: loads the site, makes the files that are due, and publishes them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection

from tagarchive.archive.model import counted_once
from tagarchive.archive.schedule import next_change
from tagarchive.build.context import BuildContext
from tagarchive.build.job import Job
from tagarchive.build.kept_texts import keep_texts
from tagarchive.build.outdated import Fingerprints, Work, all_work, work_of
from tagarchive.build.output_folder import foreign_files
from tagarchive.build.recording import Recording, recording
from tagarchive.build.replacement import Replaced, Replacement, done, left_over, replaced, search_work
from tagarchive.build.report import BuildRequest, Finished, Remade, asked_path
from tagarchive.build.site_loader import LoadedSite, read_project
from tagarchive.build.stale_files import Folder, Leftovers, check_removals, shown
from tagarchive.build.strictness import check_notices
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.core.urls import OutPath
from tagarchive.plan.planned_files import FileKind
from tagarchive.reading.config import Config
from tagarchive.reading.site_files import Inputs


def remake(
    request: BuildRequest, inputs: Inputs, folder: Folder, context: BuildContext, notices: tuple[Problem, ...]
) -> Remade:
    """Updates the published files. `notices` are those about the store.

    Raises `SiteError` if the site has faults, or notices that stop the build; nothing is changed then.
    """
    if request.clean:
        context.store.forget_all()
    project = read_project(inputs, request.edition, context, restrict=_restriction(request))
    if not request.allow_removals:
        check_removals(project.archive, folder.published.articles)
    fingerprints = Fingerprints(context.engine.whole, project.closures)
    known = (folder.manifest, folder.there, context.store)
    work = all_work(project.plan) if request.clean else work_of(project.plan, fingerprints, *known)
    job = Job(project.plan, work, fingerprints, folder.manifest, inputs.templates, request.output, folder.name)
    search = search_work(project, request, folder, context)
    index = search.published if search else ()
    if request.explain:
        asked_path(request.explain, {*project.plan, *index})
    left = left_over(project, request, folder, index)
    about_folder = (*left.notices(request.output), *_foreign(project, request, folder, left))
    strict = {*request.strict, *project.config.build.strict}
    check_notices((*notices, *project.notices, *about_folder), strict)
    made = replaced(Replacement(project, job, request, folder, search, left, context))
    if not request.dry_run:
        keep_texts(context.store, folder.name, project.plan, _keys(folder, work, made), project.records)
        context.store.keep_closures({closure.digest: closure.files for closure in project.closures.values()})
    record = recording(project, request)
    return Remade(
        _finished(project, request, record, made.index_files),
        done(made, record.added),
        record.seen,
        about_folder,
        made.notices,
        strict,
    )


def _keys(folder: Folder, work: Work, made: Replaced) -> dict[OutPath, str]:
    """The key of each file of the site."""
    before, now = ({path: row.key for path, row in rows.items()} for rows in (folder.manifest, made.pages.written))
    return {**before, **work.keys, **now}


def _restriction(request: BuildRequest) -> Callable[[Config], Config]:
    """The function that restricts the config of an untrusted site."""
    if not request.untrusted:
        return lambda config: config
    from tagarchive.build.untrusted import restricted_config  # noqa: PLC0415 (few ask for it)

    return restricted_config


def _foreign(project: LoadedSite, request: BuildRequest, folder: Folder, left: Leftovers) -> tuple[Problem, ...]:
    """A notice about files that no build wrote, for the first build to a folder and for builds with `verify`."""
    if request.dry_run or (folder.manifest and not request.verify):
        return ()
    foreign = foreign_files(request.output, {*project.plan, *folder.manifest, *left.removed})
    message = f"found {counted(len(foreign), 'file')} that no build wrote, and left alone: {shown(foreign)}"
    return (
        (Problem(Location(str(request.output)), "foreign-file", message, "remove what you do not want to publish"),)
        if foreign
        else ()
    )


def _finished(project: LoadedSite, request: BuildRequest, record: Recording, index: Collection[OutPath]) -> Finished:
    now = request.edition.now
    change = next_change(project.archive, now)
    counts = Counter(file.kind for file in project.plan.planned.values())
    return Finished(
        inputs="",
        since=now.timestamp(),
        until=change.timestamp() if change else math.inf,
        articles=len(project.archive.articles),
        tags=counted_once(project.archive.tags),
        pages=counts[FileKind.PAGE],
        feeds=counts[FileKind.FEED],
        files=len(project.plan) + len(index),
        notices=tuple(sorted(set(record.notices))),
        unrecorded=record.missing,
        outside=project.outside,
        has_record=record.added > 0 or bool(project.ledger.published or project.ledger.retired),
    )
