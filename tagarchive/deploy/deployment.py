"""A deployment: the difference of two manifests, as steps in the order in which readers see no broken page.

What pages show comes first, then article pages, lists and feeds; removals come last. A file that stands where a folder
is needed is removed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import msgspec

from tagarchive.build.places import in_the_way
from tagarchive.build.published_manifest import ManifestFile, between
from tagarchive.build.publishing_order import rank
from tagarchive.core.urls import OutPath
from tagarchive.deploy.compressed_copies import source_of

PART = 500
"""Number of files that are sent before the manifest at the target says that they are there."""


class Deployment(NamedTuple):
    """The difference between what a target holds and what it is to hold.

    Attributes:
        before: the manifest of the target
        after: the manifest that it is to have
        cleared: files to remove first, since they are in the way
        sent: files to send, in order
        removed: files to remove last

    """

    before: ManifestFile
    after: ManifestFile
    cleared: tuple[OutPath, ...]
    sent: tuple[OutPath, ...]
    removed: tuple[OutPath, ...]

    @property
    def is_empty(self) -> bool:
        """True if the target holds what it is to hold."""
        return self.before == self.after

    @property
    def all_removed(self) -> tuple[OutPath, ...]:
        return (*self.cleared, *self.removed)

    @property
    def unchanged(self) -> int:
        return len(self.after.files) - len(self.sent)

    @property
    def transition(self) -> ManifestFile:
        """The manifest while files are put in place: it names those of both versions."""
        return between(self.before, self.after)

    def reached(self, done: Iterable[OutPath]) -> ManifestFile:
        """The manifest once some files are in place, from which an interrupted deploy goes on."""
        during = self.transition
        files = {**during.files, **{path: self.after.files[path] for path in done}}
        return msgspec.structs.replace(during, files=files)

    def parts(self) -> Iterator[tuple[OutPath, ...]]:
        """The files to send in parts. The files of one part may be put in place in any order."""
        for _, group in groupby(self.sent, key=lambda path: rank(source_of(path), self.after.articles)):
            paths = tuple(group)
            size = max(PART, len(self.sent) // 20)
            yield from (paths[start : start + size] for start in range(0, len(paths), size))


def deployment(before: ManifestFile, after: ManifestFile, *, again: bool = False) -> Deployment:
    """The steps from one manifest to another; `again` sends every file, whatever the target is said to hold."""
    changed = [path for path, digest in after.files.items() if again or before.files.get(path) != digest]
    # A compressed copy has the turn of its file.
    sent = sorted(changed, key=lambda path: (rank(source_of(path), after.articles), path))
    stale = sorted(path for path in before.files if path not in after.files)
    cleared = in_the_way(stale, sent)
    rest = set(cleared)
    return Deployment(before, after, tuple(cleared), tuple(sent), tuple(path for path in stale if path not in rest))
