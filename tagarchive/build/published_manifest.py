"""`.tagarchive.json`, the manifest that is published with the site: what builds wrote to its folder.

With it, any machine that has the published folder removes exactly what an earlier build wrote, wherever that build ran.
The folder may come from anywhere, so nothing in the file is trusted to name a file outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from tagarchive.core.urls import OutPath, are_inside

NAME = OutPath(".tagarchive.json")

DIGEST_LENGTH = 16
"""Characters of a SHA-256 that stand for it: enough to tell an edited file from the one that was written."""


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a folder holds of a site, by paths in the folder."""

    files: dict[OutPath, str]
    """The start of the SHA-256 of each file. While a build puts files in place, those of both versions."""
    articles: dict[OutPath, str] = {}
    """The guid of each article, by the path of its page."""
    kept: dict[OutPath, int] = {}
    """Style sheets and scripts that no page of the last build asks for; how many builds have changed some since."""

    def wrote(self, path: OutPath, digest: str) -> bool:
        """True if a file with this SHA-256 is one that a build wrote there."""
        return bool(digest) and digest[:DIGEST_LENGTH] in self.files.get(path, "").split()


EMPTY = ManifestFile(files={})

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(ManifestFile)


def read_manifest_file(output: Path) -> ManifestFile:
    """The manifest in a folder; an empty one where there is none, or one that no build wrote."""
    with suppress(OSError, msgspec.DecodeError):
        file = output / NAME
        found = EMPTY if file.is_symlink() else _decoder.decode(file.read_bytes())
        return found if are_inside([*found.files, *found.articles, *found.kept]) else EMPTY
    return EMPTY


def manifest_bytes(manifest: ManifestFile) -> bytes:
    """The file that holds a manifest: one line a path, in their order."""
    return msgspec.json.format(_encoder.encode(manifest), indent=1) + b"\n"


def between(before: ManifestFile, after: ManifestFile) -> ManifestFile:
    """The manifest while files of two builds stand side by side: every file, with both of its digests."""
    return ManifestFile(files=_both(before.files, after.files), articles=after.articles, kept=after.kept)


def _both(before: Mapping[OutPath, str], after: Mapping[OutPath, str]) -> dict[OutPath, str]:
    changed = {path: f"{before[path]} {digest}" for path, digest in after.items() if before.get(path, digest) != digest}
    return {**before, **after, **changed}
