"""Pages of a snapshot. A page is rendered on request, by the code of a build, and kept until it changes."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.font_files import font_at
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.plan.recipes import (
    CopyRecipe,
    ExportRecipe,
    FeedRecipe,
    PictureRecipe,
    SocialCardRecipe,
    TemplateRecipe,
)
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.snapshot import Snapshot
from tagarchive.render.renderer import Renderer

CLIENT = "/.tagarchive/"
"""Folder of the preview's own files; no site can have a file there."""

INBOX = f"{CLIENT}inbox"
"""Address of the page with the drafts of the inbox."""

MOST_KEPT, LARGEST_KEPT = 1_000, 1_000_000
"""Number of pages that are kept in memory, and the largest of them in bytes."""


class Printed(NamedTuple):
    """A page as a build would write it, digests of its inputs and of what it shows, and why it failed if it did."""

    fingerprint: str
    print: str
    data: bytes
    problems: tuple[Problem, ...] = ()


class _Kept(NamedTuple):
    number: int
    printed: Printed


class PageCache:
    """Renders the pages of snapshots, for one thread."""

    def __init__(self, root: Path, store: str) -> None:
        self.body_source = BodySource(root, store)
        self._kept: OrderedDict[OutPath, _Kept] = OrderedDict()

    def kept(self, snapshot: Snapshot, path: OutPath) -> Printed | None:
        """A page of this very snapshot, if there is one. Any thread may call it."""
        kept = self._kept.get(path)
        return kept.printed if kept and kept.number == snapshot.number else None

    def printed(self, snapshot: Snapshot, path: OutPath) -> Printed:
        """A page of the plan, or the fingerprint of a file or picture. A page that fails keeps its last bytes."""
        found = self.kept(snapshot, path)
        if found:
            return found
        recipe = snapshot.plan[path]
        fingerprint = snapshot.fingerprint(recipe)
        before = self._kept.get(path)
        if before and before.printed.fingerprint == fingerprint and not before.printed.problems:
            printed = before.printed
        elif isinstance(recipe, CopyRecipe | PictureRecipe):
            printed = Printed(fingerprint, fingerprint, b"")
        else:
            printed = self._made(snapshot, recipe, fingerprint, before.printed.data if before else b"")
        self._keep(path, _Kept(snapshot.number, printed))
        return printed

    def _made(
        self,
        snapshot: Snapshot,
        recipe: TemplateRecipe | FeedRecipe | ExportRecipe | SocialCardRecipe,
        fingerprint: str,
        before: bytes,
    ) -> Printed:
        def body(path: str, digest: str) -> bytes:
            return self.body_source.body(path, digest, snapshot.bodies, snapshot.config.parsing)

        shown = snapshot.print(recipe)
        renderer = Renderer(snapshot.templates, body, partial(font_at, root=self.body_source.root))
        try:
            return Printed(fingerprint, shown, renderer.render(recipe))
        except SiteError as error:
            return Printed(fingerprint, shown, before, error.problems)

    def _keep(self, path: OutPath, kept: _Kept) -> None:
        self._kept.pop(path, None)
        if len(kept.printed.data) <= LARGEST_KEPT:
            self._kept[path] = kept
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def with_client(page: bytes, shown: str) -> bytes:
    """A page with the preview's script at the end of its body, and what the page and its files were made of."""
    script = f'<script src="{CLIENT}client.js" data-print="{escape(shown)}" defer></script>'.encode()
    start, end, rest = page.rpartition(b"</body>")
    return start + script + end + rest if end else page + script


def bare_page(title: str, text: str) -> bytes:
    """A placeholder page. The preview's script shows the problems on it."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    return (
        f'<!doctype html><html lang="en">{head}<body><h1>{escape(title)}</h1><pre>{escape(text)}</pre></body>'.encode()
    )


def etag_of(data: bytes) -> str:
    return f'"{digest_of_bytes(data)[:32]}"'
