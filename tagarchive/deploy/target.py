"""A target: the place that a deploy writes to, as the few operations that all kinds of places have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tagarchive.core.urls import OutPath

WORK_FOLDER = ".tagarchive-deploy"
"""Folder at a target for claims, and for files that are on their way into place."""


class Upload(NamedTuple):
    """A file to send.

    Attributes:
        path: its path at the target
        file: the file on this machine, whose path ends in `path`
        size: its size in bytes
        encoding: its content encoding, for hosts that keep headers; empty for none

    """

    path: OutPath
    file: Path
    size: int
    encoding: str = ""


class Target(Protocol):
    """A place to deploy to. Every operation raises `SiteError` if the place does not do it.

    Attributes:
        is_atomic: True if nothing is visible before `finish`, and then everything at once

    """

    is_atomic: bool

    def read(self, path: OutPath) -> bytes | None:
        """The content of a small file; None if there is none."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, or at the top if it is empty; none if there is no such folder."""

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        """Raises `SiteError` if files can't be put in place or removed, as far as that can be known before."""

    def put(self, uploads: Sequence[Upload]) -> None:
        """Puts files in place, each whole. On return all of them are there."""

    def remove(self, paths: Sequence[OutPath]) -> None:
        """Removes files, and folders that become empty. A file that is not there counts as removed."""

    def finish(self) -> None:
        """Makes everything visible, if the place is atomic."""
