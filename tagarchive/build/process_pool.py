"""Work on many things, in this process or spread over several, with the same results in the same order."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64
"""Things that travel to a worker together."""

ALONE = 256
"""Fewer things than this are done sooner here than a pool of workers starts."""


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Does work here, or spreads it over processes that start when they are first needed; a context manager."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def spread(self, function: Callable[[Sequence[T]], list[R]], items: Iterable[T], count: int) -> Iterator[R]:
        """`function` of all items, `CHUNK` at a time: one result an item, in their order.

        With more than one job and enough items (`count` of them) the chunks go to worker processes; `function` and
        items must then survive pickling. A few chunks a worker are under way at any time, so that memory stays
        bounded however many items there are.
        """
        chunks = _chunks(items)
        if self.jobs == 1 or count < ALONE:
            for chunk in chunks:
                yield from function(chunk)
            return
        pool = self._pool = self._pool or _pool(self.jobs)
        with Interrupts() as interrupts:
            waiting = deque(pool.submit(function, chunk) for chunk in islice(chunks, 3 * self.jobs))
            while waiting:
                result = interrupts.result(waiting.popleft())
                waiting.extend(pool.submit(function, chunk) for chunk in islice(chunks, 1))
                yield from result


def _pool(jobs: int) -> Executor:
    # Its module takes longer to import than a build that finds nothing to do takes altogether.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    return ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(os.getpid(),))


class Interrupts:
    """A context manager that turns Ctrl-C into a `KeyboardInterrupt` between two results, or at its end.

    Raised anywhere, it may hit the pool while it holds a lock, and the program then never ends, or an import, which may
    swallow it.
    """

    def __init__(self) -> None:
        self.noted = False

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, self._before)
        if self.noted and kind is None:
            raise KeyboardInterrupt

    def _note(self, *_: object) -> None:
        self.noted = True

    def result(self, future: Future[list[R]]) -> list[R]:
        """The result once it is there. Raises `KeyboardInterrupt` soon after Ctrl-C."""
        while not future.done() and not self.noted:
            with suppress(TimeoutError):
                future.exception(timeout=0.2)
        if self.noted:
            raise KeyboardInterrupt
        return future.result()


def _start_worker(parent: int) -> None:
    """Leaves interrupts to the parent, and ends soon after it: a pool does not end the workers of a killed one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
