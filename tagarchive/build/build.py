"""The one orchestrator: files in, a published site out. It reads as the flow in docs/architecture.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tagarchive.build.context import BuildContext, Progress, unwatched, with_store, with_temporary_store
from tagarchive.build.engine import engine
from tagarchive.build.output_folder import check_folder, digest_at, states
from tagarchive.build.process_pool import Workers
from tagarchive.build.report import Done, Finished, Report, Request, asked_path, explained, report
from tagarchive.build.store import FOLDER, Store, unseen
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Problem
from tagarchive.core.urls import OutPath
from tagarchive.reading.disk import FOLDERS, check_site
from tagarchive.reading.file_state import State
from tagarchive.reading.site_files import Inputs, Known, load

if TYPE_CHECKING:
    from tagarchive.build.stale_files import Folder


def build(request: Request, watch: Progress = unwatched, waiting: Callable[[], None] = lambda: None) -> Report:
    """Builds and publishes a site. Raises `SiteError` with every fault; the published site then stays as it was.

    `waiting` is called where another build of the site is under way, before waiting for its end.
    """
    check_folder(request.output, request.root, (*FOLDERS, FOLDER))
    check_site(request.root)
    if request.untrusted:
        return with_temporary_store(request.root, lambda store: _Build(request, store, watch).report(()))
    return with_store(request.root, lambda store, odd: _Build(request, store, watch).report(odd), waiting)


class _Build:
    """One build of a site, with one store."""

    def __init__(self, request: Request, store: Store, watch: Progress) -> None:
        self.request = request
        self.store = store
        self.watch = watch
        self.engine = engine()
        self.where = name_of(request.output, request.root)

    def report(self, notices: tuple[Problem, ...]) -> Report:
        request, seen = self.request, self.store.seen()
        inputs = self.inputs({} if request.verify or request.clean else seen)
        written = self.store.states(self.where)
        there = self.there(written)
        last = self.store.fact(f"finished {self.where}", Finished)
        if last and self.still_holds(last, inputs, written, there):
            told = self.explained(Done({}))
            self.remember(last, seen, inputs.seen)
            return report(last, Done({}), told, notices)
        # What a build needs that has something to do takes longer to import than one that has nothing to do takes.
        from tagarchive.build.update import remake  # noqa: PLC0415

        folder = self.folder(there)
        with Workers(request.jobs) as workers:
            tools = BuildContext(request.root, self.engine, self.store, workers, self.watch)
            remade = remake(request, inputs, folder, tools)
        told = self.explained(remade.done)
        finished = msgspec.structs.replace(remade.finished, inputs=self.digest_of(inputs, remade.seen))
        if not request.dry_run:
            self.remember(finished, seen, remade.seen)
        return report(finished, remade.done, told, (*notices, *remade.notices))

    def inputs(self, known: Known) -> Inputs:
        """What the site is made of; of one that is not trusted, what it may be made of."""
        if not self.request.untrusted:
            return load(self.request.root, known)
        from tagarchive.build.untrusted import check_links, check_size, restricted_inputs  # noqa: PLC0415 (few ask for it)

        check_links(self.request.root)
        return restricted_inputs(load(self.request.root, known, check_size))

    def there(self, written: Mapping[OutPath, State]) -> dict[OutPath, State]:
        """The published files that are there; in a build that verifies, those that hold what was written."""
        there = states(self.request.output, written)
        if not self.request.verify:
            return there
        manifest = self.store.manifest(self.where)
        output = self.request.output
        return {path: state for path, state in there.items() if digest_at(output / path) == manifest[path].digest}

    def folder(self, there: Mapping[OutPath, State]) -> Folder:
        """The folder to publish to, with what the store and the manifest that lies in it say was written there."""
        # A build that finds nothing to do needs none of it.
        from tagarchive.build.published_manifest import read_manifest_file  # noqa: PLC0415
        from tagarchive.build.stale_files import Folder  # noqa: PLC0415

        output, published = self.request.output, read_manifest_file(self.request.output)
        stored = self.store.manifest(self.where)
        others = {path: unseen(digest) for path, digest in published.files.items() if path not in stored}
        return Folder(output, self.where, {**others, **stored}, there, published)

    def still_holds(
        self, last: Finished, inputs: Inputs, written: Mapping[OutPath, State], there: Mapping[OutPath, State]
    ) -> bool:
        """Whether a build would end as the last one did: it is made of the same, and all that it wrote is there."""
        if (
            self.request.clean
            or self.request.prune
            or not last.since <= self.request.edition.now.timestamp() < last.until
        ):
            return False
        return bool(written) and there == written and last.inputs == self.digest_of(inputs, inputs.seen)

    def digest_of(self, inputs: Inputs, seen: Known) -> str:
        """A digest of everything that a build is made of, once each of its files was seen."""
        files = (f"{path} {one.digest}" for path, one in seen.items())
        odd, edition = map(str, inputs.notices), self.request.edition
        return digest_of_text("\n".join([self.engine.whole, f"{edition.drafts} {edition.future}", *odd, *files]))

    def remember(self, finished: Finished, before: Known, now: Known) -> None:
        self.store.keep(f"finished {self.where}", finished)
        self.store.remember_seen(before, now)
        self.store.commit()

    def explained(self, done: Done) -> str:
        """Why the file that was asked for was made, if one was."""
        if not self.request.explain:
            return ""
        before = self.store.manifest(self.where)
        return explained(asked_path(self.request.explain, {*done.made, *before}), done.made, before)


def name_of(output: Path, root: Path) -> str:
    """What the store calls an output folder: its path from the site's folder, if it lies in it and may move with it."""
    there, site = Path(realpath(output)), Path(realpath(root))
    return there.relative_to(site).as_posix() if there.is_relative_to(site) else str(there)
