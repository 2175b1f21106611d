"""The part of CBOR (RFC 8949) in which Pagefind writes its indexes: numbers, texts and lists."""

from __future__ import annotations

Value = int | str | bytes | list["Value"]

_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
NUMBER, _NEGATIVE, _BYTES, TEXT, LIST = range(5)
"""Kinds of values."""


def cbor_value(data: bytes, start: int = 0) -> Value:
    """The value in an encoding that begins at `start`. Raises `ValueError` if it has anything else."""
    try:
        value, end = _read(data, start)
    except IndexError:
        raise ValueError("the encoding ends too early") from None
    if end != len(data):
        raise ValueError("more follows the value")
    return value


def beginning(data: bytes, start: int) -> tuple[int, int, int]:
    """The kind of a value, its number or length, and where the rest begins."""
    kind, short = divmod(data[start], 32)
    start += 1
    width = _WIDTHS.get(short, 0)
    if short > 27:
        raise ValueError(f"found {short} as a length")
    number = int.from_bytes(data[start : start + width], "big") if width else short
    return kind, number, start + width


def _read(data: bytes, start: int) -> tuple[Value, int]:
    kind, number, start = beginning(data, start)
    if kind == NUMBER:
        return number, start
    if kind == _NEGATIVE:
        return -1 - number, start
    if kind in (_BYTES, TEXT):
        part = data[start : start + number]
        return part.decode() if kind == TEXT else part, start + number
    if kind != LIST:
        raise ValueError(f"found a value of kind {kind}")
    items: list[Value] = []
    for _ in range(number):
        item, start = _read(data, start)
        items.append(item)
    return items, start


def cbor(value: Value) -> bytes:
    """The encoding of a value, as short as it can be."""
    parts: list[bytes] = []
    _write(value, parts)
    return b"".join(parts)


def _write(value: Value, parts: list[bytes]) -> None:
    if isinstance(value, int):
        parts.append(head(NUMBER, value) if value >= 0 else head(_NEGATIVE, -1 - value))
    elif isinstance(value, list):
        parts.append(head(LIST, len(value)))
        for item in value:
            _write(item, parts)
    else:
        data = value.encode() if isinstance(value, str) else value
        parts += (head(TEXT if isinstance(value, str) else _BYTES, len(data)), data)


def head(kind: int, number: int) -> bytes:
    """The encoding of a number, or the beginning of that of a value of this length."""
    if number < min(_WIDTHS):
        return bytes([kind * 32 + number])
    short, width = next((short, width) for short, width in _WIDTHS.items() if number < 256**width)
    return bytes([kind * 32 + short]) + number.to_bytes(width, "big")
