"""A destination of rsync(1) as a target: a folder of this machine, of a host that ssh reaches, or of a daemon.

Each operation is a run of rsync. Files are listed by name, so that rsync touches no others. They go into the work
folder of the target first, and are renamed into place from there.
"""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tagarchive.build.places import folders_of
from tagarchive.core.urls import OutPath
from tagarchive.deploy.failures import failure
from tagarchive.deploy.programs import Ended, run, ssh_command
from tagarchive.deploy.target import WORK_FOLDER, Upload

_MISSING_SOURCE = "No such file or directory (2)"
_IDLE = 15
"""Seconds for which a connection of ssh stays without a run; it ends sooner where the deploy ends as it should."""

_LISTED = 4
"""Columns before the name in a list of rsync: mode, size, day and time."""


class RsyncTarget:
    """A destination of rsync. It is a context manager, since all runs share one connection of ssh."""

    is_atomic = False

    def __init__(self, destination: str, root: Path, timeout: int) -> None:
        self.destination = destination
        self.root = root
        self.timeout = timeout
        host = destination.partition(":")[0]
        self.is_daemon = destination.startswith("rsync://") or "::" in destination
        self.host = "" if self.is_daemon or "/" in host or ":" not in destination else host
        if not self.host and not self.is_daemon:
            self.destination = f"{os.path.abspath(root / destination)}/"

    def __enter__(self) -> Self:
        self.temporary = tempfile.TemporaryDirectory()
        self.ssh = ssh_command("RSYNC_RSH", self.timeout)
        if self.host and os.name != "nt":
            self.ssh += f" -o ControlMaster=auto -o ControlPersist={_IDLE} -o ControlPath={self.temporary.name}/s"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.host and os.name != "nt":
            run([*shlex.split(self.ssh), "-O", "exit", "--", self.host], self.root)
        self.temporary.cleanup()

    def read(self, path: OutPath) -> bytes | None:
        with tempfile.TemporaryDirectory() as folder:
            ended = self._run(["--", self.destination + path, f"{folder}/"])
            if ended.code == 23 and _MISSING_SOURCE in ended.errors:
                return None
            self._check(ended)
            return Path(folder, path.rpartition("/")[2]).read_bytes()

    def names(self, folder: str) -> list[str]:
        place = f"{self.destination}{folder}/" if folder else self.destination
        ended = self._run(["--list-only", "--no-human-readable", "--dirs", "--8-bit-output", "--", place])
        if ended.code == 23 and _MISSING_SOURCE in ended.errors:
            return []
        self._check(ended)
        lines = ended.output.decode("utf-8", "surrogateescape").splitlines()
        names = (line.split(maxsplit=_LISTED)[_LISTED] for line in lines if len(line.split()) > _LISTED)
        return [name for name in names if name != "."]

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        """Leaves it to rsync, which follows no link out of its folder."""

    def put(self, uploads: Sequence[Upload]) -> None:
        by_folder: dict[str, list[OutPath]] = {}
        for upload in uploads:
            by_folder.setdefault(str(upload.file).removesuffix(upload.path), []).append(upload.path)
        for folder, paths in by_folder.items():
            # Digests are compared, since times and sizes of two builds may agree where bytes do not.
            options = ["--checksum", "--times", "--omit-dir-times", "--mkpath"]
            is_claim = all(path.startswith(f"{WORK_FOLDER}/") for path in paths)
            self._send(folder, paths, options if is_claim else [*options, f"--temp-dir={WORK_FOLDER}"])

    def remove(self, paths: Sequence[OutPath]) -> None:
        self._remove(paths, [])
        folders = folders_of(paths)
        for depth in sorted({folder.count("/") for folder in folders}, reverse=True):
            there = [OutPath(folder) for folder in sorted(folders) if folder.count("/") == depth]
            self._remove(there, ["--dirs"])

    def _remove(self, paths: Sequence[OutPath], options: Sequence[str]) -> None:
        """Removes what is listed and the source does not have; of folders, those that are empty."""
        if not paths:
            return
        with tempfile.TemporaryDirectory() as source:
            for folder in {path.rpartition("/")[0] for path in paths}:
                Path(source, folder).mkdir(parents=True, exist_ok=True)
            self._send(source, paths, ["--delete-missing-args", "--no-implied-dirs", *options])

    def finish(self) -> None:
        """All is visible at once."""

    def _send(self, folder: str, paths: Sequence[OutPath], options: Sequence[str]) -> None:
        listed = "\0".join(paths).encode()
        places = ["--", f"{folder.rstrip('/')}/", self.destination]
        self._check(self._run(["--files-from=-", "--from0", *options, *places], listed))

    def _run(self, arguments: Sequence[str], given: bytes = b"") -> Ended:
        # A daemon is asked without ssh.
        way = ["--contimeout", str(self.timeout)] if self.is_daemon else ["--rsh", self.ssh]
        return run(["rsync", "--timeout", str(self.timeout), *way, *arguments], self.root, given)

    def _check(self, ended: Ended) -> None:
        if ended.code:
            raise failure(self.destination, ended.errors)
