"""A build that has something to do: the site is read, what is due is made, and put in place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive import next_change
from tagarchive.errors import HalfPublishedError, Location, Problem, SiteError
from tagarchive.load import Inputs, Seen, State
from tagarchive.output import Stage, foreign_files
from tagarchive.project import Project, read_project
from tagarchive.reports import Done, Finished, Request, asked_path
from tagarchive.store import Manifest
from tagarchive.tools import Tools
from tagarchive.urls import OutPath
from tagarchive.work import NOWHERE, Job, Makers, Making, all_work, make, work_of

_HALF_PUBLISHED = "Stopped while files were being put in place: some are new, some are old; build again."


class Remade(NamedTuple):
    """What a build did and how it ended, what was seen of the site's files, and what was odd about the folder."""

    finished: Finished
    done: Done
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]


class Folder(NamedTuple):
    """A folder that is published to: what the store calls it, what was written there, and the states of what is."""

    name: str
    manifest: Manifest
    there: Mapping[OutPath, State]


def remake(request: Request, inputs: Inputs, folder: Folder, tools: Tools) -> Remade:
    """Makes the published files those of the site. Raises `SiteError` where it has faults; then nothing changes."""
    if request.clean:
        tools.store.forget_documents(tools.store.documents())
    project = read_project(inputs, request.edition, tools)
    if request.explain:
        asked_path(request.explain, project.plan)
    makers = Makers(tools.engine.whole, project.closures)
    anew = request.clean
    work = all_work(project.plan) if anew else work_of(project.plan, makers, *folder[1:], tools.store)
    stale = tuple(path for path in folder.manifest if path not in project.plan)
    job = Job(project, work, makers, folder.manifest, inputs.templates, request.output)
    making = _made(job, request, folder, stale, tools)
    if not request.dry_run:
        tools.store.keep_closures({one.digest: one.files for one in project.closures.values()})
    return Remade(
        _finished(project, request),
        Done(making.written, tuple(making.staged), stale),
        project.seen,
        _foreign(project, request, folder),
    )


def _made(job: Job, request: Request, folder: Folder, stale: Sequence[OutPath], tools: Tools) -> Making:
    """Makes what is due and puts it in place, unless it is only to be told what would be."""
    if request.dry_run:
        return make(job, tools) if job.work.due else Making({}, {})
    making = Making({}, {})
    if job.work.due or stale:
        with Stage(request.output) as stage:
            making = make(job._replace(stage=str(stage.folder)), tools)
            _put(making, stale, folder, stage, tools)
    keys = {path: folder.manifest[path]._replace(key=key) for path, key in job.work.keys.items()}
    tools.store.remember_written(folder.name, keys)
    return making


def _put(making: Making, stale: Sequence[OutPath], folder: Folder, stage: Stage, tools: Tools) -> None:
    """Publishes. Killed at any moment, the store knows of every file that may have been written."""
    store = tools.store
    stage.check_places(making.staged, stale)
    new = {path: making.written[path] for path in making.staged if path not in folder.manifest}
    store.remember_written(folder.name, new)
    store.commit()
    try:
        stage.publish(making.staged, stale)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_HALF_PUBLISHED) from None
    except SiteError as error:
        raise HalfPublishedError(*error.problems) from error
    found = stage.settled_states(making.written)
    written = {path: one._replace(state=found.get(path, NOWHERE)) for path, one in making.written.items()}
    store.remember_written(folder.name, written)
    store.forget_written(folder.name, stale)
    store.commit()


def _foreign(project: Project, request: Request, folder: Folder) -> tuple[Problem, ...]:
    """A notice of files that no build wrote, at the first publication to a folder and whenever it is verified."""
    if request.dry_run or (folder.manifest and not request.verify):
        return ()
    found = foreign_files(request.output, project.plan)
    shown = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
    what = f"found {len(found)} files that no build wrote and left them alone: {shown}"
    return (Problem(Location(str(request.output)), what, "remove what you do not want to publish"),) if found else ()


def _finished(project: Project, request: Request) -> Finished:
    now = request.edition.now
    change = next_change(project.archive, now)
    return Finished(
        inputs="",
        since=now.timestamp(),
        until=change.timestamp() if change else math.inf,
        articles=len(project.archive.articles),
        tags=len(project.archive.tags),
        pages=project.plan.pages,
        feeds=project.plan.feeds,
        files=len(project.plan),
        notices=tuple(sorted(set(project.notices))),
    )
