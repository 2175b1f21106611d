"""Stale files: files of earlier builds that are no longer part of the site."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.build.output_folder import digest_at, foreign_files
from tagarchive.build.published_manifest import NAME, ManifestFile
from tagarchive.build.store import Manifest
from tagarchive.core.content_names import is_named_by_content
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.core.urls import OutPath, out_path
from tagarchive.reading.file_state import State

MOST_KEPT = 5
"""Number of builds with changed style sheets or scripts during which old ones stay. Cached pages still request them."""

FEW = 10
"""Minimum number of published articles for the check of removals."""

_SHOWN = 5


class Leftovers(NamedTuple):
    """Files of earlier builds that the current build does not make."""

    removed: tuple[OutPath, ...] = ()
    """Files to remove."""
    kept: Mapping[OutPath, int] = {}
    """Fingerprinted style sheets and scripts that stay, with the number of builds that changed assets since."""
    edited: tuple[OutPath, ...] = ()
    """Files that were edited since they were written. They stay, and no longer count as files of a build."""

    def notices(self, output: Path) -> Iterator[Problem]:
        if self.edited:
            message = f"found {counted(len(self.edited), 'file')} of an earlier build, edited since, and left alone: "
            yield Problem(
                Location(str(output)),
                "stale-file",
                message + shown(self.edited),
                "remove what you do not want to publish",
            )


class Folder(NamedTuple):
    """An output folder."""

    path: Path
    name: str
    """Name of the folder in the store."""
    manifest: Manifest
    """The files written by builds, from the store and the published manifest."""
    there: Mapping[OutPath, State]
    """The states of the existing files that the store knows."""
    published: ManifestFile
    """The published manifest in the folder."""

    def is_as_written(self, path: OutPath) -> bool:
        """True if a file is unchanged since a build wrote it."""
        written = self.manifest[path]
        if self.there.get(path) == written.state:
            return True
        digest = digest_at(self.path / path)
        return digest == written.digest or self.published.wrote(path, digest)


def leftovers(planned: Collection[OutPath], folder: Folder, *, clean: bool) -> Leftovers:
    """The stale files of earlier builds; `clean` keeps no assets."""
    stale = [path for path in folder.manifest if path not in planned and path != NAME]
    assets = [] if clean else [path for path in stale if is_named_by_content(path)]
    ages = {path: folder.published.kept.get(path, 0) for path in assets}
    change = 1 if 0 in ages.values() else 0
    kept = {path: age + change for path, age in ages.items() if age + change <= MOST_KEPT and _is_there(path, folder)}
    others = [path for path in stale if path not in kept]
    edited = tuple(path for path in others if _is_there(path, folder) and not folder.is_as_written(path))
    theirs = set(edited)
    return Leftovers(tuple(path for path in others if path not in theirs), kept, edited)


def _is_there(path: OutPath, folder: Folder) -> bool:
    return path in folder.there or (folder.path / path).is_file()


def pruned(left: Leftovers, planned: Collection[OutPath], spared: Iterable[str], output: Path) -> Leftovers:
    """The stale files of a build with `--prune`: all that are not part of the site, except spared files and folders."""
    ours = {*planned, *left.kept, *left.removed}
    rest = [path for path in foreign_files(output, ours) if not _is_spared(path, ("CNAME", *spared))]
    return Leftovers((*left.removed, *rest), left.kept)


def _is_spared(path: OutPath, spared: Iterable[str]) -> bool:
    return any(path == entry or path.startswith(f"{entry.rstrip('/')}/") for entry in spared)


def check_removals(archive: Archive, before: Mapping[OutPath, str]) -> None:
    """Raises `SiteError` if most of the published articles would vanish. `before` holds their guids by path."""
    vanishing = vanished(archive, before)
    if vanishing:
        hint = "is a folder missing, or a disk not mounted? Where they are to go: --allow-removals"
        raise SiteError(Problem(Location("content/"), "many-removals", f"{vanishing} would be removed", hint))


def vanished(archive: Archive, before: Mapping[OutPath, str]) -> str:
    """A message if more than half of the published articles vanish, else an empty text.

    Articles that moved or expired do not count as vanished.
    """
    guids = {article.guid for article in archive.recorded}
    if len(before) - sum(guid in guids for guid in before.values()) <= len(before) // 2:
        return ""  # Most articles are there under their guids, wherever they stand.
    addresses = (*(article.address for article in archive.recorded), *archive.expired)
    return most_gone(before, set(map(out_path, addresses)), guids)


def most_gone(before: Mapping[OutPath, str], paths: Container[OutPath], guids: Container[str]) -> str:
    """A message if more than half of the articles in `before` have neither a path nor a guid that stays."""
    gone = sorted(path for path, guid in before.items() if path not in paths and guid not in guids)
    too_many = len(before) >= FEW and len(gone) * 2 > len(before)
    return f"found that {len(gone)} of {len(before)} published articles ({shown(gone)})" if too_many else ""


def shown(paths: Collection[str]) -> str:
    """The first few of some paths, as text."""
    return ", ".join(sorted(paths)[:_SHOWN]) + (", …" if len(paths) > _SHOWN else "")
