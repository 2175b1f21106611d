"""What is asked of those who read, here or in another process, and what they answer."""

from __future__ import annotations

import msgspec

from tagarchive.core.errors import Problem
from tagarchive.reading.config import ParseOptions
from tagarchive.reading.documents import Source


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
