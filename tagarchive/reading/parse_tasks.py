"""One source to parse, and what comes of it, here or in another process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tagarchive.core.digests import encoded
from tagarchive.core.errors import Problem, SiteError
from tagarchive.reading.config import ParseOptions
from tagarchive.reading.documents import Source

if TYPE_CHECKING:
    from tagarchive.reading.document_parser import Parser


class Task(msgspec.Struct, frozen=True):
    """A source to read, and why its text is to be shown as it stands, if it is."""

    source: Source
    options: ParseOptions
    shown_as_it_stands: str = ""


class Result(msgspec.Struct, frozen=True):
    """What came of a source: a document and its body, encoded, or what is wrong with it."""

    document: bytes = b""
    body: bytes = b""
    problems: tuple[Problem, ...] = ()


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
    # A build that reads files and parses none does not wait for this import.
    from tagarchive.reading.document_parser import Parser  # noqa: PLC0415

    return Parser(options)
