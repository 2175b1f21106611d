"""State of the preview: the files as they were last read, and the scene that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import unescape
from typing import NamedTuple

import msgspec

from tagarchive.build.garbage import values_kept
from tagarchive.build.output_folder import PUBLIC
from tagarchive.build.published_manifest import articles_in
from tagarchive.core.digests import decoded
from tagarchive.core.errors import Problem, SiteError
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.diagnostics import Diagnostic, diagnostics_of
from tagarchive.preview.known_files import read_files, stale_paths
from tagarchive.preview.parsed_site import ParsedSite, read_again
from tagarchive.preview.snapshot import Snapshot, assembled_snapshot, edited_snapshot
from tagarchive.reading.body import Body, Place, html_in
from tagarchive.reading.disk import FOLDERS
from tagarchive.reading.edition import Edition

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|pre|td|th|dd|figcaption|blockquote)>")
_TAG = re.compile(r"<[^>]*>")


class Edit(msgspec.Struct, frozen=True):
    """An edited page: its address, and the first new words in it."""

    url: str
    passage: str


class Scene(NamedTuple):
    """A state of the preview: the last good snapshot, the problems, and the last edit to follow."""

    snapshot: Snapshot | None
    diagnostics: tuple[Diagnostic, ...]
    edit: Edit | None = None


NOTHING = Scene(None, ())


class PreviewState:
    """The files of one site and the scene that they make. Every change of the files leads to a next scene.

    `first` reads the site for the first time; `follow` asks for the edit that led to a scene.
    """

    def __init__(
        self,
        body_source: BodySource,
        engine: str,
        *,
        follow: bool,
        edition: Callable[[], Edition],
        first: Callable[[], ParsedSite],
    ) -> None:
        self.root = body_source.root
        self.body_source = body_source
        self.engine = engine
        self.follow = follow
        self.edition = edition
        self.first = first
        self.reading: ParsedSite | None = None
        self.lost = True
        """True if the last attempt to read the site failed as a whole, so that what was read before tells nothing."""
        self.unfit: tuple[Problem, ...] = ()
        self.scene = NOTHING

    def look(self, paths: Collection[str] = ()) -> Scene:
        """The scene after a change of these files; of any file, if none is named."""
        before, shown = self.reading, self.scene.snapshot
        known = read_files(before, self.root, paths) if before and paths and not self.lost else None
        if known:
            self.reading = known.reading
            if not known.changed:
                return self.scene
            fits = shown and before and not self.unfit and before.has_the_texts_of(known.reading)
            edited = edited_snapshot(shown, known.reading, known.changed) if shown and fits else None
            if edited:
                return self._show(edited, ())
        try:
            found = known.reading if known else read_again(before, self.root) if before else self.first()
        except SiteError as error:
            self.lost = True
            return self._show(shown, error.problems)
        self.reading, self.lost = found, False
        return self._assemble(found)

    def stale(self) -> Collection[str]:
        """Paths that changed without an event. Any thread may call it."""
        return stale_paths(self.reading, self.root) if self.reading and not self.lost else FOLDERS

    def _assemble(self, reading: ParsedSite) -> Scene:
        published = articles_in(self.root / PUBLIC)
        with values_kept():
            attempt = assembled_snapshot(self.scene.snapshot, reading, self.engine, self.edition(), published)
        return self._show(attempt.snapshot or self.scene.snapshot, attempt.problems)

    def _show(self, snapshot: Snapshot | None, problems: tuple[Problem, ...]) -> Scene:
        self.unfit = problems
        faults = self.reading.faults.values() if self.reading else ()
        warnings = snapshot.warnings if snapshot else ()
        every = sorted({*problems, *warnings, *(one for some in faults for one in some)})
        edit = self._edit(self.scene.snapshot, snapshot) if self.follow else None
        scene = Scene(snapshot, diagnostics_of(every, self.root), edit or self.scene.edit)
        # Looking again at what is still broken makes no news.
        self.scene = self.scene if scene == self.scene else scene
        return self.scene

    def _edit(self, before: Snapshot | None, now: Snapshot | None) -> Edit | None:
        """The page of the document that changed, if there is exactly one."""
        if before is None or now is None or before.bodies is now.bodies:
            return None
        paths = [path for path, body in now.bodies.items() if before.bodies.get(path) is not body]
        placed = now.placed.get(paths[0]) if len(paths) == 1 else None
        return Edit(now.plan.site.href(placed.address), self._passage(before, now, paths[0])) if placed else None

    def _passage(self, before: Snapshot, now: Snapshot, path: str) -> str:
        old = before.placed.get(path)
        try:
            former = set(self._blocks(before, path)) if old else set()
            blocks = self._blocks(now, path)
        except SiteError:
            return ""  # The text does not fit with the others, so it is not the one that is shown.
        return next((block for block in blocks if block not in former), "")

    def _blocks(self, snapshot: Snapshot, path: str) -> list[str]:
        """The paragraphs, headings and the like of a text, as plain text."""
        document = snapshot.placed[path].document
        if not document.outline.words:
            return []
        digest = document.outline.digest
        encoded = self.body_source.body(path, digest, snapshot.bodies, snapshot.config.parsing)
        body = decoded(encoded, Body)
        html = html_in(body, Place(hrefs=("",) * len(document.outline.targets)))
        texts = (" ".join(unescape(_TAG.sub(" ", block)).split()) for block in _BLOCK_END.split(html))
        return [text for text in texts if text]
