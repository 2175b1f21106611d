"""A build with work to do: loads the site, makes the files that are due, and publishes them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from tagarchive.archive.model import counted_once
from tagarchive.archive.schedule import next_change
from tagarchive.build.context import BuildContext
from tagarchive.build.outdated import Fingerprints, all_work, work_of
from tagarchive.build.output_folder import foreign_files
from tagarchive.build.publishing import Publication, check_foreign, check_names, put_in_place
from tagarchive.build.recording import Recording, recording
from tagarchive.build.render_outputs import Job, Making, make
from tagarchive.build.report import BuildRequest, Done, Finished, asked_path
from tagarchive.build.site_loader import LoadedSite, read_project
from tagarchive.build.stage import Stage
from tagarchive.build.stale_files import Folder, Leftovers, check_removals, leftovers, pruned, shown
from tagarchive.build.store import FOLDER
from tagarchive.build.strictness import check_notices
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.plan.planned_files import FileKind
from tagarchive.reading.config import Config
from tagarchive.reading.file_state import Seen
from tagarchive.reading.site_files import Inputs


class Remade(NamedTuple):
    """The result of a build with work to do.

    Attributes:
        finished: the result, to be kept for the next build
        done: the work done
        seen: the states and digests of the source files
        notices: notices about the output folder
        late: notices that only publishing shows
        strict: codes of notices that stop the build

    """

    finished: Finished
    done: Done
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]
    late: tuple[Problem, ...]
    strict: Collection[str]


def remake(
    request: BuildRequest, inputs: Inputs, folder: Folder, context: BuildContext, notices: tuple[Problem, ...]
) -> Remade:
    """Updates the published files. `notices` are those about the store.

    Raises `SiteError` if the site has faults, or notices that stop the build; nothing is changed then.
    """
    if request.clean:
        context.store.forget_all()
    project = read_project(inputs, request.edition, context, restrict=_restriction(request))
    if request.explain:
        asked_path(request.explain, project.plan)
    if not request.allow_removals:
        check_removals(project.archive, folder.published.articles)
    fingerprints = Fingerprints(context.engine.whole, project.closures)
    known = (folder.manifest, folder.there, context.store)
    work = all_work(project.plan) if request.clean else work_of(project.plan, fingerprints, *known)
    left = leftovers(project.plan, folder, clean=request.clean)
    if request.prune:
        left = pruned(left, project.plan, project.config.build.keep, request.output)
    about_folder = (*left.notices(request.output), *_foreign(project, request, folder, left))
    strict = {*request.strict, *project.config.build.strict}
    check_notices((*notices, *project.notices, *about_folder), strict)
    job = Job(project, work, fingerprints, folder.manifest, inputs.templates, request.output)
    making, late = _made(job, request, folder, left, context)
    if not request.dry_run:
        context.store.keep_closures({closure.digest: closure.files for closure in project.closures.values()})
    record = recording(project, request)
    return Remade(
        _finished(project, request, record),
        Done(making.written, tuple(making.staged), left.removed, record.added),
        record.seen,
        about_folder,
        late,
        strict,
    )


def _restriction(request: BuildRequest) -> Callable[[Config], Config]:
    """The function that restricts the config of an untrusted site."""
    if not request.untrusted:
        return lambda config: config
    from tagarchive.build.untrusted import restricted_config  # noqa: PLC0415 (few ask for it)

    return restricted_config


def _made(
    job: Job, request: BuildRequest, folder: Folder, left: Leftovers, context: BuildContext
) -> tuple[Making, tuple[Problem, ...]]:
    """Makes the files that are due and publishes them, except in a dry run. Returns them with notices."""
    due = job.work.due
    if request.dry_run:
        making = make(job, context) if due else Making({}, {})
        check_foreign(making, folder, request)
        return making, ()
    keys = {path: folder.manifest[path]._replace(key=key) for path, key in job.work.keys.items()}
    context.store.remember_written(folder.name, keys)
    folder, notices = folder._replace(manifest={**folder.manifest, **keys}), tuple[Problem, ...]()
    preview = request.edition.drafts or request.edition.future
    publication = Publication(Making({}, {}), left, folder, preview)
    if due or left.removed or publication.manifest(job.project) != folder.published:
        with Stage(request.output, (context.root / FOLDER, request.output.absolute().parent)) as stage:
            if due:
                publication = publication._replace(making=make(job._replace(stage=str(stage.folder)), context))
            check_foreign(publication.making, folder, request)
            check_names(publication.making, job, stage)
            notices = put_in_place(publication, job.project, stage, context.store)
    return publication.making, notices


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


def _finished(project: LoadedSite, request: BuildRequest, record: Recording) -> Finished:
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
        files=len(project.plan),
        notices=tuple(sorted(set(record.notices))),
        unrecorded=record.missing,
        outside=project.outside,
        has_record=record.added > 0 or bool(project.ledger.published or project.ledger.retired),
    )
