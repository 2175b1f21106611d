"""Parts of a view, by whose digests a build names the fields that changed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from tagarchive.core.field_hints import field_hints
from tagarchive.views.common import View

_SIZE = 4
_DEEP = 3
_encoder = msgspec.msgpack.Encoder()


def parts_of(view: View) -> bytes:
    """A CRC-32 (four bytes, big-endian) for each part of a view, in the order of `names_of` its class."""
    names = names_of(type(view))
    values = _reader(names)(view) if len(names) > 1 else (_reader(names)(view),)
    return struct.pack(f">{len(names)}I", *map(zlib.crc32, map(_encoder.encode, values)))


def changed_parts(kind: type[View], before: bytes, now: bytes) -> tuple[str, ...]:
    """The names of the parts of a view that changed."""
    pairs = zip(_cut(before), _cut(now), names_of(kind), strict=False)
    return tuple(name for old, new, name in pairs if old != new)


@cache
def names_of(kind: type[View], deep: int = _DEEP) -> tuple[str, ...]:
    """The names of the parts of a view: its fields. Nested views contribute their own fields, down to a depth."""
    names: list[str] = []
    for field, inner in _fields(kind).items():
        names += [f"{field}.{name}" for name in names_of(inner, deep - 1)] if inner and deep > 1 else [field]
    return tuple(names)


@cache
def _reader(names: tuple[str, ...]) -> Callable[[View], Any]:
    """Reads the parts of a view: all in one tuple, or a single one as it is."""
    return attrgetter(*names)


@cache
def _fields(kind: type[View]) -> Mapping[str, type[View] | None]:
    """The fields of a view, each with its class if it always holds a view of one class, else with None."""
    return {
        name: hint if isinstance(hint, type) and issubclass(hint, View) else None
        for name, hint in field_hints(kind).items()
    }


def _cut(parts: bytes) -> list[bytes]:
    return [parts[start : start + _SIZE] for start in range(0, len(parts), _SIZE)]
