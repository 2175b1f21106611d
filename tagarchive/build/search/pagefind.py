"""Pagefind, the program that makes the search index: it takes records and gives files.

It is started as a service, as its own packages for Python and Node start it: messages in JSON, in Base64, each before a
comma. Its package for Python waits a tenth of a second for each answer, which is a quarter of an hour for 10,000
articles. The service can also write the files itself, but then answers, and ends, before the last bytes are written.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import IO, Any

import msgspec

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.render.search.records import PagefindRecord

_INDEX = 0
"""Number of the index within the service."""

_CHUNK = 1 << 20
"""Maximum number of bytes that are read at a time."""


class _File(msgspec.Struct, frozen=True):
    """A file of the index; its content is in Base64."""

    path: str
    content: bytes


class _Payload(msgspec.Struct, frozen=True):
    """An answer: its kind, the files if it has any, and the reason if the service refuses something."""

    type: str
    files: tuple[_File, ...] = ()
    message: str = ""


class _Answer(msgspec.Struct, frozen=True):
    payload: _Payload


_answers = msgspec.json.Decoder(_Answer)


def pagefind_files(program: Path, records: Iterable[PagefindRecord]) -> dict[str, bytes]:
    """The files of the index of some records, by name. Raises `SiteError` if the program fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    # The program looks for a configuration in the folder where it starts.
    with TemporaryDirectory() as empty:
        try:
            service = subprocess.Popen(  # noqa: S603 (no shell)
                [program, "--service"], cwd=empty, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise _failed(f"it can't be started ({error})") from error
        talk = _Talk(service)
        try:
            return talk.files(records)
        finally:
            talk.close()


class _Talk:
    """The requests to a service that runs, and its answers."""

    def __init__(self, service: subprocess.Popen[bytes]) -> None:
        self.service = service
        self.requests, self.answers = _pipe(service.stdin), _pipe(service.stdout)
        self.reader = Thread(target=self._read, daemon=True)
        self.asked = 0
        self.refusal = ""
        self.made: _Payload | None = None
        self.ended = Event()
        self.reader.start()

    def files(self, records: Iterable[PagefindRecord]) -> dict[str, bytes]:
        # The service has ended if a request can't be sent.
        with suppress(BrokenPipeError):
            self._ask(type="NewIndex", config={})
            for record in records:
                self._ask(type="AddRecord", index_id=_INDEX, **msgspec.structs.asdict(record))
            self._ask(type="GetFiles", index_id=_INDEX)
            self.requests.flush()
        # It ends at the end of its input, whether it has answered or not, so the input stays open.
        self.ended.wait()
        if self.refusal or not self.made:
            raise _failed(self.refusal or "it ended before the index was made")
        return {file.path: file.content for file in self.made.files}

    def close(self) -> None:
        """Ends the service."""
        self.service.kill()
        self.service.wait()
        self.reader.join()
        self.answers.close()
        with suppress(BrokenPipeError):
            self.requests.close()

    def _ask(self, **payload: Any) -> None:
        self.asked += 1
        message = msgspec.json.encode({"message_id": self.asked, "payload": payload})
        self.requests.write(b64encode(message) + b",")

    def _read(self) -> None:
        """Reads answers up to the end of the program. One that nobody reads would block it."""
        rest = bytearray()
        while data := os.read(self.answers.fileno(), _CHUNK):
            *answers, last = data.split(b",")
            for answer in answers:
                rest += answer
                self._heed(b64decode(rest))
                rest.clear()
            rest += last
        self.ended.set()

    def _heed(self, answer: bytes) -> None:
        payload = _answers.decode(answer).payload
        if payload.type == "GetFiles":
            self.made = payload
        elif payload.type == "Error":
            self.refusal = self.refusal or payload.message
        else:
            return
        self.ended.set()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise _failed("it has no input or output")
    return pipe


def _failed(why: str) -> SiteError:
    message = f"found that Pagefind made no search index: {why}"
    hint = "install it again: pip install --force-reinstall 'pagefind[bin]'"
    return SiteError(Problem(Location(CONFIG_FILE), "search-failed", message, hint))
