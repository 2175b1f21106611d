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

ABSENT = "-"
"""Sign for the digest of a file that is not there yet."""


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of an output folder. Paths are relative to the folder."""

    files: dict[OutPath, str]
    """The shortened SHA-256 of each file. While files are put in place, those of both versions, or `-` for none."""
    articles: dict[OutPath, str] = {}
    """The guid of each article, by the path of its page."""
    kept: dict[OutPath, int] = {}
    """Style sheets and scripts no longer in use, with the number of builds that changed assets since."""
    preview: bool = False
    """True if drafts or articles with a future date were asked for, so that this is not the public edition."""

    def wrote(self, path: OutPath, digest: str) -> bool:
        """True if a build wrote a file with this SHA-256 at the path."""
        return bool(digest) and digest[:DIGEST_LENGTH] in self.files.get(path, "").split()


EMPTY = ManifestFile(files={})

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(ManifestFile)


def read_manifest_file(output: Path) -> ManifestFile:
    """The manifest in a folder; an empty one if it is missing or invalid."""
    return parsed_manifest(_data_in(output))


class _Articles(msgspec.Struct):
    articles: dict[OutPath, str] = {}


_articles = msgspec.json.Decoder(_Articles)


def articles_in(output: Path) -> Mapping[OutPath, str]:
    """The guid of each article that builds wrote to a folder, by the path of its page, without checking the paths."""
    with suppress(msgspec.DecodeError):
        return _articles.decode(_data_in(output)).articles
    return {}


def _data_in(output: Path) -> bytes:
    """The content of the file in a folder; empty if it is missing or a link."""
    with suppress(OSError):
        file = output / NAME
        return b"" if file.is_symlink() else file.read_bytes()
    return b""


def parsed_manifest(data: bytes) -> ManifestFile:
    """The manifest in the content of a file; an empty one if it is invalid."""
    with suppress(msgspec.DecodeError):
        manifest = _decoder.decode(data)
        return manifest if are_inside([*manifest.files, *manifest.articles, *manifest.kept]) else EMPTY
    return EMPTY


def manifest_bytes(manifest: ManifestFile) -> bytes:
    """The file content of a manifest: one line per path, sorted."""
    return msgspec.json.format(_encoder.encode(manifest), indent=1) + b"\n"


def between(before: ManifestFile, after: ManifestFile) -> ManifestFile:
    """The manifest during publishing, with the files of two builds and both digests of changed files."""
    files = _both(before.files, after.files)
    return msgspec.structs.replace(after, files=files, preview=before.preview or after.preview)


def _both(before: dict[OutPath, str], after: dict[OutPath, str]) -> dict[OutPath, str]:
    changed = {path for path, _ in before.items() ^ after.items()}
    return {**before, **after, **{path: _either(before.get(path, ABSENT), after.get(path, ABSENT)) for path in changed}}


def _either(before: str, after: str) -> str:
    """The digests of a file that may be as before or as after."""
    return before if before == after else " ".join(dict.fromkeys((*before.split(), after)))
