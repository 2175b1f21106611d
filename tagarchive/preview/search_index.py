"""The search index of the preview. It is made when the search page asks for it, and again if a text changed since."""

from __future__ import annotations

from tagarchive.build.context import unwatched
from tagarchive.build.search.index_files import index_files
from tagarchive.core.digests import digest
from tagarchive.plan.search.records import search_records
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.snapshot import Snapshot
from tagarchive.render.search.canonical import ENTRY


class SearchIndex:
    """The index of the articles of snapshots, for one thread.

    Attributes:
        made: the files of the index that was made last, by name

    """

    def __init__(self, body_source: BodySource) -> None:
        self.body_source = body_source
        self._number = 0
        self._digest = ""
        self.made: dict[str, bytes] = {}

    def file(self, snapshot: Snapshot, name: str) -> bytes | None:
        """A file of the index; None if it has none of this name. Raises `SiteError` if the index can't be made.

        The search page asks for `ENTRY` first, and then for files that this one leads to.
        """
        if name == ENTRY or not self.made:
            self._update(snapshot)
        return self.made.get(name)

    def _update(self, snapshot: Snapshot) -> None:
        if snapshot.number == self._number:
            return

        def body(path: str, digest_: str) -> bytes:
            return self.body_source.body(path, digest_, snapshot.bodies, snapshot.config.parsing)

        records = search_records(snapshot.plan.sites, snapshot.searched, snapshot.placed)
        now = digest(records)
        if now != self._digest:
            self.made = index_files(records, body, unwatched)
        self._number, self._digest = snapshot.number, now
