"""The orchestrator of a build: from the files of a site to the published site.

It follows the flow in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tagarchive.build.context import BuildContext, Progress, unwatched, with_store, with_temporary_store
from tagarchive.build.engine import engine
from tagarchive.build.garbage import collection_paused
from tagarchive.build.output_folder import check_folder, digest_at, states_now
from tagarchive.build.process_pool import Workers
from tagarchive.build.report import BuildRequest, Done, Finished, Remade, Report, asked_path, explained, report
from tagarchive.build.store import FOLDER, Store, unseen
from tagarchive.build.strictness import check_late_notices, check_notices
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Problem
from tagarchive.core.urls import OutPath
from tagarchive.reading.disk import FOLDERS, check_site
from tagarchive.reading.file_state import Known, State, are_unchanged
from tagarchive.reading.provenance import ORIGINALS
from tagarchive.reading.site_files import Inputs, load

if TYPE_CHECKING:
    from tagarchive.build.stale_files import Folder

MOST_TEXTS = 100
"""Maximum number of edited texts for a build without the plan of the whole site."""


def build(request: BuildRequest, watch: Progress = unwatched, waiting: Callable[[], None] = lambda: None) -> Report:
    """Builds and publishes a site. Raises `SiteError` with every fault; the published site is then unchanged.

    `waiting` is called before the build waits for the end of another build of the site.
    """
    check_folder(request.output, request.root, (*FOLDERS, ORIGINALS, FOLDER))
    check_site(request.root)
    with collection_paused():
        if request.untrusted:
            return with_temporary_store(request.root, lambda store: _Build(request, store, watch).report(()))
        return with_store(request.root, lambda store, notices: _Build(request, store, watch).report(notices), waiting)


class _Build:
    """A build of one site with one store."""

    def __init__(self, request: BuildRequest, store: Store, watch: Progress) -> None:
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
        last = self.current(written, there)
        changed = [found.path for found in inputs.documents if not found.digest]
        if last and not changed and last.inputs == self.digest_of(inputs, inputs.seen):
            explanation = self.explained(Done({}))
            self.store.remember_seen(seen, inputs.seen)
            self.store.commit()
            check_notices((*notices, *last.notices), request.strict)
            return report(last, Done({}), explanation, notices)
        with Workers(request.jobs) as workers:
            context = BuildContext(request.root, self.engine, self.store, workers, self.watch)
            before = {path: seen[path] for path in changed if path in seen}
            remade = self.after_text_edit(last, inputs, before, context) if last and changed else None
            if remade is None:
                # A build with nothing to do takes less time than this import.
                from tagarchive.build.update import remake  # noqa: PLC0415

                remade = remake(request, inputs, self.folder(there), context, notices)
        explanation = self.explained(remade.done)
        finished = msgspec.structs.replace(remade.finished, inputs=self.digest_of(inputs, remade.seen))
        if not request.dry_run:
            self.store.keep(f"finished {self.where}", finished)
            self.store.remember_seen(seen, remade.seen)
            self.store.commit()
        check_late_notices(remade.late, remade.strict)
        return report(finished, remade.done, explanation, (*notices, *remade.late, *remade.notices))

    def inputs(self, known: Known) -> Inputs:
        """The source files of the site. Files that an untrusted site may not have are removed."""
        if not self.request.untrusted:
            return load(self.request.root, known)
        from tagarchive.build.untrusted import check_links, check_size, restricted_inputs  # noqa: PLC0415 (few ask for it)

        check_links(self.request.root)
        return restricted_inputs(load(self.request.root, known, check_size))

    def there(self, written: Mapping[OutPath, State]) -> Mapping[OutPath, State]:
        """The published files that exist. With `verify`, only those with unchanged content."""
        there = states_now(self.request.output, written)
        if not self.request.verify:
            return there
        manifest = self.store.manifest(self.where)
        output = self.request.output
        return {path: state for path, state in there.items() if digest_at(output / path) == manifest[path].digest}

    def folder(self, there: Mapping[OutPath, State]) -> Folder:
        """The output folder with its manifest, merged from the store and the published manifest."""
        # A build with nothing to do does not need these imports.
        from tagarchive.build.published_manifest import read_manifest_file  # noqa: PLC0415
        from tagarchive.build.stale_files import Folder  # noqa: PLC0415

        output, published = self.request.output, read_manifest_file(self.request.output)
        stored = self.store.manifest(self.where)
        others = {path: unseen(digest) for path, digest in published.files.items() if path not in stored}
        return Folder(output, self.where, {**others, **stored}, there, published)

    def current(self, written: Mapping[OutPath, State], there: Mapping[OutPath, State]) -> Finished | None:
        """The result of the last build, if that of another one with the same inputs would be the same.

        All its files are unchanged then, and nothing else has changed but, maybe, the source files.
        """
        last = self.store.fact(f"finished {self.where}", Finished)
        if last is None or self.request.clean or self.request.prune:
            return None
        holds = last.since <= self.request.edition.now.timestamp() < last.until and are_unchanged(last.outside)
        return last if holds and written and there == written else None

    def after_text_edit(self, last: Finished, inputs: Inputs, before: Known, context: BuildContext) -> Remade | None:
        """The result of a build after an edit of texts alone; None if more than that changed.

        `before` are the documents that have to be read again, as the last build saw them.
        """
        request = self.request
        if request.verify or request.dry_run or request.untrusted or len(before) > MOST_TEXTS:
            return None
        if last.inputs != self.digest_of(inputs, {**inputs.seen, **before}):
            return None
        if request.explain:
            asked_path(request.explain, self.store.states(self.where))
        # A whole build does not need this.
        from tagarchive.build.text_edit import TextEdit, remade_texts  # noqa: PLC0415

        return remade_texts(TextEdit(request, inputs, before, last, self.where), context)

    def digest_of(self, inputs: Inputs, seen: Known) -> str:
        """A digest of all inputs of a build. `seen` holds the digest of each file."""
        files = sorted([f"{path} {file.digest}" for path, file in seen.items()])
        notices, edition = map(str, inputs.notices), self.request.edition
        return digest_of_text("\n".join([self.engine.whole, f"{edition.drafts} {edition.future}", *notices, *files]))

    def explained(self, done: Done) -> str:
        """The explanation for the file given by `--explain`; empty if none is given."""
        if not self.request.explain:
            return ""
        before = self.store.manifest(self.where)
        made = {**done.made, **done.search_files}
        return explained(asked_path(self.request.explain, {*made, *before}), made, before)


def name_of(output: Path, root: Path) -> str:
    """Name of an output folder in the store.

    It is relative to the site's folder if it is inside it, so that both can move together.
    """
    there, site = Path(realpath(output)), Path(realpath(root))
    return there.relative_to(site).as_posix() if there.is_relative_to(site) else str(there)
