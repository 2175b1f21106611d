"""Canonical encodings and SHA-256 digests of values, texts and bytes.

A value is encoded as MessagePack, together with the name of its type. Strings and lists carry their length, and each
view carries the name of its class, so different values never have the same encoding. Types without a fixed order
(sets, mappings) or without an exact form (floats) raise `TypeError`. The check reads types only, never values.
"""

from __future__ import annotations

import hashlib
import types
from functools import cache
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin

import msgspec

from tagarchive.core.field_hints import field_hints

S = TypeVar("S", bound=msgspec.Struct)

_encoder = msgspec.msgpack.Encoder()


def encoded(value: msgspec.Struct) -> bytes:
    """The canonical encoding of a value. Raises `TypeError` if its type has none."""
    check_ordered(type(value))
    return _encoder.encode((type(value).__qualname__, value))


def decoded(encoding: bytes, kind: type[S]) -> S:
    """The value in an encoding. Raises `msgspec.DecodeError` if it is not a value of type `kind`."""
    value: S = _decoder(kind).decode(encoding)[1]
    return value


@cache
def _decoder(kind: type[S]) -> msgspec.msgpack.Decoder[tuple[str, S]]:
    return msgspec.msgpack.Decoder(tuple[str, kind])  # type: ignore[valid-type]


def digest(value: msgspec.Struct) -> str:
    """SHA-256 of the canonical encoding of a value, in hexadecimal."""
    return digest_of_bytes(encoded(value))


def digest_of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return digest_of_bytes(text.encode())


def joined(*texts: str) -> str:
    """Texts in order as one text. Other texts, or the same ones divided otherwise, make another one."""
    return _encoder.encode(texts).decode("latin-1")


def key_of(*texts: str) -> str:
    """A digest of texts in order. Other texts, or the same ones divided otherwise, have another digest."""
    return digest_of_bytes(_encoder.encode(texts))


def key_of_values(*values: object) -> str:
    """A digest of values in order: texts, numbers, truths, None, tuples of these, and values that are such tuples."""
    return digest_of_bytes(_encoder.encode(values))


def short_key(text: str) -> bytes:
    """Ten bytes that stand for a text where many texts are kept only to be found again."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()


def digest_of_bytes(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def check_ordered(kind: type[msgspec.Struct]) -> None:
    """Raises `TypeError` if values of a type have no canonical encoding."""
    _check_type(kind, {kind})


def _check_type(kind: Any, seen: set[Any]) -> None:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        _check_struct(kind, seen)
    elif isinstance(kind, NewType):
        _check_type(kind.__supertype__, seen)
    elif get_origin(kind) is Annotated:
        _check_type(get_args(kind)[0], seen)
    elif get_origin(kind) in (Union, types.UnionType):
        for member in get_args(kind):
            _check_type(member, seen)
    elif get_origin(kind) is tuple:
        for item in get_args(kind):
            if item is not Ellipsis:
                _check_type(item, seen)
    elif kind not in (str, int, bool, bytes, types.NoneType) and get_origin(kind) is not Literal:
        raise TypeError(f"no canonical encoding for {kind}")


def _check_struct(kind: type[msgspec.Struct], seen: set[Any]) -> None:
    if not kind.__struct_config__.frozen:
        raise TypeError(f"no canonical encoding for {kind}: it is not frozen")
    for hint in field_hints(kind).values():
        if hint not in seen:
            seen.add(hint)
            _check_type(hint, seen)
