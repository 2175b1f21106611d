"""Bar at the foot of a previewed page, with notices for its author."""

from __future__ import annotations

import msgspec

from tagarchive.archive.links import Linkable, references
from tagarchive.core.errors import Problem
from tagarchive.core.urls import OutPath
from tagarchive.plan.checks import dangling
from tagarchive.plan.outputs.static_files import active
from tagarchive.preview.snapshot import Snapshot
from tagarchive.reading.body import ToSource
from tagarchive.reading.documents import Article, Document, FreePage
from tagarchive.reading.link_targets import named_path


class StatusBar(msgspec.Struct, frozen=True):
    """The source of a page, its draft state, its reading time in minutes, and its notices."""

    source: str = ""
    draft: bool = False
    minutes: int = 0
    doubts: tuple[str, ...] = ()


def bar_of(snapshot: Snapshot, path: OutPath | None) -> StatusBar:
    """The bar of a page; an empty one for a page that shows no document."""
    placed = snapshot.origin(path) if path else None
    if placed is None:
        return StatusBar()
    document: Document = placed.document
    runs = active(dict.fromkeys(file for file in placed.files if file))
    return StatusBar(
        source=document.path,
        draft=isinstance(document, Article | FreePage) and document.draft,
        minutes=document.outline.minutes,
        doubts=tuple(_told(one) for one in (*document.notices, *document.doubts, *_links(document, snapshot), *runs)),
    )


def _told(doubt: Problem) -> str:
    """A notice without the name of the file, which the bar shows once."""
    line = f"Line {doubt.where.line}: " if doubt.where.line else ""
    return f"{line}{doubt.message} [{doubt.code}]" + (f"\n{doubt.hint}" if doubt.hint else "")


def _links(document: Document, snapshot: Snapshot) -> list[Problem]:
    """Notices about the links of a document."""
    targets = document.targets()
    paths = (named_path(one.path, snapshot.documents) for one in targets if isinstance(one, ToSource))
    expired = set(paths) - snapshot.addresses.keys()
    files = [file.path for file in snapshot.files]
    found = references([document], Linkable(snapshot.documents, files, snapshot.addresses, expired))
    return [*found.notices, *dangling(targets, snapshot.plan)]
