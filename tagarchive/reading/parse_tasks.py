"""Parsing of one source as a task with a result, in this process or another one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tagarchive.core.digests import encoded
from tagarchive.core.errors import Problem, SiteError
from tagarchive.reading.files import Source
from tagarchive.reading.parse_options import ParseOptions

if TYPE_CHECKING:
    from tagarchive.reading.document_parser import Parser


class Task(msgspec.Struct, frozen=True):
    """A source to parse.

    Attributes:
        source: file of a document
        options: options of the site that affect parsing
        shown_as_it_stands: reason why the Markdown is not converted; empty if it is

    """

    source: Source
    options: ParseOptions
    shown_as_it_stands: str = ""


class Result(msgspec.Struct, frozen=True):
    """The result of a task: a document with its body, or problems.

    Attributes:
        document: document as MessagePack; empty if there are problems
        body: canonical encoding of the body; empty if there are problems
        sketch: sketch of an article as MessagePack; empty if there are problems, or for other documents
        problems: faults of the source

    """

    document: bytes = b""
    body: bytes = b""
    sketch: bytes = b""
    problems: tuple[Problem, ...] = ()


def result_of(task: Task) -> Result:
    """The result of a task."""
    try:
        parsed = _parser(task.options).parse(task.source, task.shown_as_it_stands)
    except SiteError as error:
        return Result(problems=error.problems)
    sketch = msgspec.msgpack.encode(parsed.sketch) if parsed.sketch else b""
    return Result(msgspec.msgpack.encode(parsed.document), encoded(parsed.body), sketch)


def read(request: bytes) -> bytes:
    """The result of a task, both as MessagePack; a limited process calls this function."""
    return msgspec.msgpack.encode(result_of(msgspec.msgpack.decode(request, type=Task)))


@lru_cache(maxsize=1)
def _parser(options: ParseOptions) -> Parser:
    """The parser with some options, cached because it is slow to make."""
    # A build that parses no file does not need this slow import.
    from tagarchive.reading.document_parser import Parser  # noqa: PLC0415

    return Parser(options)
