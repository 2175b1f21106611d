"""Files to documents: what a worker process does with the paths that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import SiteError
from tagarchive.reading.config import ParseOptions
from tagarchive.reading.disk import read
from tagarchive.reading.time_limits import result_within_limits


class Wanted(NamedTuple):
    """A document to read: its path, and the SHA-256 of its file when it was last parsed."""

    path: str
    digest: str


class ReadDocument(NamedTuple):
    """A document that was read: the SHA-256 of its file, and it and its body encoded unless both are known already."""

    digest: str
    document: bytes = b""
    body: bytes = b""


def read_all(wanted: Sequence[Wanted], root: str, options: ParseOptions) -> list[ReadDocument | SiteError]:
    """Each document, or the error that says why it can't be read, in the order given."""
    return [_outcome(one, Path(root), options) for one in wanted]


def _outcome(wanted: Wanted, root: Path, options: ParseOptions) -> ReadDocument | SiteError:
    try:
        source = read(root, wanted.path)
    except SiteError as error:
        return error
    if source.digest == wanted.digest:
        return ReadDocument(source.digest)
    result = result_within_limits(source, options)
    return SiteError(*result.problems) if result.problems else ReadDocument(source.digest, result.document, result.body)
