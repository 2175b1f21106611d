"""Sources to documents within limits of time: a text that takes too long is shown as it stands, or refused."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tagarchive.bounded import Bounded
from tagarchive.config import ParseOptions
from tagarchive.digests import encoded
from tagarchive.errors import Problem, SiteError
from tagarchive.model import Source
from tagarchive.overlong import end_of_front_matter, too_long

if TYPE_CHECKING:
    from tagarchive.articles import Parser

LIGHT, FEW = 32_000, 2_000
"""Bytes of a file, and signs in it that Markdown or HTML may mean, that are read in this process.

Such a file takes little time whatever it says, and most are no longer.
"""

SHOWN = 200_000
"""Bytes of a file whose text is shown as it stands where it takes too long to read; a longer one is refused."""

SECONDS, SECONDS_OF_LONG, SECONDS_AS_IT_STANDS = 1.2, 3.0, 0.6
"""Processor time for a file whose text may be shown as it stands, for a longer one, and for doing so where its front
matter is odd as well."""

_SIGNS = b"[](){}<>*_`~\\&|#\"'!:=^+-"


class Result(msgspec.Struct, frozen=True):
    """What came of a source: a document and its body, encoded, or what is wrong with it."""

    document: bytes = b""
    body: bytes = b""
    problems: tuple[Problem, ...] = ()


class Task(msgspec.Struct, frozen=True):
    """A source to read in another process, and why its text is to be shown as it stands, if it is."""

    source: Source
    options: ParseOptions
    shown_as_it_stands: str = ""

    def result(self) -> Result:
        """What comes of it in this process, however long that takes."""
        try:
            parsed = _parser(self.options).parse(self.source, self.shown_as_it_stands)
        except SiteError as error:
            return Result(problems=error.problems)
        return Result(msgspec.msgpack.encode(parsed.document), encoded(parsed.body))


def result_of(source: Source, options: ParseOptions) -> Result:
    """What comes of a source, in bounded time."""
    if _is_light(source.data):
        return Task(source, options).result()
    is_short = len(source.data) <= SHOWN
    seconds = SECONDS if is_short else SECONDS_OF_LONG
    result = _bounded(Task(source, options), seconds)
    if result is None and is_short:
        task = Task(source, options, too_long(source, seconds).message)
        light = _is_light(source.data[: end_of_front_matter(source.data)])
        result = task.result() if light else _bounded(task, SECONDS_AS_IT_STANDS)
    return result or Result(problems=(too_long(source, seconds),))


def read(request: bytes) -> bytes:
    """The encoded result of an encoded task: the work of the process that reads what may take long."""
    return msgspec.msgpack.encode(msgspec.msgpack.decode(request, type=Task).result())


def _is_light(data: bytes) -> bool:
    return len(data) <= LIGHT and len(data) - len(data.translate(None, _SIGNS)) <= FEW


def _bounded(task: Task, seconds: float) -> Result | None:
    answer = _process().answer(msgspec.msgpack.encode(task), seconds)
    return msgspec.msgpack.decode(answer.data, type=Result) if answer else None


@lru_cache(maxsize=1)
def _process() -> Bounded:
    """Made once a process, like what follows."""
    return Bounded(read)


@lru_cache(maxsize=1)
def _parser(options: ParseOptions) -> Parser:
    """Made once a process: a function of its argument, remembered since it outlasts a chunk."""
    from tagarchive.articles import Parser  # noqa: PLC0415 (most files turn out to be known, and need no Markdown)

    return Parser(options)
