"""Compiled templates on disk, in the user's cache folder: a build with one edit compiles none.

They lie outside the site, because a site may come from somebody else and compiled templates are code. The folder has
the digest of the engine in its name, so what one engine compiled is never run by another.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from tagarchive.build.engine import Engine

_NAME = "templates-"
_KEPT = 3
"""Number of folders that are kept, for engines that take turns."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder. What can't be read or written is compiled again."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(folder: str) -> BytecodeCache | None:
    """The compiled templates in a folder; None if `folder` is empty."""
    return CompiledTemplates(folder, "%s") if folder else None


def folder_of(engine: Engine) -> str:
    """The folder for the templates that an engine compiles, made if necessary; empty if there can be none."""
    try:
        caches = _cache_home() / "tagarchive"
        folder = caches / f"{_NAME}{engine.whole[:16]}"
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            _remove_old(caches)
        return str(folder) if _is_ours(folder) else ""
    except (OSError, RuntimeError):  # No home folder, or one that can't be written to.
        return ""


def _cache_home() -> Path:
    """The user's cache folder (XDG Base Directory Specification), or that of Windows."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache"


def _is_ours(folder: Path) -> bool:
    """True if nobody else can have written to a folder."""
    if not hasattr(os, "getuid"):
        return True
    states = [folder.lstat(), folder.parent.lstat()]
    return all(
        stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o022 for state in states
    )


def _remove_old(caches: Path) -> None:
    folders = sorted(caches.glob(f"{_NAME}*"), key=lambda folder: folder.lstat().st_mtime, reverse=True)
    for folder in folders[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
