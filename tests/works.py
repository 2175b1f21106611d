"""Work for processes that are bounded."""

from __future__ import annotations

from tagarchive.reading.limited_process import MEMORY


def shout(request: bytes) -> bytes:
    return request.upper()


def loop(_: bytes) -> bytes:
    while True:
        pass


def swell(_: bytes) -> bytes:
    return b"a" * MEMORY


def fail(request: bytes) -> bytes:
    raise ZeroDivisionError(request)
