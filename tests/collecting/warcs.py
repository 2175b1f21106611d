"""A reader of WARC files after the standard (WARC 1.1, ISO 28500:2017), which shares no code with the writer."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator
from typing import NamedTuple


class Record(NamedTuple):
    """One record.

    Attributes:
        version: its first line
        fields: its named fields, by their names in lower case
        block: its content

    """

    version: str
    fields: dict[str, str]
    block: bytes

    def holds(self) -> bool:
        """True if each digest that a field gives is that of the bytes."""
        contents = {"warc-block-digest": self.block, "warc-payload-digest": self.block.partition(b"\r\n\r\n")[2]}
        given = {name: self.fields[name] for name in contents if name in self.fields}
        return all(digest_of(contents[name], digest.partition(":")[0]) == digest for name, digest in given.items())


def digest_of(data: bytes, algorithm: str) -> str:
    return f"{algorithm}:{base64.b32encode(hashlib.new(algorithm, data).digest()).decode()}"


def records(data: bytes) -> list[Record]:
    """The records of a file of which each is a member of gzip of its own (Annex D). Raises `ValueError` for others."""
    found = []
    for member in _members(data):
        head, mark, rest = member.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        fields = {name.lower(): value for name, value in fields.items()}
        length = int(fields["content-length"])
        if not mark or rest[length:] != b"\r\n\r\n":
            raise ValueError("a record does not end where its length says")
        found.append(Record(version, fields, rest[:length]))
    return found


def _members(data: bytes) -> Iterator[bytes]:
    while data:
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            content = member.decompress(data)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        if not member.eof:
            raise ValueError("a member breaks off")
        yield content
        data = member.unused_data
