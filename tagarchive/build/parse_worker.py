"""The worker that reads and parses files to documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import SiteError
from tagarchive.reading.disk import read
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.time_limits import result_within_limits


class Wanted(NamedTuple):
    """A document to read.

    Attributes:
        path: path of its file
        digest: SHA-256 of the file when it was last parsed; empty if unknown

    """

    path: str
    digest: str


class ReadDocument(NamedTuple):
    """The result of reading a document.

    Attributes:
        digest: SHA-256 of its file
        document: the encoded document; empty if the file is unchanged
        body: the encoded body; empty if the file is unchanged
        sketch: the encoded sketch of an article; empty if the file is unchanged

    """

    digest: str
    document: bytes = b""
    body: bytes = b""
    sketch: bytes = b""


def read_all(wanted: Sequence[Wanted], root: str, options: ParseOptions) -> list[ReadDocument | SiteError]:
    """The results in the order of `wanted`. A document that can't be read yields its error."""
    return [_outcome(document, Path(root), options) for document in wanted]


def _outcome(wanted: Wanted, root: Path, options: ParseOptions) -> ReadDocument | SiteError:
    try:
        source = read(root, wanted.path)
    except SiteError as error:
        return error
    if source.digest == wanted.digest:
        return ReadDocument(source.digest)
    result = result_within_limits(source, options)
    if result.problems:
        return SiteError(*result.problems)
    return ReadDocument(source.digest, result.document, result.body, result.sketch)
