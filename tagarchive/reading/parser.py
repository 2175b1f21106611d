"""Tasks to results: in this process, however long that takes."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tagarchive.core.digests import encoded
from tagarchive.core.errors import SiteError
from tagarchive.reading.config import ParseOptions
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.parse_tasks import Result, Task


def result_of(task: Task) -> Result:
    """What comes of a task."""
    try:
        parsed = _parser(task.options).parse(task.source, task.shown_as_it_stands)
    except SiteError as error:
        return Result(problems=error.problems)
    return Result(msgspec.msgpack.encode(parsed.document), encoded(parsed.body))


def read(request: bytes) -> bytes:
    """The encoded result of an encoded task: the work of the process that reads what may take long."""
    return msgspec.msgpack.encode(result_of(msgspec.msgpack.decode(request, type=Task)))


@lru_cache(maxsize=1)
def _parser(options: ParseOptions) -> Parser:
    """Made once a process: a function of its argument, remembered since it outlasts a chunk."""
    return Parser(options)
