"""The published folder that is sent: checks that a build wrote it whole, and that it is the public edition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.output_folder import digest_at, foreign_files
from tagarchive.build.published_manifest import ManifestFile, read_manifest_file
from tagarchive.build.stale_files import shown
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.core.urls import OutPath


class PublishedFolder(NamedTuple):
    """A published folder.

    Attributes:
        path: the folder
        manifest: its manifest
        foreign: files in it that no build wrote, which are not sent

    """

    path: Path
    manifest: ManifestFile
    foreign: tuple[OutPath, ...]

    def check(self, paths: Iterable[OutPath]) -> None:
        """Raises `SiteError` if files are not as the build wrote them."""
        changed = [path for path in paths if not self.manifest.wrote(path, digest_at(self.path / path))]
        if changed:
            what = f"found {counted(len(changed), 'file')} missing or edited since the build wrote them"
            hint = "tagarchive build --verify repairs them; edit what they are made from"
            raise SiteError(Problem(Location(str(self.path)), "not-as-built", f"{what}: {shown(changed)}", hint))


def published_folder(path: Path) -> PublishedFolder:
    """The published folder at a path. Raises `SiteError` if there is nothing in it that may be sent."""
    manifest = read_manifest_file(path)
    where = Location(str(path))
    if not manifest.files:
        what = "found no folder that a build published, expected one to send"
        raise SiteError(Problem(where, "not-as-built", what, "run tagarchive build first"))
    if any(" " in digest for digest in manifest.files.values()):
        what = "found a folder in which a build was stopped halfway"
        raise SiteError(Problem(where, "not-as-built", what, "run tagarchive build again"))
    if manifest.preview:
        what = "found a build with --drafts or --future, expected the public edition"
        raise SiteError(Problem(where, "not-public", what, "run tagarchive build without them, and deploy then"))
    return PublishedFolder(path, manifest, tuple(foreign_files(path, manifest.files)))
