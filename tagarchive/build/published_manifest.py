"""The published manifest `.tagarchive.json`: the files that builds wrote to the output folder.

With it, any machine that has the published folder can remove exactly the files of earlier builds. The folder may come
from an untrusted place, so paths that lead out of the folder are rejected.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from tagarchive.core.urls import OutPath, are_inside

NAME = OutPath(".tagarchive.json")

DIGEST_LENGTH = 16
"""Length of a shortened SHA-256 in hexadecimal digits, enough to detect an edited file."""


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of an output folder. Paths are relative to the folder."""

    files: dict[OutPath, str]
    """The shortened SHA-256 of each file. While a build puts files in place, those of both versions."""
    articles: dict[OutPath, str] = {}
    """The guid of each article, by the path of its page."""
    kept: dict[OutPath, int] = {}
    """Style sheets and scripts no longer in use, with the number of builds that changed assets since."""

    def wrote(self, path: OutPath, digest: str) -> bool:
        """True if a build wrote a file with this SHA-256 at the path."""
        return bool(digest) and digest[:DIGEST_LENGTH] in self.files.get(path, "").split()


EMPTY = ManifestFile(files={})

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(ManifestFile)


def read_manifest_file(output: Path) -> ManifestFile:
    """The manifest in a folder; an empty one if it is missing or invalid."""
    with suppress(OSError, msgspec.DecodeError):
        file = output / NAME
        manifest = EMPTY if file.is_symlink() else _decoder.decode(file.read_bytes())
        return manifest if are_inside([*manifest.files, *manifest.articles, *manifest.kept]) else EMPTY
    return EMPTY


def manifest_bytes(manifest: ManifestFile) -> bytes:
    """The file content of a manifest: one line per path, sorted."""
    return msgspec.json.format(_encoder.encode(manifest), indent=1) + b"\n"


def between(before: ManifestFile, after: ManifestFile) -> ManifestFile:
    """The manifest during publishing, with the files of two builds and both digests of changed files."""
    return ManifestFile(files=_both(before.files, after.files), articles=after.articles, kept=after.kept)


def _both(before: Mapping[OutPath, str], after: Mapping[OutPath, str]) -> dict[OutPath, str]:
    changed = {path: f"{before[path]} {digest}" for path, digest in after.items() if before.get(path, digest) != digest}
    return {**before, **after, **changed}
