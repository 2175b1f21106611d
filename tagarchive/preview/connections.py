"""Connections of the preview: fewer than the limit of open files, and none that waits for ever."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from tagarchive.preview.guard import GUARDS
from tagarchive.preview.server import MOST_STREAMS

PATIENCE = 10.0
"""Seconds in which a request must be complete, counted from the connection or from the answer before."""

BACKLOG = 64
"""Connections that are accepted at once; as many may be open for a moment beyond the most that may stay."""

_MOST, _FEWEST = 1000, 16
_OTHERS = 64 + BACKLOG
"""Files that are kept free for everything else that the preview opens."""

_BUSY = "503 Service Unavailable", "This preview has too many connections open"
_INVALID = "400 Bad Request", "This is no request that a preview can read"


def most_connections() -> int:
    """Largest number of open connections, from the limit of open files of this process."""
    if os.name != "posix":
        return _MOST
    import resource  # noqa: PLC0415 (only these systems have it)

    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST if limit == resource.RLIM_INFINITY else max(_FEWEST, min(_MOST, limit - _OTHERS))


def most_streams(connections: int) -> int:
    """Largest number of connections that may stay open for events; the rest serves pages and files."""
    return min(MOST_STREAMS, connections // 2)


class Connections:
    """All open connections. Calls `told` the first time that there are too many."""

    def __init__(self, most: int, told: Callable[[], None]) -> None:
        self.most = most
        self.told = told
        self.count = 0
        self.waiting: dict[Connection, None] = {}
        """Those without a request to answer, the one that has waited longest first."""
        self._is_told = False

    def tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            self.told()

    def handle(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Reports once that no more files can be opened; reports the rest as asyncio does."""
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            self.tell()
        else:
            loop.default_exception_handler(context)


class Connection(H11Protocol):
    """A connection that closes if no request is complete in time, and makes room if there are too many."""

    def __init__(self, crowd: Connections, **rest: Any) -> None:
        super().__init__(**rest)
        self.crowd = crowd
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.crowd.count += 1
        if self.crowd.count > self.crowd.most:
            self.crowd.tell()
            longest = next(iter(self.crowd.waiting), None)
            if longest is None:
                self.refuse(*_BUSY)
                return
            longest.drop()
        self.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self.crowd.count -= 1
        self.go_on()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.is_answering():
            self.go_on()

    def on_response_complete(self) -> None:
        self.wait()
        super().on_response_complete()
        if self.is_answering():  # The next request had come already.
            self.go_on()

    def is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def wait(self) -> None:
        """Starts to wait for a request."""
        self.go_on()
        self.crowd.waiting[self] = None
        self.deadline = self.loop.call_later(PATIENCE, self.drop)

    def go_on(self) -> None:
        """Ends the waiting."""
        self.crowd.waiting.pop(self, None)
        if self.deadline:
            self.deadline.cancel()
            self.deadline = None

    def drop(self) -> None:
        self.go_on()
        if not self.is_answering():
            self.transport.abort()

    def refuse(self, status: str, text: str) -> None:
        """Answers an invalid request, and closes the connection."""
        headers = {**GUARDS, "content-type": "text/plain", "content-length": str(len(text)), "connection": "close"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 {status}\r\n{lines}\r\n{text}".encode())
        self.transport.close()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (it says how the server works inside)
        self.refuse(*_INVALID)
