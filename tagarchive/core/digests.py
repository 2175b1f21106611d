"""Digests of values and of bytes.

A value is encoded as MessagePack together with the name of its type. Texts and lists carry their length and
each view the name of its class, so that two different values never have one encoding. What has no order of
its own (sets, mappings) or no exact form (floats) is refused by its type, before a single value is seen.
"""

from __future__ import annotations

import hashlib
import types
from functools import cache
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin

import msgspec

S = TypeVar("S", bound=msgspec.Struct)

_encoder = msgspec.msgpack.Encoder()


def encoded(value: msgspec.Struct) -> bytes:
    """The canonical encoding of a value. Raises `TypeError` where its type may have none."""
    check_ordered(type(value))
    return _encoder.encode((type(value).__qualname__, value))


def decoded(encoding: bytes, kind: type[S]) -> S:
    """The value of an encoding. Raises `msgspec.DecodeError` where it is none of that type."""
    found: S = _decoder(kind).decode(encoding)[1]
    return found


@cache
def _decoder(kind: type[S]) -> msgspec.msgpack.Decoder[tuple[str, S]]:
    return msgspec.msgpack.Decoder(tuple[str, kind])  # type: ignore[valid-type]


def digest(value: msgspec.Struct) -> str:
    """SHA-256 of the canonical encoding, in hexadecimal."""
    return digest_of_bytes(encoded(value))


def digest_of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return digest_of_bytes(text.encode())


def digest_of_bytes(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def check_ordered(kind: type[msgspec.Struct]) -> None:
    """Raises `TypeError` where values of a type may have no canonical encoding."""
    _check_type(kind, {kind})


def _check_type(kind: Any, seen: set[Any]) -> None:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        _check_struct(kind, seen)
    elif isinstance(kind, NewType):
        _check_type(kind.__supertype__, seen)
    elif get_origin(kind) is Annotated:
        _check_type(get_args(kind)[0], seen)
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            _check_type(one, seen)
    elif get_origin(kind) is tuple:
        for one in get_args(kind):
            if one is not Ellipsis:
                _check_type(one, seen)
    elif kind not in (str, int, bool, bytes, types.NoneType) and get_origin(kind) is not Literal:
        raise TypeError(f"no canonical encoding for {kind}")


def _check_struct(kind: type[msgspec.Struct], seen: set[Any]) -> None:
    if not kind.__struct_config__.frozen:
        raise TypeError(f"no canonical encoding for {kind}: it is not frozen")
    for field in msgspec.structs.fields(kind):
        if field.type not in seen:
            seen.add(field.type)
            _check_type(field.type, seen)
