"""The seal of a value in the store: a CRC-32 behind its bytes, by which a damaged value is found out."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")

_LENGTH = 4


def sealed(data: bytes) -> bytes:
    return data + zlib.crc32(data).to_bytes(_LENGTH, "big")


def unsealed(sealed: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    """The value in sealed bytes. Raises `sqlite3.DatabaseError` if they are damaged."""
    data = sealed[:-_LENGTH]
    if zlib.crc32(data) != int.from_bytes(sealed[-_LENGTH:], "big"):
        raise sqlite3.DatabaseError("a value is damaged")
    return decoder.decode(data)
