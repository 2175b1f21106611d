"""The exports in an input: which files they are, and their parts one by one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import BinaryIO, NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.files import Files, OneFile
from tagarchive.importing.inputs.items import Found, Remarked, Skipped
from tagarchive.importing.wordpress.records import Part
from tagarchive.importing.wordpress.repairs import Repair
from tagarchive.importing.wordpress.wxr import Wxr

_CHUNK = 1 << 18

LARGEST = 20_000_000_000
"""Maximum size of an export, in bytes."""

_MARK = re.compile(rb"http://wordpress\.org/export/1\.|<wp:wxr_version>")


class Export(NamedTuple):
    """An export in the input.

    Attributes:
        files: files of the input
        name: its path in `files`
        is_repaired: True if what XML forbids is dropped

    """

    files: Files
    name: str
    is_repaired: bool

    def parts(self, keeps: Callable[[str], bool], said: list[Found]) -> Iterator[Part]:
        """Its parts in order. Adds to `said` what a repair dropped. Raises `SiteError` if it is damaged.

        `keeps` tells which custom fields are kept.
        """
        repair = Repair()
        wxr = Wxr(self.name, keeps, is_repaired=self.is_repaired)
        with closing(self.files.opened(self.name)) as stream:
            chunks = self._chunks(stream)
            for chunk in repair.repaired(chunks) if self.is_repaired else chunks:
                yield from wxr.feed(chunk)
        problem = wxr.close()
        if problem and not self.is_repaired:
            raise SiteError(problem)
        said += [Remarked(self.name, remark) for remark in repair.remarks]
        if problem:
            title, line = wxr.open_item or ("the end of the export", problem.where.line)
            said.append(Skipped(self.name, f"cut off: “{title}” is not whole, since the file ends in it", line))

    def _chunks(self, stream: BinaryIO) -> Iterator[bytes]:
        size = 0
        while chunk := _read(stream, self.name):
            size += len(chunk)
            if size > LARGEST:
                message = f"found more than {LARGEST:,} bytes, which is more than an import reads"
                raise SiteError(Problem(Location(self.name), "input-too-large", message))
            yield chunk


def exports_in(files: Files, *, is_repaired: bool = False) -> list[Export]:
    """The exports in an input, by name."""
    return [
        Export(files, name, is_repaired) for name in files.names() if _may_be(files, name) and is_export(files, name)
    ]


def _may_be(files: Files, name: str) -> bool:
    return isinstance(files, OneFile) or name.lower().endswith((".xml", ".wxr"))


def is_export(files: Files, name: str) -> bool:
    """True if the beginning of a file is that of an export."""
    return bool(_MARK.search(files.head(name, 16_000)))


def _read(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(_CHUNK)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        message = f"found a file that can't be read: {error}"
        raise SiteError(Problem(Location(name), "damaged-input", message)) from None
