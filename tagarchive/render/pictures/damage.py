"""Pictures that can't be read."""

from __future__ import annotations


class DamagedError(Exception):
    """A picture is not what its format says. The message tells what was found."""


def part(data: bytes, start: int, length: int) -> bytes:
    """Bytes of a file. Raises `DamagedError` if it ends before them."""
    if length < 0 or start + length > len(data):
        raise DamagedError("a file that ends too early")
    return data[start : start + length]
