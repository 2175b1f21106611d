"""Files to documents: what a worker process does with the paths that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tagarchive.config import ParseOptions
from tagarchive.digests import encoded
from tagarchive.disk import read
from tagarchive.errors import SiteError

if TYPE_CHECKING:
    from tagarchive.articles import Parser


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
        if source.digest == wanted.digest:
            return ReadDocument(source.digest)
        parsed = _parser(options).parse(source)
    except SiteError as error:
        return error
    return ReadDocument(source.digest, msgspec.msgpack.encode(parsed.document), encoded(parsed.body))


@lru_cache(maxsize=1)
def _parser(options: ParseOptions) -> Parser:
    """Made once a process: a function of its argument, remembered since it outlasts a chunk."""
    from tagarchive.articles import Parser  # noqa: PLC0415 (most files turn out to be known, and need no Markdown)

    return Parser(options)
