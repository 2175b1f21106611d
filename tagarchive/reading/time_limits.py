"""Parsing within a time limit: a text that takes too long is shown unconverted, or refused if it is large."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tagarchive.reading.files import Source
from tagarchive.reading.limited_process import Bounded
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.parse_tasks import Result, Task, result_of
from tagarchive.reading.slow_texts import end_of_front_matter, too_long

LIGHT, FEW = 32_000, 2_000
"""Maximum size in bytes, and maximum number of characters of markup, of a file that this process may parse.

Any such file is fast to parse, and most files are within these limits.
"""

SHOWN = 200_000
"""Maximum size in bytes of a file whose text is shown unconverted if it takes too long; a larger one is refused."""

SECONDS, SECONDS_OF_LONG, SECONDS_AS_IT_STANDS = 1.4, 2.8, 0.4
"""Processor time for a file of at most `SHOWN` bytes, for a larger one, and for a second, unconverted reading of a file
whose front matter may be slow, in seconds."""

_SIGNS = b"$[](){}<>*_`~\\&|#\"'!:=^+-"


def result_within_limits(source: Source, options: ParseOptions) -> Result:
    """The result of a source. A text that takes too long gives a notice, or a problem if it is large."""
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
    """The result of a task in a separate process; None if it takes longer than `seconds`."""
    answer = _process().answer(msgspec.msgpack.encode(task), seconds)
    return msgspec.msgpack.decode(answer.data, type=Result) if answer else None


def _as_it_stands(task: Task) -> Result | None:
    data = task.source.data
    is_light = _is_light(data[: end_of_front_matter(data)])
    return _here(task) if is_light else _elsewhere(task, SECONDS_AS_IT_STANDS)


@lru_cache(maxsize=1)
def _process() -> Bounded:
    """The separate process for parsing, shared by all tasks."""
    return Bounded("tagarchive.reading.parse_tasks:read")
