"""A preview that runs as its author runs it: `tagarchive serve`, in a process of its own that starts at once."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from conftest import Site
from program import Program, Start

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

    def __init__(self, root: Path, *options: str, files: int = 0, prepared: str = "") -> None:
        self.root = root
        self.port = free_port()
        self.log = root.parent / "preview.log"
        self.options, self.files, self.prepared = options, files, prepared
        self.heard = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        arguments = ["serve", "--root", str(self.root), "--port", str(self.port), *self.options]
        self.program = Program(Start(arguments, self.log, dict(os.environ), self.prepared, self.files))
        try:
            until(self.is_up)
        except BaseException:
            self.program.kill()
            raise
        return self

    def is_up(self) -> bool:
        assert self.program.poll() is None, self.log.read_text()
        try:
            return bool(self.get("/robots.txt").status)
        except OSError:
            return False

    def __exit__(self, *_: object) -> None:
        self.program.kill()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self._answer(method, path, None, {name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: str, headers: Mapping[str, str]) -> Answer:
        return self._answer("POST", path, body, headers)

    def _answer(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, dict(headers))
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
        """What the terminal has shown since it was last heard to its end."""
        return self.log.read_text()[self.heard :]

    def is_content(self) -> bool:
        """True if the terminal tells of no problem that is not fixed."""
        return "still shown" not in self.said().rpartition("Fixed.")[2]


class Shared:
    """A preview of one site for many tests, each of which finds the site as it was at first."""

    def __init__(self, site: Site, served: Served, *addresses: str) -> None:
        self.site = site
        self.served = served
        self.files = {path: place.read_bytes() for path, place in self.places()}
        self.pages = {address: served.get(address).body for address in addresses}

    def places(self) -> list[tuple[str, Path]]:
        """The files of the site and the links in it, by their paths."""
        root = self.site.root
        found = (place for place in sorted(root.rglob("*")) if place.is_symlink() or place.is_file())
        paths = ((place.relative_to(root).as_posix(), place) for place in found)
        return [(path, place) for path, place in paths if not path.startswith(".tagarchive/")]

    def put_back(self) -> None:
        """Makes the files what they were, and waits until the preview shows that."""
        there = dict(self.places())
        for path, place in there.items():
            if place.is_symlink() or path not in self.files:
                place.unlink()
        for path, data in self.files.items():
            place = self.site.root / path
            if not (place.is_file() and place.read_bytes() == data):
                self.site.put(path, data)
        until(lambda: all(self.served.get(address).body == body for address, body in self.pages.items()))
        until(self.served.is_content)
        self.served.heard = len(self.served.log.read_text())
