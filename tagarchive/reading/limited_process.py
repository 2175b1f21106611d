"""Work in a separate process, which is ended if it takes more time or memory than its limit.

A regular expression or a library in C can't be interrupted, and it may block all threads of its process. The operating
system can end a process at any time.

Time is processor time, in seconds of a reference machine. A slower machine gets more time, in proportion to the time
that a sample takes on it, so that every machine reads the same texts.
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
"""Maximum address space of the process, in bytes."""

_SAMPLE = "Some *words* and [a link](https://e.example/) with `code`. " * 60

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")

_SAMPLE_SECONDS, _SLOWEST = 0.0015, 6.0
"""Time of the sample on the reference machine, in seconds, and the maximum factor for slower machines."""

_HEADER = struct.Struct("!dQ")
"""Header of each message: the time limit or the time taken, in seconds, and the length of the data in bytes."""

_PROGRAM = f"import sys; sys.path[:] = sys.argv[2:]; from {__name__} import serve; serve(sys.argv[1])"

_COUNTS_TIME = hasattr(signal, "setitimer")
"""True if the operating system can end a process by a signal after an amount of processor time."""


class Answer(NamedTuple):
    """The result of a call.

    Attributes:
        seconds: processor time that it took, in seconds of the reference machine
        data: bytes that the function returned

    """

    seconds: float
    data: bytes


class Bounded:
    """A function that runs in a separate process, which starts at the first call and ends with this object."""

    def __init__(self, name: str) -> None:
        """Takes the name of a function from bytes to bytes, as `module:function`."""
        self._name = name
        self._lock = threading.Lock()
        self._owner = 0
        self._close: Callable[[], object] = _nothing
        self.process: subprocess.Popen[bytes] | None = None

    def answer(self, request: bytes, seconds: float) -> Answer | None:
        """The result of the function for a request; None if it takes longer than `seconds`."""
        with self._lock:
            process = self._running()
            with _limited(process, seconds):
                answer = _answer(process, request, seconds)
            if answer is not None:
                return answer
            status = process.wait()
            self._close()
        # An exit code means a bug, and the call here shows its traceback; past a limit, a signal ends the process.
        return Answer(0, _work(self._name)(request)) if status > 0 and _COUNTS_TIME else None

    def _running(self) -> subprocess.Popen[bytes]:
        # A forked worker inherits the process of its parent and must not share it.
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
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)  # noqa: S603 (the program itself)


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner == os.getpid():
        process.kill()
        process.communicate()


@contextmanager
def _limited(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Ends a process that takes too long, by wall-clock time if the system can't limit processor time."""
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
    """The next message in a pipe; None if the pipe ends before the message does."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    seconds, length = _HEADER.unpack(header)
    data = pipe.read(length)
    return Answer(seconds, data) if len(data) == length else None


def serve(name: str) -> None:
    """Answers requests on standard input with the function `module:function`, until the input ends."""
    work = _work(name)
    # The parent handles Ctrl-C; when it ends, the input ends too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    slowness = _slowness()
    while request := _message(sys.stdin.buffer):
        before = time.process_time()
        # Reference counting frees most objects; the garbage collector would scan all others again and again.
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
    """The time of the sample on this machine as a multiple of the reference, from 1 to `_SLOWEST`."""
    return min(max(min(_sample() for _ in range(3)) / _SAMPLE_SECONDS, 1), _SLOWEST)


def _sample() -> float:
    before = time.process_time()
    Counter(word[0] for _ in range(2) for word in _WORD.finditer(_SAMPLE))
    return time.process_time() - before


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (there is none on Windows)

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def _count_down(seconds: float) -> None:
    """Sets a timer that ends this process after `seconds` of processor time; 0 cancels it."""
    if _COUNTS_TIME:
        signal.setitimer(signal.ITIMER_PROF, seconds)
