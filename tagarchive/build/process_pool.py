"""Parallel work on many items. Results and their order do not depend on the number of processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from contextvars import ContextVar
from itertools import islice
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, Self, TypeVar

from tagarchive.build.garbage import collection_of_new_objects

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64
"""Number of items sent to a worker at once."""

FEW = 4
"""Minimum number of heavy items for worker processes: each takes longer than the start of a pool."""

ALONE = 256
"""Minimum number of items for worker processes. For fewer items, starting a pool takes longer than the work."""


START = "fork" if sys.platform == "linux" else None
"""Start method of worker processes: forked where the system does that well, else the default of Python."""


def usable_cores() -> int:
    """The number of CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Runs work in this process or in worker processes, which start on first use; a context manager."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None

    def spread(
        self,
        function: Callable[[Sequence[T]], list[R]],
        items: Iterable[tuple[K, T]],
        count: int,
        *,
        heavy: bool = False,
    ) -> Iterator[tuple[K, R]]:
        """The results of `function` for all items, in order. It is called on chunks of `CHUNK` items.

        Of heavy items, such as pictures, each is a chunk.

        Each item comes with a value that stays in this process and is returned with the result.
        With more than one job and at least `ALONE` items (`count`), chunks go to worker processes; `function` and
        items must then support pickling. Only a few chunks per worker are pending at any time, so memory is bounded
        for any number of items.
        """
        with collection_of_new_objects():
            chunks = _chunks(items, 1 if heavy else CHUNK)
            if self.jobs == 1 or count < (FEW if heavy else ALONE):
                for values, chunk in chunks:
                    yield from zip(values, function(chunk), strict=True)
            else:
                yield from self._spread(function, chunks)

    def _spread(
        self, function: Callable[[Sequence[T]], list[R]], chunks: Iterator[tuple[list[K], list[T]]]
    ) -> Iterator[tuple[K, R]]:
        self._end()
        pool = self._pool = _pool(self.jobs, function)
        submitted = ((values, pool.submit(_results, chunk)) for values, chunk in chunks)
        with Interrupts() as interrupts:
            waiting = deque(islice(submitted, 3 * self.jobs))
            while waiting:
                values, future = waiting.popleft()
                results = interrupts.result(future)
                waiting.extend(islice(submitted, 1))
                yield from zip(values, results, strict=True)
        self._end()


def _pool(jobs: int, function: Callable[[Any], Any]) -> Executor:
    """A pool of workers for a function. Where processes are forked, they share with this one what it uses."""
    # These imports take longer than a build with nothing to do.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context(START)
    return ProcessPoolExecutor(jobs, context, _start_worker, (os.getpid(), function))


class Interrupts:
    """A context manager that raises `KeyboardInterrupt` for Ctrl-C only between two results or at its end.

    At other points the exception could reach the pool while it holds a lock, which would block the program for ever,
    or an import, which may swallow it.
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
        """The result of a future. Raises `KeyboardInterrupt` soon after Ctrl-C."""
        while not future.done() and not self.noted:
            with suppress(TimeoutError):
                future.exception(timeout=0.2)
        if self.noted:
            raise KeyboardInterrupt
        return future.result()


_function: ContextVar[Callable[[Any], Any]] = ContextVar("function")
"""The function of a worker, for which it was started. The library has no other place for it."""


def _results(chunk: Sequence[T]) -> list[Any]:
    """The results of the function of this worker for a chunk of items."""
    results: list[Any] = _function.get()(chunk)
    return results


def _start_worker(parent: int, function: Callable[[Any], Any]) -> None:
    """Ignores interrupts, which the parent handles, and ends soon after the parent: a killed pool keeps its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _function.set(function)
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _chunks(items: Iterable[tuple[K, T]], length: int) -> Iterator[tuple[list[K], list[T]]]:
    rest = iter(items)
    while chunk := list(islice(rest, length)):
        yield [value for value, _ in chunk], [item for _, item in chunk]
