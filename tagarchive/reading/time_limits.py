"""Sources to results within limits of time: a text that takes too long is shown as it stands, or refused."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tagarchive.reading.config import ParseOptions
from tagarchive.reading.documents import Source
from tagarchive.reading.limited_process import Bounded
from tagarchive.reading.parse_tasks import Result, Task, result_of
from tagarchive.reading.slow_texts import end_of_front_matter, too_long

LIGHT, FEW = 32_000, 2_000
"""Bytes of a file, and signs in it that Markdown or HTML may mean, that are read in this process.

Such a file takes little time whatever it says, and most are no longer.
"""

SHOWN = 200_000
"""Bytes of a file whose text is shown as it stands where it takes too long to read; a longer one is refused."""

SECONDS, SECONDS_OF_LONG, SECONDS_AS_IT_STANDS = 1.4, 2.8, 0.4
"""Processor time for a file whose text may be shown as it stands, for a longer one, and for doing so where its front
matter is odd as well."""

_SIGNS = b"[](){}<>*_`~\\&|#\"'!:=^+-"


def result_within_limits(source: Source, options: ParseOptions) -> Result:
    """What comes of a source, in bounded time."""
    if _is_light(source.data):
        return _here(Task(source, options))
    is_short = len(source.data) <= SHOWN
    seconds = SECONDS if is_short else SECONDS_OF_LONG
    result = _elsewhere(Task(source, options), seconds)
    if result is None and is_short:
        result = _as_it_stands(Task(source, options, too_long(source, seconds).message))
    return result or Result(problems=(too_long(source, seconds),))


def _is_light(data: bytes) -> bool:
    return len(data) <= LIGHT and len(data) - len(data.translate(None, _SIGNS)) <= FEW


def _here(task: Task) -> Result:
    return result_of(task)


def _elsewhere(task: Task, seconds: float) -> Result | None:
    """What comes of a task in a process that is ended after some seconds, unless it had to be."""
    answer = _process().answer(msgspec.msgpack.encode(task), seconds)
    return msgspec.msgpack.decode(answer.data, type=Result) if answer else None


def _as_it_stands(task: Task) -> Result | None:
    data = task.source.data
    is_light = _is_light(data[: end_of_front_matter(data)])
    return _here(task) if is_light else _elsewhere(task, SECONDS_AS_IT_STANDS)


@lru_cache(maxsize=1)
def _process() -> Bounded:
    """Made once a process, and used for one task after another."""
    return Bounded("tagarchive.reading.parse_tasks:read")
