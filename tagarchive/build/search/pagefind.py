"""Pagefind, the program that makes the search index: it takes records and writes files.

It is started as a service, as its own packages for Python and Node start it: messages in JSON, in Base64, each before a
comma. Its package for Python waits a tenth of a second for each answer, which is a quarter of an hour for 10,000
articles.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

import msgspec

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.documents import CONFIG_FILE
from tagarchive.render.search.records import PagefindRecord

_INDEX = 0
"""Number of the index within the service."""


def write_index(program: Path, records: Iterable[PagefindRecord], folder: Path) -> None:
    """Writes the index of some records to an empty folder. Raises `SiteError` if the program fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        # The folder holds no configuration that the program could find.
        service = subprocess.Popen(  # noqa: S603 (no shell)
            [program, "--service"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    except OSError as error:
        raise _failed(f"it can't be started ({error})") from error
    try:
        _Service(service).make(records, folder)
    finally:
        service.kill()
        service.communicate()


class _Service:
    """A service that runs, and its answers."""

    def __init__(self, service: subprocess.Popen[bytes]) -> None:
        self.requests, self.answers = _pipe(service.stdin), _pipe(service.stdout)
        self.asked = 0
        self.refusal = ""
        self.is_done = False
        self.ended = Event()

    def make(self, records: Iterable[PagefindRecord], folder: Path) -> None:
        Thread(target=self._read, daemon=True).start()
        # The service has ended if a request can't be sent.
        with suppress(BrokenPipeError):
            self._ask(type="NewIndex", config={})
            for record in records:
                self._ask(type="AddRecord", index_id=_INDEX, **msgspec.structs.asdict(record))
            self._ask(type="WriteFiles", index_id=_INDEX, output_path=str(folder))
            self._ask(type="DeleteIndex", index_id=_INDEX)
            self.requests.flush()
        # It ends at the end of its input, whether it has answered or not, so the input stays open.
        self.ended.wait()
        if not self.is_done:
            raise _failed(self.refusal or "it ended before the index was made")

    def _ask(self, **payload: Any) -> None:
        self.asked += 1
        message = msgspec.json.encode({"message_id": self.asked, "payload": payload})
        self.requests.write(b64encode(message) + b",")

    def _read(self) -> None:
        """Reads answers up to the end of the program. One that nobody reads would block it."""
        rest = b""
        while data := os.read(self.answers.fileno(), 1 << 16):
            *answers, rest = (rest + data).split(b",")
            for answer in answers:
                self._heed(msgspec.json.decode(b64decode(answer))["payload"])
        self.ended.set()

    def _heed(self, payload: dict[str, Any]) -> None:
        if payload["type"] == "Error":
            self.refusal = self.refusal or str(payload["message"])
            self.ended.set()
        elif payload["type"] == "DeleteIndex":
            self.is_done = not self.refusal
            self.ended.set()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise _failed("it has no input or output")
    return pipe


def _failed(why: str) -> SiteError:
    message = f"found that Pagefind made no search index: {why}"
    hint = "install it again: pip install --force-reinstall 'pagefind[bin]'"
    return SiteError(Problem(Location(CONFIG_FILE), "search-failed", message, hint))
