"""Verification of kept originals: which files in `originals/` are unchanged since they were kept."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.collecting.originals.originals import Original
from tagarchive.reading.disk import composed, file_at, inner_path, originals_place, within
from tagarchive.reading.hidden_files import hides
from tagarchive.reading.provenance import ORIGINALS, CopyOf


class Fault(NamedTuple):
    """A kept file that is not as it was.

    Attributes:
        file: its path
        articles: paths of the articles that name it
        reason: what is wrong, in words

    """

    file: str
    articles: tuple[str, ...]
    reason: str


class Verified(NamedTuple):
    """The result of a verification, by path.

    Attributes:
        unchanged: files whose digest is the one that articles give
        changed: files that are not as they were kept
        missing: files that articles name and that are not there
        unknown: files of which no article gives a digest
        unnamed: files that no article names

    """

    unchanged: tuple[str, ...]
    changed: tuple[Fault, ...]
    missing: tuple[Fault, ...]
    unknown: tuple[str, ...]
    unnamed: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not (self.changed or self.missing)


def verified(root: Path, originals: Iterable[Original]) -> Verified:
    """Compares the files that articles name with the digests that they give.

    A file that can't be read counts as changed. One of which no article gives a digest is held against those inside of
    it, if it is a WARC file.
    """
    named = _named(originals)
    there = {file for file in named if _is_there(root, file)}
    missing = [Fault(file, _articles(some), "it is not there") for file, some in named.items() if file not in there]
    unchanged, changed, unknown = list[str](), list[Fault](), list[str]()
    for file in sorted(there):
        given = {str(copy.sha256) for _, copy in named[file] if copy.sha256}
        reason = _difference(root, file, given) if given else _damage(root, file)
        if reason:
            changed.append(Fault(file, _articles(named[file]), reason))
        else:
            (unchanged if given else unknown).append(file)
    unnamed = sorted(set(kept_files(root)) - named.keys())
    return Verified(tuple(unchanged), tuple(changed), tuple(sorted(missing)), tuple(unknown), tuple(unnamed))


def kept_files(root: Path) -> Iterator[str]:
    """The paths of the files in `originals/`, without hidden ones. A link out of it counts as no file."""
    top = originals_place(root)
    for folder, folders, names in os.walk(top) if top else ():
        folders[:] = [name for name in folders if not hides(name)]
        for name in names:
            place = os.path.join(folder, name)
            if not hides(name) and os.path.isfile(place) and within(top, os.path.realpath(place)):
                yield composed(f"{ORIGINALS}/{inner_path(top, place)}")


def _is_there(root: Path, file: str) -> bool:
    top, place = originals_place(root), os.path.realpath(file_at(root, file))
    return bool(top) and within(top, place) and os.path.isfile(place)


_Named = Sequence[tuple[str, CopyOf]]
"""Articles that name a file, each with what it says of it."""


def _named(originals: Iterable[Original]) -> Mapping[str, _Named]:
    named: dict[str, list[tuple[str, CopyOf]]] = defaultdict(list)
    for original in originals:
        for copy in original.copies:
            if copy.file:
                named[copy.file].append((original.path, copy))
    return named


def _articles(named: _Named) -> tuple[str, ...]:
    return tuple(sorted({path for path, _ in named}))


def _difference(root: Path, file: str, given: set[str]) -> str:
    """The difference between the digest of a file and those that articles give; empty if there is none."""
    try:
        with file_at(root, file).open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"it can't be read: {error.strerror or error}"
    others = sorted(given - {found})
    return f"its SHA-256 is {found}, expected {others[0]}" if others else ""


def _damage(root: Path, file: str) -> str:
    """Faults inside a WARC file; empty for others."""
    from tagarchive.collecting.originals.warc_file import ENDING, damage_of  # noqa: PLC0415 (an extra, and few files need it)

    return damage_of(file_at(root, file)) if file.lower().endswith((ENDING, ".warc")) else ""
