"""Work in a process of its own, which is ended where it takes more time or memory than it may.

A regular expression or a library in C can't be told to stop, and holds up all threads of its process. The system ends
a process whatever it is at.

Time is processor time, in seconds of the machine that the limits were set on: a slower one has as many more as it takes
longer for a sample. So the same texts are read on both.
"""

from __future__ import annotations

import gc
import importlib
import os
import re
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple

Work = Callable[[bytes], bytes]

MEMORY = 2**31
"""Bytes that such a process may take."""

_SAMPLE = "Some *words* and [a link](https://e.example/) with `code`. " * 60

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")

_SAMPLE_SECONDS, _SLOWEST = 0.0015, 6.0
"""What the sample takes where the limits were set, and how many times as long it may take."""

_HEADER = struct.Struct("!dQ")
"""Stands before each message: seconds, that work may take or that it took, and the length of what follows."""

_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from tagarchive.bounded import serve; serve(sys.argv[1])"

_COUNTS_TIME = hasattr(signal, "setitimer")
"""Whether the system counts the processor time of a process, and ends it by a signal."""


class Answer(NamedTuple):
    """What work came to, and the seconds that it took."""

    seconds: float
    data: bytes


class Bounded:
    """A function of a module, called in a process that starts when it is first needed and ends with this object."""

    def __init__(self, name: str) -> None:
        """`name` is that of the function, as `module:function`; it takes bytes and returns bytes."""
        self._name = name
        self._lock = threading.Lock()
        self._owner = 0
        self._close: Callable[[], object] = _nothing
        self.process: subprocess.Popen[bytes] | None = None

    def answer(self, request: bytes, seconds: float) -> Answer | None:
        """What the function makes of a request; None where that takes longer than `seconds`."""
        with self._lock:
            process = self._running()
            with _limited(process, seconds):
                answer = _answer(process, request, seconds)
            if answer is not None:
                return answer
            status = process.wait()
            self._close()
        # One that ended by itself met a bug, whose traceback belongs here; past its limit a signal ends it.
        return Answer(0, _work(self._name)(request)) if status > 0 and _COUNTS_TIME else None

    def _running(self) -> subprocess.Popen[bytes]:
        # A worker that was forked has the process of its parent, which goes on using it.
        if self.process is not None and self._owner == os.getpid():
            if self.process.poll() is None:
                return self.process
            self._close()
        self._owner, self.process = os.getpid(), _started(self._name)
        self._close = weakref.finalize(self, _end, self.process, self._owner)
        return self.process


def _nothing() -> None: ...


def _work(name: str) -> Work:
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    return work


def _started(name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-c", _PROGRAM, name, *sys.path]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)  # noqa: S603 (this very program)


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner == os.getpid():
        process.kill()
        process.communicate()


@contextmanager
def _limited(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Ends a process that takes too long, by the clock on the wall where the system counts nothing better."""
    timer = threading.Timer(seconds, process.kill)
    if not _COUNTS_TIME:
        timer.start()
    yield
    timer.cancel()


def _answer(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> Answer | None:
    if process.stdin is None or process.stdout is None:
        raise TypeError(process)
    with suppress(BrokenPipeError):
        _send(process.stdin, seconds, request)
    return _message(process.stdout)


def _send(pipe: IO[bytes], seconds: float, data: bytes) -> None:
    pipe.write(_HEADER.pack(seconds, len(data)) + data)
    pipe.flush()


def _message(pipe: IO[bytes]) -> Answer | None:
    """The next message of a pipe; None where it ends before."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    seconds, length = _HEADER.unpack(header)
    data = pipe.read(length)
    return Answer(seconds, data) if len(data) == length else None


def serve(name: str) -> None:
    """What such a process does: answers requests with the function named `module:function` until there are no more."""
    work = _work(name)
    # The parent decides what Ctrl-C means; when it ends, so do the requests.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    slowness = _slowness()
    while request := _message(sys.stdin.buffer):
        before = time.process_time()
        # What work makes is freed as it goes; a search for circles in all that is there would take longer each time.
        gc.disable()
        _count_down(request.seconds * slowness)
        try:
            data = work(request.data)
        except MemoryError:
            os.kill(os.getpid(), signal.SIGABRT)
            raise
        _count_down(0)
        gc.enable()
        _send(sys.stdout.buffer, (time.process_time() - before) / slowness, data)


def _slowness() -> float:
    """How many times as long as where the limits were set a sample of work takes here."""
    return min(max(min(_sample() for _ in range(3)) / _SAMPLE_SECONDS, 1), _SLOWEST)


def _sample() -> float:
    before = time.process_time()
    Counter(found[0] for _ in range(2) for found in _WORD.finditer(_SAMPLE))
    return time.process_time() - before


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (there is none on Windows)

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def _count_down(seconds: float) -> None:
    """Has the system end this process once it has worked for `seconds`; 0 calls that off."""
    if _COUNTS_TIME:
        signal.setitimer(signal.ITIMER_PROF, seconds)
