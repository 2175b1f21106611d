"""The replacement of published files: makes those that are due, and puts them in place."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from tagarchive.build.context import BuildContext
from tagarchive.build.job import Job, Making
from tagarchive.build.publishing import Publication, check_foreign, check_names, put_in_place
from tagarchive.build.render_outputs import make
from tagarchive.build.report import BuildRequest, Done, SearchTime
from tagarchive.build.stage import Stage
from tagarchive.build.stale_files import Folder, Leftovers, leftovers, pruned
from tagarchive.build.store import FOLDER, Store
from tagarchive.core.errors import Problem
from tagarchive.core.urls import OutPath

if TYPE_CHECKING:
    from tagarchive.build.search.index import IndexWork, MadeIndex
    from tagarchive.build.site_loader import LoadedSite

NOTHING = Making({}, {})


class Replacement(NamedTuple):
    """The work of replacing the published files.

    Attributes:
        project: the site
        job: the files to render
        request: the request for the build
        folder: the output folder
        search: the work on the search index; None for a site without search
        left: the files of earlier builds, as far as they are known before a new search index is
        context: the context of the build

    """

    project: LoadedSite
    job: Job
    request: BuildRequest
    folder: Folder
    search: IndexWork | None
    left: Leftovers
    context: BuildContext


class Replaced(NamedTuple):
    """The files that were replaced.

    Attributes:
        pages: the files that were rendered
        search: the work on the search index; None for a site without search
        new_index: the search index, if it was made
        left: the files of earlier builds
        notices: notices that only publishing shows

    """

    pages: Making
    search: IndexWork | None
    new_index: MadeIndex | None
    left: Leftovers
    notices: tuple[Problem, ...] = ()

    @property
    def making(self) -> Making:
        """All files that were made."""
        if self.new_index is None:
            return self.pages
        return Making({**self.pages.written, **self.new_index.written}, {**self.pages.staged, **self.new_index.staged})

    @property
    def index_files(self) -> Collection[OutPath]:
        """The files of the search index that are part of the site now."""
        if self.new_index:
            return self.new_index.files
        return self.search.published if self.search else ()

    @property
    def search_time(self) -> SearchTime | None:
        """The time that the search index took; None for a site without search."""
        if self.search is None:
            return None
        return SearchTime(
            self.search.seconds + (self.new_index.seconds if self.new_index else 0), self.new_index is not None
        )


class NewFiles(NamedTuple):
    """The files that were made, in the stage; no index if it is not due."""

    pages: Making
    new_index: MadeIndex | None


def new_files(job: Job, search: IndexWork | None, folder: Folder, context: BuildContext) -> NewFiles:
    """Makes the files that are due, and the search index."""
    pages = make(job, context) if job.work.due else NOTHING
    if search is None or not search.is_due:
        return NewFiles(pages, None)
    from tagarchive.build.search.index import made_index  # noqa: PLC0415 (most sites have no search)

    return NewFiles(pages, made_index(search, job.stage, folder, context))


def remember_search(made: Replaced, folder: Folder, store: Store) -> None:
    """Notes that a new search index is in place, if there is one."""
    if made.search and made.new_index:
        from tagarchive.build.search.index import remember_index  # noqa: PLC0415 (most sites have no search)

        remember_index(made.search, folder, store)


def done(made: Replaced, recorded: int = 0) -> Done:
    """The work that a build did. `recorded` is the number of addresses that it added to the record."""
    return Done(
        made=made.pages.written,
        written=tuple(made.making.staged),
        removed=made.left.removed,
        recorded=recorded,
        search_files=made.new_index.written if made.new_index else {},
        search=made.search_time,
    )


def search_work(project: LoadedSite, request: BuildRequest, folder: Folder, context: BuildContext) -> IndexWork | None:
    """The work on the search index; None for a site without search."""
    if not project.config.search.is_on:
        return None
    # Most sites have no search.
    from tagarchive.build.search.index import index_work  # noqa: PLC0415

    return index_work(project, folder, context, clean=request.clean)


def left_over(project: LoadedSite, request: BuildRequest, folder: Folder, index: Collection[OutPath]) -> Leftovers:
    """The files of earlier builds that the site no longer has. `index` are the files of its search index."""
    planned = {*project.plan, *index} if index else project.plan
    left = leftovers(planned, folder, clean=request.clean)
    return pruned(left, planned, project.config.build.keep, request.output) if request.prune else left


def replaced(work: Replacement) -> Replaced:
    """Makes the files that are due and publishes them, except in a dry run."""
    project, job, request, folder, search, _, context = work
    if request.dry_run:
        made = _new_files(work)
        check_foreign(made.making, folder, request)
        return made
    keys = {path: folder.manifest[path]._replace(key=key) for path, key in job.work.keys.items()}
    context.store.remember_written(folder.name, keys)
    work = work._replace(folder=folder._replace(manifest={**folder.manifest, **keys}))
    made = Replaced(NOTHING, search, None, work.left)
    publication = _publication(work, made)
    is_due = job.work.due or made.left.removed or (search and search.is_due)
    if is_due or publication.manifest(project) != folder.published:
        with Stage(request.output, (context.root / FOLDER, request.output.absolute().parent)) as stage:
            made = _new_files(work._replace(job=job._replace(stage=str(stage.folder))))
            publication = _publication(work, made)
            check_foreign(publication.making, folder, request)
            check_names(publication.making, job, stage)
            after, swap = publication.manifest(project), project.config.build.swap
            made = made._replace(notices=put_in_place(publication, after, stage, context.store, swap=swap))
            remember_search(made, folder, context.store)
    return made


def _new_files(work: Replacement) -> Replaced:
    """Makes the files that are due."""
    made = new_files(work.job, work.search, work.folder, work.context)
    index = made.new_index.files if made.new_index else None
    left = work.left if index is None else left_over(work.project, work.request, work.folder, index)
    return Replaced(made.pages, work.search, made.new_index, left)


def _publication(work: Replacement, made: Replaced) -> Publication:
    edition = work.request.edition
    return Publication(made.making, made.left, work.folder, edition.drafts or edition.future, made.index_files)
