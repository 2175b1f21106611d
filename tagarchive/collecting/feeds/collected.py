"""The record `collected.txt`: entries of feeds that were taken in once, and are not taken in again.

An entry has one line: its address, or `-` if it has none, and the id that its feed gives it unless that is the address.
Lines are sorted, so that changes by two people merge. A line stays when its article is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.originals import original_key, without_tracking
from tagarchive.core.text import decode
from tagarchive.editing.changes import FileChange
from tagarchive.importing.inputs.texts import line_of

COLLECTED_FILE = "collected.txt"

_HEADING = """\
# Entries of feeds that `tagarchive collect` took in. It takes none of them again, also where the article is deleted or
# discarded. Keep this file with the site. To take an entry in once more, delete its line and run `collect --again`.
"""
_NO_ADDRESS = "-"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class EntryId(NamedTuple):
    """Identity of an entry.

    Attributes:
        url: its address without tracking parameters; empty if it has none
        guid: its id, unique in the world; empty if it has none, or if that is its address

    """

    url: str = ""
    guid: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Texts of which two entries share one if they are the same."""
        return tuple(filter(None, (original_key(self.url), f"guid {self.guid}" if self.guid else "")))

    @property
    def shown(self) -> str:
        """Name of it in reports."""
        return self.url or self.guid

    @property
    def line(self) -> str:
        return f"{self.url or _NO_ADDRESS} {self.guid}".strip()


def entry_id(url: str, guid: str, feed: str) -> EntryId:
    """Identity of an entry with an address and an id. An id that is no URI is unique in its feed alone."""
    address = without_tracking(url).replace(" ", "%20") if original_key(url) else ""
    text = line_of(guid)
    whole = text if _URI.fullmatch(text) else f"{feed}#{text}" if text else ""
    is_address = bool(address) and original_key(whole) == original_key(address)
    return EntryId(line_of(address), "" if is_address else whole)


class Collected(NamedTuple):
    """The entries that were taken in.

    Attributes:
        entries: what they are known by
        keys: the keys of all of them

    """

    entries: frozenset[EntryId] = frozenset()
    keys: frozenset[str] = frozenset()

    def has(self, entry: EntryId) -> bool:
        return not self.keys.isdisjoint(entry.keys)

    def with_entries(self, entries: Iterable[EntryId]) -> Collected:
        """These and more entries, without those that add nothing."""
        new = frozenset(entry for entry in entries if not self.keys.issuperset(entry.keys))
        return collected_of(self.entries | new)


def collected_of(entries: frozenset[EntryId]) -> Collected:
    return Collected(entries, frozenset(key for entry in entries for key in entry.keys))


def read_collected(text: str) -> Collected:
    """The record in the text of a file. Raises `SiteError` with a problem for each invalid line."""
    entries, problems = set[EntryId](), []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        url, _, guid = line.strip().partition(" ")
        entry = EntryId("" if url == _NO_ADDRESS else url, guid.strip())
        if entry.keys and (original_key(url) or url == _NO_ADDRESS):
            entries.add(entry)
        else:
            message = f"found “{line.strip()[:100]}”, expected the address of an entry, or - and an id"
            problems.append(Problem(Location(COLLECTED_FILE, number, 1), "bad-record", message, "delete the line"))
    if problems:
        raise SiteError(*problems)
    return collected_of(frozenset(entries))


def text_of(collected: Collected) -> str:
    """The text of the file."""
    lines = sorted({entry.line for entry in collected.entries})
    return _HEADING + "".join(f"{line}\n" for line in lines)


class CollectedFile(NamedTuple):
    """The record of a site, with the bytes of its file; None if there is no file yet."""

    collected: Collected
    data: bytes | None

    def change(self, collected: Collected) -> tuple[FileChange, ...]:
        """The change of the file to another record; nothing if it holds that already."""
        if collected == self.collected:
            return ()
        return (FileChange(COLLECTED_FILE, self.data, text_of(collected).encode()),)


def collected_at(root: Path) -> CollectedFile:
    """The record of the site in a folder. Raises `SiteError` with every fault of it."""
    file = root / COLLECTED_FILE
    if not file.is_file():
        return CollectedFile(Collected(), None)
    data = file.read_bytes()
    return CollectedFile(read_collected(decode(data, COLLECTED_FILE)[0]), data)
