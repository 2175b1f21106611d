"""Compressed copies of texts: which there are, and how they are made."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from tagarchive.build.published_manifest import ManifestFile
from tagarchive.core.urls import OutPath

Compression = Literal["none", "beside", "encoded"]
"""Compression at a target: none, copies beside files, or files that are compressed themselves."""

ENCODED = "+gzip"
"""Sign behind the digest of a file that is compressed itself at a target."""

_TEXTS = (
    *(".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".csv", ".bib", ".ris", ".opml"),
    *(".webmanifest", ".ics", ".md"),
)


def is_text(path: str) -> bool:
    """True for a kind of file that becomes smaller when it is compressed."""
    return path.lower().endswith(_TEXTS)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415 (an extra)

    return bytes(brotli.compress(data, quality=9))


def check_packages() -> None:
    """Raises `ImportError` if a package that makes copies is not installed."""
    _brotli(b"")


COMPRESSORS: Mapping[str, Callable[[bytes], bytes]] = {".gz": _gzip, ".br": _brotli}
"""The functions that make compressed copies, by the ending of these."""


def source_of(path: OutPath) -> OutPath:
    """The file of which a path is the compressed copy; the path itself if it is none."""
    base, dot, ending = path.rpartition(".")
    return OutPath(base) if f"{dot}{ending}" in COMPRESSORS and is_text(base) else path


def at_target(manifest: ManifestFile, compression: Compression) -> ManifestFile:
    """The manifest of a target that holds a published folder. A compressed copy has the digest of its source."""
    if compression == "none":
        return manifest
    files = dict(manifest.files)
    for path, digest in manifest.files.items():
        if is_text(path) and compression == "encoded":
            files[path] = f"{digest}{ENCODED}"
        elif is_text(path):
            copies = (OutPath(path + ending) for ending in COMPRESSORS)
            # Copies that the site has itself are sent as they are.
            files |= {copy: digest for copy in copies if copy not in manifest.files}
    return msgspec.structs.replace(manifest, files=files)
