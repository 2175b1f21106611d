"""Uploads: the files of a published folder as they are sent, with compressed copies that are made in a work folder."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.published_manifest import NAME, ManifestFile, manifest_bytes
from tagarchive.core.urls import OutPath
from tagarchive.deploy.compressed_copies import COMPRESSORS, ENCODED, source_of
from tagarchive.deploy.published_folder import PublishedFolder
from tagarchive.deploy.target import Upload


class Uploads(NamedTuple):
    """The maker of uploads.

    Attributes:
        source: the published folder
        wanted: the manifest that the target is to have
        work: an empty folder of this machine

    """

    source: PublishedFolder
    wanted: ManifestFile
    work: Path

    def of(self, paths: Iterable[OutPath]) -> list[Upload]:
        """The uploads of files, in their order."""
        with ThreadPoolExecutor() as pool:
            return list(pool.map(self._one, paths))

    def _one(self, path: OutPath) -> Upload:
        if self.wanted.files[path].endswith(ENCODED):
            return self._compressed(path, path, ".gz", "gzip")
        if path in self.source.manifest.files:
            # Programs run in other folders, so a relative path would lead elsewhere.
            file = self.source.path.absolute() / path
            return Upload(path, file, file.stat().st_size)
        return self._compressed(path, source_of(path), f".{path.rpartition('.')[2]}")

    def _compressed(self, path: OutPath, source: OutPath, ending: str, encoding: str = "") -> Upload:
        return self.made(path, COMPRESSORS[ending]((self.source.path / source).read_bytes()), encoding)

    def manifest(self, manifest: ManifestFile) -> Upload:
        return self.made(NAME, manifest_bytes(manifest))

    def made(self, path: OutPath, data: bytes, encoding: str = "") -> Upload:
        """The upload of a file with these bytes."""
        return made_file(self.work, path, data, encoding)


def made_file(work: Path, path: OutPath, data: bytes, encoding: str = "") -> Upload:
    """The upload of bytes, which are written to a file in a work folder."""
    file = work / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return Upload(path, file, len(data), encoding)
