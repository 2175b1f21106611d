"""Work on many things, in this process or spread over several, with the same results in the same order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from itertools import islice
from threading import current_thread, main_thread
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64
"""Things that travel to a worker together."""

ALONE = 256
"""Fewer things than this are done sooner here than a pool of workers starts."""


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(function: Callable[[Sequence[T]], list[R]], items: Iterable[T], count: int, jobs: int) -> Iterator[R]:
    """`function` of all items, `CHUNK` at a time: one result an item, in their order.

    With more than one job and enough items (`count` of them) the chunks go to worker processes; `function`
    and items must then survive pickling. A few chunks a worker are under way at any time, so that memory
    stays bounded however many items there are.
    """
    chunks = _chunks(items)
    if jobs == 1 or count < ALONE:
        for chunk in chunks:
            yield from function(chunk)
        return
    with _Interrupts() as interrupts, ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent) as pool:
        waiting: deque[Future[list[R]]] = deque(pool.submit(function, chunk) for chunk in islice(chunks, 3 * jobs))
        try:
            while waiting:
                result = interrupts.result(waiting.popleft())
                waiting.extend(pool.submit(function, chunk) for chunk in islice(chunks, 1))
                yield from result
        finally:
            pool.shutdown(cancel_futures=True)


class _Interrupts:
    """Turns Ctrl-C into a `KeyboardInterrupt` between two results instead of anywhere.

    Raised anywhere it may hit the pool while it holds a lock, and the program then never ends.
    """

    def __init__(self) -> None:
        self.noted = False

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, self._before)

    def _note(self, *_: object) -> None:
        self.noted = True

    def result(self, future: Future[list[R]]) -> list[R]:
        """The result once it is there. Raises `KeyboardInterrupt` soon after Ctrl-C."""
        while not future.done() and not self.noted:
            wait([future], timeout=0.2)
        if self.noted:
            raise KeyboardInterrupt
        return future.result()


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
