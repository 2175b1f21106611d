"""The program in processes of its own that start at once.

Each is a copy of a process that has imported the package and compiled the theme: that takes two seconds of a processor,
and tests start the program a hundred times.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import NamedTuple, Self
from unittest.mock import patch

from tagarchive.commands.main import main

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["warm_program"])


class Start(NamedTuple):
    """How the program starts.

    Attributes:
        arguments: the arguments of its command line
        output: the file for all that it prints
        errors: the file for what it prints to the standard error, if that is another
        environment: the variables of its environment
        prepared: Python that runs first in its process
        files: how many files it may open; zero is no limit of its own

    """

    arguments: Sequence[str]
    output: Path
    environment: Mapping[str, str]
    prepared: str = ""
    files: int = 0
    errors: Path | None = None


class Program:
    """The program in a process and a session of its own, as a context manager that ends it in any case."""

    def __init__(self, start: Start) -> None:
        for file in filter(None, (start.output, start.errors)):
            file.write_bytes(b"")
        with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path))):
            forkserver.ensure_running()
        self._process = _CONTEXT.Process(target=_run, args=(start,))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid
        while not self._is_apart():
            time.sleep(0.001)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _is_apart(self) -> bool:
        """True once the process has come to its program."""
        try:
            return os.getpgid(self.pid) == self.pid
        except ProcessLookupError:
            return True

    def poll(self) -> int | None:
        """The exit code if it has ended."""
        return self._process.exitcode

    def wait(self, limit: float | None = None) -> int | None:
        self._process.join(limit)
        return self._process.exitcode

    def interrupt(self) -> None:
        """Sends what ctrl-C sends."""
        os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()


def completed(
    folder: Path, arguments: Sequence[str | Path], *, prepared: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The program, run to its end. The folder is for files of what it prints."""
    output, errors = folder / "output.txt", folder / "errors.txt"
    environment = {**os.environ, **environment}
    with Program(Start([*map(str, arguments)], output, environment, prepared, errors=errors)) as program:
        code = program.wait()
    assert code is not None
    return subprocess.CompletedProcess(arguments, code, output.read_text(), errors.read_text())


def _run(start: Start) -> None:
    for stream, file in ((1, start.output), (2, start.errors or start.output)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), stream)
    multiprocessing.set_start_method(None, force=True)  # That of this process is the one that it was started by.
    os.environ.clear()
    os.environ.update(start.environment)
    time.tzset()
    if start.files:
        import resource  # noqa: PLC0415 (there is none on Windows)

        resource.setrlimit(resource.RLIMIT_NOFILE, (start.files, start.files))
    exec(start.prepared, {})  # noqa: S102 (by tests, for their own process)
    os.setsid()
    sys.exit(main(start.arguments))
