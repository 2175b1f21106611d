"""A folder of a host that ssh reaches as a target, by SFTP. Files go up under temporary names and are renamed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Sequence
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, Self, TypeVar

import asyncssh

from tagarchive.build.places import folders_of
from tagarchive.core.errors import SiteError
from tagarchive.core.urls import OutPath
from tagarchive.deploy.failures import failure
from tagarchive.deploy.target import WORK_FOLDER, Upload
from tagarchive.reading.deploy_options import SftpPlace

AT_ONCE = 16
"""Files that are on their way at the same time."""

R = TypeVar("R")


class SftpTarget:
    """A folder of a host. It is a context manager, which holds the connection.

    Users, ports, keys and known hosts come from the configuration of ssh and its agent.
    """

    is_atomic = False

    def __init__(self, place: SftpPlace, timeout: int) -> None:
        self.place = place
        self.timeout = timeout
        self.runner = asyncio.Runner()
        self.made: set[str] = set()

    def __enter__(self) -> Self:
        with ExitStack() as failing:
            failing.callback(self.runner.close)
            # The library has tasks of its own, which report once more what the operation that needs them raises.
            self.runner.get_loop().set_exception_handler(lambda _loop, _context: None)
            self._run(self._connect())
            failing.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.abort()
        self.runner.close()

    async def _connect(self) -> None:
        place, named = self.place, dict[str, Any]()
        if place.user:
            named["username"] = place.user
        if place.port:
            named["port"] = place.port
        self.connection = await asyncssh.connect(
            place.host,
            connect_timeout=self.timeout,
            login_timeout=self.timeout,
            keepalive_interval=max(1, self.timeout // 3),
            keepalive_count_max=3,
            **named,
        )
        self.client = await asyncio.wait_for(self.connection.start_sftp_client(), self.timeout)
        path = place.path
        if path == "~" or path.startswith("~/"):
            path = f"{await self.client.realpath('.')}{path[1:]}"
        self.folder = path

    def read(self, path: OutPath) -> bytes | None:
        return self._run(self._read(self._place(path)))

    async def _read(self, place: str) -> bytes | None:
        try:
            async with self.client.open(place, "rb") as file:
                data = await file.read()
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None
        return data.encode() if isinstance(data, str) else data

    def names(self, folder: str) -> list[str]:
        return self._run(self._names(self._place(folder)))

    async def _names(self, place: str) -> list[str]:
        try:
            found = await self.client.listdir(place)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return []
        return [str(name) for name in found if name not in (".", "..")]

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        """Raises `SiteError` if a folder of the site is a link at the target, which may lead elsewhere."""
        self._run(self._check(sorted(folders_of((*sent, *removed)))))

    async def _check(self, folders: Sequence[str]) -> None:
        # Only the top folders: what lies below them was made by deploys.
        for folder in (one for one in folders if "/" not in one):
            place = self._place(folder)
            if await self.client.islink(place):
                raise failure(self.place.written, f"{folder} is a link there, Operation not permitted")

    def put(self, uploads: Sequence[Upload]) -> None:
        self._run(self._put_all(uploads))

    async def _put_all(self, uploads: Sequence[Upload]) -> None:
        await self._make_folders({OutPath(f"{WORK_FOLDER}/x"), *(upload.path for upload in uploads)})
        gate = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for number, upload in enumerate(uploads):
                group.create_task(self._put(upload, f"{WORK_FOLDER}/part-{os.getpid()}-{number}", gate))

    async def _make_folders(self, paths: set[OutPath]) -> None:
        folders = {*folders_of(paths)} - self.made
        if not self.made:
            await self.client.makedirs(self.folder, exist_ok=True)
        for folder in sorted(folders):
            await self.client.makedirs(self._place(folder), exist_ok=True)
        self.made |= folders

    async def _put(self, upload: Upload, part: str, gate: asyncio.Semaphore) -> None:
        async with gate:
            try:
                await self.client.put(str(upload.file), self._place(part))
            except asyncssh.SFTPFailure:
                await self._explain(upload, self._place(part))
                raise
            await self.client.posix_rename(self._place(part), self._place(upload.path))

    async def _explain(self, upload: Upload, part: str) -> None:
        """Removes a part of a file, and raises `SiteError` if there is no room for the file.

        The protocol has no code for a full disk (draft-ietf-secsh-filexfer-02, 7).
        """
        with suppress(asyncssh.Error):
            await self.client.remove(part)
            room = await self.client.statvfs(self.folder)
            if room.bavail * room.frsize < upload.size:
                raise failure(self.place.written, f"No space left for {upload.path}")

    def remove(self, paths: Sequence[OutPath]) -> None:
        self._run(self._remove_all(paths))

    async def _remove_all(self, paths: Sequence[OutPath]) -> None:
        for path in paths:
            try:
                await self.client.remove(self._place(path))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                continue
        for folder in sorted(folders_of(paths), key=lambda folder: -folder.count("/")):
            if not await self._names(self._place(folder)):
                await self._remove_folder(folder)

    async def _remove_folder(self, folder: str) -> None:
        self.made.discard(folder)
        try:
            await self.client.rmdir(self._place(folder))
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return

    def finish(self) -> None:
        """All is visible at once."""

    def _place(self, path: str) -> str:
        return f"{self.folder}/{path}" if path else self.folder

    def _run(self, work: Coroutine[Any, Any, R]) -> R:
        """The result of work with the connection. Raises `SiteError` for its errors."""
        try:
            return self.runner.run(work)
        except (asyncssh.Error, OSError, SiteError, ExceptionGroup) as errors:
            error = _first(errors)
            if isinstance(error, asyncssh.Error | OSError):
                raise failure(self.place.written, _words(error)) from None
            raise error from None


def _first(error: BaseException) -> BaseException:
    """The first of errors that were raised at a time."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _words(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError):
        return f"no file {error.filename}, which the configuration of ssh names for a key or a host key"
    if isinstance(error, asyncssh.HostKeyNotVerifiable):
        return f"the key of the host is not trusted (host key): {error.reason}"
    if isinstance(error, asyncssh.PermissionDenied):
        return f"{error.reason} (publickey)"
    if isinstance(error, asyncssh.SFTPFailure) and error.reason == "Failure":
        return "Failure, which may be a quota or a name that can't be written"
    if isinstance(error, asyncssh.Error):
        return error.reason
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or "timed out"
