"""The content of an answer from the web, read with a limit on its size before and after decompression."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import NamedTuple

_STEP = 1 << 16
"""Number of bytes that are decompressed at a time, so that nothing can grow far beyond a limit."""
_MAGIC = b"\x1f"
"""First byte of a member of gzip."""


class TooLargeError(Exception):
    """More content came than is allowed."""


class UnknownEncodingError(Exception):
    """The content has an encoding that is not read. The message is its name."""


class AnswerContent(NamedTuple):
    """The content of an answer.

    Attributes:
        sent: its bytes as they were sent, without the transfer coding (RFC 9112, 7)
        plain: its bytes after decompression

    """

    sent: bytes
    plain: bytes


class Budget:
    """The number of bytes that answers may still have together, both before and after decompression."""

    def __init__(self, most: int) -> None:
        self._sent = self._plain = most

    def spend(self, sent: int = 0, plain: int = 0) -> None:
        """Takes some bytes off. Raises `TooLargeError` if there are not enough."""
        self._sent -= sent
        self._plain -= plain
        if self._sent < 0 or self._plain < 0:
            raise TooLargeError

    def check(self, headers: Mapping[str, str]) -> None:
        """Raises `TooLargeError` if an answer announces more bytes than are left."""
        length = headers.get("content-length", "")
        if length.isdecimal() and (len(length) > 19 or int(length) > self._sent):
            raise TooLargeError


async def content_of(headers: Mapping[str, str], parts: AsyncIterator[bytes], budget: Budget) -> AnswerContent:
    """The content of an answer with these headers, whose parts arrive one after the other, within a budget.

    Raises `TooLargeError`, `UnknownEncodingError`, and `zlib.error` if it is damaged.
    """
    budget.check(headers)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise UnknownEncodingError(encoding[:20])
    sent = bytearray()
    if not encoding.endswith("gzip"):
        async for part in parts:
            budget.spend(sent=len(part))
            sent += part
        whole = bytes(sent)
        return AnswerContent(whole, whole)
    unzip, plain = _Unzip(), bytearray()
    async for part in parts:
        budget.spend(sent=len(part))
        sent += part
        for piece in unzip.pieces(part):
            budget.spend(plain=len(piece))
            plain += piece
    plain += unzip.rest()
    return AnswerContent(bytes(sent), bytes(plain))


class _Unzip:
    """Decompression of gzip in small pieces. Members that follow the first one are read too (RFC 1952, 2.2)."""

    def __init__(self) -> None:
        self._unzip = _member()

    def pieces(self, part: bytes) -> Iterator[bytes]:
        rest = part
        while rest:
            if self._unzip.eof:
                if rest[:1] != _MAGIC:
                    return  # Some servers fill up what they send; browsers overlook that too.
                self._unzip = _member()
            yield self._unzip.decompress(rest, _STEP)
            rest = self._unzip.unused_data if self._unzip.eof else self._unzip.unconsumed_tail

    def rest(self) -> bytes:
        """Rest at the end. Raises `zlib.error` if the content breaks off."""
        rest = self._unzip.flush()
        if not self._unzip.eof:
            raise zlib.error("the compressed content breaks off")
        return rest


def _member() -> zlib._Decompress:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
