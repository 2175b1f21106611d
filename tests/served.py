"""A preview that runs as its author runs it: `tagarchive serve`, in a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Self

BUILD = Path(__file__).parent.parent / "build.py"


class Answer(NamedTuple):
    """What came back: the status, the headers by their names in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(met: Callable[[], bool], limit: float = 20) -> None:
    """Waits for something that should come soon."""
    end = time.monotonic() + limit
    while not met():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


NO_RESCAN = "from tagarchive.preview import session; session.QUIET = 1e6"
"""A preparation that leaves an event as the only way to learn of a change."""


class Served:
    """A preview of the site in a folder, as a context manager.

    It may open so many files, if that is said. `prepared` is run first in its process.
    """

    def __init__(self, root: Path, *options: str, files: int | None = None, prepared: str = "") -> None:
        self.root = root
        self.limit = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh"] if files else []
        main = "import sys; from tagarchive.commands.main import main; sys.exit(main())"
        self.program: list[str | Path] = ["-c", f"{prepared}\n{main}"] if prepared else [BUILD]
        self.port = free_port()
        self.options = options
        self.log = root.parent / "preview.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        command: list[str | Path] = [
            *self.limit,
            sys.executable,
            *self.program,
            "serve",
            "--root",
            self.root,
            "--port",
            str(self.port),
            *self.options,
        ]
        self.output = self.log.open("wb")
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=BUILD.parent, stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True
        )
        until(self.is_up)
        return self

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return bool(self.get("/robots.txt").status)
        except OSError:
            return False

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.output.close()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def raw(self, request: bytes) -> bytes:
        """What comes back for bytes that no decent client sends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as there:
            try:
                there.sendall(request)
                found = b""
                while part := there.recv(65536):
                    found += part
            except (ConnectionError, TimeoutError):
                return b""
        return found

    def said(self) -> str:
        """What stands in the terminal."""
        return self.log.read_text()
