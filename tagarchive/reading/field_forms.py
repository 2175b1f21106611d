"""Forms of types in schemas: structs, lists that may be their only item, and tuples of pairs that are mappings."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from tagarchive.reading.documents import Extra
from tagarchive.reading.field_types import ALL_OR_SOME
from tagarchive.reading.text_types import ONE_OR_MORE

Fields = Mapping[str, msgspec.structs.FieldInfo]


@cache
def fields_of(kind: type[msgspec.Struct]) -> Fields:
    """The fields of a struct, by key in the file; cached, because resolving their types is slow."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


@cache
def required_keys(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The keys that a file must have."""
    return tuple(key for key, field in fields_of(kind).items() if field.required)


def shorthand_of(kind: type[msgspec.Struct]) -> str:
    """The key whose value may stand for the whole mapping; empty if the struct has none."""
    return str(getattr(kind, "shorthand", ""))


def struct_in(kind: Any) -> type[msgspec.Struct] | None:
    """The struct that a value has, or that each of a list of one or more has; None for other types."""
    inner = listed_struct(kind) or required(kind)
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None


def required(kind: Any) -> Any:
    """The type `X` of `X | None`; None stands for a missing key, which has no node."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(argument for argument in get_args(kind) if argument is not type(None))
    return kind


def is_mapping(kind: Any) -> bool:
    """True for a tuple of pairs, which stands for a mapping: a struct with a `dict` has no hash."""
    return get_origin(kind) is tuple and get_origin(get_args(kind)[0]) is tuple


class Form(NamedTuple):
    """The form of a type that is no text field. Two types that differ in the order of choices have the same form.

    Attributes:
        name: name of the form
        is_optional: True if None is a value too

    """

    name: Literal["leaf", "list", "one_or_more", "all_or_some", "struct", "pairs", "mapping"]
    is_optional: bool


@cache
def form_of(kind: Any) -> Form:
    """The form of a type, unless it is that of a text field; cached, because it takes long to look into a type."""
    inner = required(kind)
    return Form(_name_of(inner), inner is not kind)


def _name_of(kind: Any) -> Literal["leaf", "list", "one_or_more", "all_or_some", "struct", "pairs", "mapping"]:
    if kind is Extra:
        return "mapping"
    if is_one_or_more(kind) or is_all_or_some(kind):
        return "one_or_more" if is_one_or_more(kind) else "all_or_some"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "struct"
    if is_mapping(kind):
        return "pairs"
    return "list" if get_origin(kind) is tuple else "leaf"


def is_one_or_more(kind: Any) -> bool:
    return get_origin(kind) is Annotated and ONE_OR_MORE in get_args(kind)


def is_all_or_some(kind: Any) -> bool:
    return get_origin(kind) is Annotated and ALL_OR_SOME in get_args(kind)


def listed_struct(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of which a value may be one or a list of several; None for other types."""
    listed = get_args(get_args(kind)[0])[0] if is_one_or_more(kind) else None
    return listed if isinstance(listed, type) and issubclass(listed, msgspec.Struct) else None
