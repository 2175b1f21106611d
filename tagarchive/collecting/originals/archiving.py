"""Archived copies: which originals want one, and how articles get the address of what is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from tagarchive.collecting.originals.dead_originals import Originals
from tagarchive.collecting.originals.memento import Found, Wanted
from tagarchive.collecting.originals.originals import Original
from tagarchive.collecting.originals.verdicts import Verdicts
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.editing.changes import FileChange
from tagarchive.editing.source_edits import with_archive_url
from tagarchive.reading.disk import read
from tagarchive.reading.text_types import WebUrl


def copies_wanted(originals: Originals, verdicts: Verdicts, day: str) -> tuple[Wanted, ...]:
    """The originals of which no article names a copy that others keep: first the dead, then the missing.

    The others come in an order that each day has for itself, so that all get their turn in runs of limited time.
    """
    ranks = {"dead": 0, "missing": 1}

    def rank(url: str) -> tuple[int, str]:
        verdict = verdicts.get(url)
        return ranks.get(verdict.state, 2) if verdict else 2, digest_of_text(f"{day} {url}")

    bare = {url: some for url, some in originals.items() if not any(original.archived for original in some)}
    return tuple(
        Wanted(url, min(one.seen.when() for one in bare[url]).astimezone(UTC)) for url in sorted(bare, key=rank)
    )


def copy_changes(root: Path, originals: Originals, found: Iterable[Found]) -> tuple[FileChange, ...]:
    """The changes that write `source.archive_url` into articles. Raises `SiteError` with all that can't be edited."""
    problems, changes = Problems(), []
    for one in found:
        if one.copy is None:
            continue
        for original in originals[one.url]:
            with problems.gathered():
                before = _data_of(root, original)
                after = with_archive_url(before, original.path, WebUrl(one.copy.url))
                changes.append(FileChange(original.path, before, after))
    problems.raise_any()
    return tuple(changes)


def _data_of(root: Path, original: Original) -> bytes:
    source = read(root, original.path)
    if source.digest != original.digest:
        message = "found that the file changed since it was read; nothing is changed"
        raise SiteError(Problem(Location(original.path), "changed-meanwhile", message, "run the command again"))
    return source.data
