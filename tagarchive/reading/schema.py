"""Conversion of trees of nodes to structs.

The struct is the schema: its fields are the allowed keys, and its annotations are the types of their values. One
reading finds every fault of a tree, with its line and column.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from tagarchive.core.errors import ExpectedError, Location, Problem, SiteError, Written, did_you_mean
from tagarchive.reading.documents import Extra, ExtraValue
from tagarchive.reading.field_types import ONE_OR_MORE, FieldType, Kinds
from tagarchive.reading.node import Node

T = TypeVar("T", bound=msgspec.Struct)


def read(kind: type[T], node: Node, kinds: Kinds, *, strict: bool = False) -> T:
    """The tree at `node` as a struct of type `kind`. Raises `SiteError` with every fault.

    In front matter every scalar is text, so that "true" is accepted as a boolean and "3" as a number. `strict` refuses
    this; it is for files with typed scalars, such as TOML.
    """
    reading = _Reading(kinds, strict=strict)
    value = reading.struct(kind, node)
    if value is None or reading.problems:
        raise SiteError(*reading.problems)
    return value


Fields = Mapping[str, msgspec.structs.FieldInfo]


@cache
def fields_of(kind: type[msgspec.Struct]) -> Fields:
    """The fields of a struct, by key in the file; cached, because resolving their types is slow."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def shorthand_of(kind: type[msgspec.Struct]) -> str:
    """The key whose value may stand for the whole mapping; empty if the struct has none."""
    return str(getattr(kind, "shorthand", ""))


class _Reading:
    """The reading of one tree: its rules, and the faults found so far."""

    def __init__(self, kinds: Kinds, *, strict: bool) -> None:
        self.kinds = kinds
        self.strict = strict
        self.problems: list[Problem] = []

    def value(self, kind: Any, node: Node) -> Any:
        kind = _required(kind)
        if kind is Extra:
            return self.mapping(node)
        if kind in self.kinds:
            return self.leaf(kind, node)
        if _is_one_or_more(kind):
            return self.one_or_more(kind, node)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self.struct(kind, node)
        if _is_mapping(kind):
            return self.pairs(kind, node)
        return self.list(kind, node) if get_origin(kind) is tuple else self.leaf(kind, node)

    def struct(self, kind: type[T], node: Node) -> T | None:
        if shorthand_of(kind) and isinstance(node.value, str):
            node = node._replace(value={shorthand_of(kind): Node(node.value, node.where, node.where)})
        if not isinstance(node.value, dict):
            self.unexpected(kind, node)
            return None
        fields = fields_of(kind)
        before = len(self.problems)
        values = {}
        for key, item in node.value.items():
            if key in fields:
                values[fields[key].name] = self.value(fields[key].type, item)
            else:
                self.problem(item.named_at, "unknown-key", f"found the unknown key “{key}”", self.place_of(key, fields))
        for name, field in fields.items():
            if field.required and name not in node.value:
                message = f"found no {name}, expected {expected(field.type, self.kinds)}"
                self.problem(node.where, "missing-key", message, f"add a line `{name}{' =' if self.strict else ':'} …`")
        return self.made(kind, values, node) if len(self.problems) == before else None

    def made(self, kind: type[T], values: Mapping[str, Any], node: Node) -> T | None:
        """The struct of valid values; None, with a problem, if it refuses them together."""
        try:
            return kind(**values)
        except ExpectedError as error:
            self.problem(node.where, "bad-value", f"found {node.found()}, expected {error}", error.hint)
            return None

    def place_of(self, key: str, fields: Fields) -> str:
        """A hint for an unknown key: the struct that it belongs to, or the known key closest to it."""
        for name, field in fields.items():
            inner = _listed_struct(field.type) or _required(field.type)
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct) and key in fields_of(inner):
                return f"it belongs under {f'[{name}]' if self.strict else f'`{name}:`'}"
        return did_you_mean(key, fields)

    def list(self, kind: Any, node: Node) -> tuple[Any, ...]:
        if isinstance(node.value, tuple):
            return tuple(self.value(get_args(kind)[0], item) for item in node.value)
        self.unexpected(kind, node)
        return ()

    def one_or_more(self, kind: Any, node: Node) -> tuple[Any, ...]:
        """A list, or the only item of one."""
        listed = get_args(kind)[0]
        if isinstance(node.value, tuple):
            return self.list(listed, node)
        if isinstance(node.value, dict if _listed_struct(kind) else str | int):
            return (self.value(get_args(listed)[0], node),)
        self.unexpected(kind, node)
        return ()

    def pairs(self, kind: Any, node: Node) -> tuple[tuple[Any, Any], ...]:
        """The items of a mapping with any keys, as pairs."""
        if not isinstance(node.value, dict):
            self.unexpected(kind, node)
            return ()
        key_kind, value_kind = get_args(get_args(kind)[0])
        items = ((Node(key, item.named_at, item.named_at), item) for key, item in node.value.items())
        return tuple((self.leaf(key_kind, key), self.value(value_kind, item)) for key, item in items)

    def leaf(self, kind: Any, node: Node) -> Any:
        if node.value is None or isinstance(node.value, tuple | dict):
            self.unexpected(kind, node)
            return None
        try:
            if kind in self.kinds:
                value = self.kinds[kind].convert(self.text(node, self.kinds[kind]))
                return Written(str(value), node.where) if self.kinds[kind].placed else value
            return msgspec.convert(node.value, kind, strict=self.strict)
        except msgspec.ValidationError:
            self.unexpected(kind, node)
        except ValueError as error:
            told = error if isinstance(error, ExpectedError) else ExpectedError(str(error))
            found = told.shown or node.found()
            self.problem(node.where, "bad-value", f"found {found}, expected {told}", told.hint)
        return None

    def text(self, node: Node, kind: FieldType) -> str:
        return str(node.value) if kind.numeric and type(node.value) is int else msgspec.convert(node.value, str)

    def mapping(self, node: Node) -> Extra:
        if not isinstance(node.value, dict):
            self.unexpected(Extra, node)
            return Extra()
        return Extra(tuple((key, self.free(item)) for key, item in node.value.items()))

    def free(self, node: Node) -> ExtraValue:
        return tuple(map(self.free_item, node.value)) if isinstance(node.value, tuple) else self.free_item(node)

    def free_item(self, node: Node) -> str | Extra:
        if isinstance(node.value, tuple):
            self.problem(node.where, "bad-value", "found a list in a list, expected texts and mappings in it")
        return self.mapping(node) if isinstance(node.value, dict) else str(node.value or "")

    def unexpected(self, kind: Any, node: Node) -> None:
        message = f"found {node.found()}, expected {expected(kind, self.kinds)}"
        self.problem(
            node.where, "bad-value", message, "" if kind in self.kinds and node.value else _hint(kind, node.value)
        )

    def problem(self, where: Location, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))


def _hint(kind: Any, value: object) -> str:
    """A hint for a value of the wrong type: the text to write instead."""
    if value is None:
        return "give it a value or delete the line"
    if get_origin(kind) is Literal or kind is bool:
        return _hint_of_choice(kind, str(value).lower())
    kind = _listed_struct(kind) or kind
    if get_origin(kind) is tuple and isinstance(value, str):
        return f"write [{', '.join(json.dumps(part.strip(), ensure_ascii=False) for part in value.split(','))}]"
    if get_origin(kind) is Annotated and isinstance(value, str) and value.isdecimal():
        return f"write {value} without quotes"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not Extra:
        return f"write its keys in braces: {{{next(iter(fields_of(kind)))}: …}}"
    return ""


def _hint_of_choice(kind: Any, value: str) -> str:
    if kind is bool:
        return f"write {_TRUTHS[value]}" if value in _TRUTHS else ""
    return did_you_mean(value, map(str, get_args(kind)), few=0)


def _required(kind: Any) -> Any:
    """The type `X` of `X | None`; None stands for a missing key, which has no node."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(argument for argument in get_args(kind) if argument is not type(None))
    return kind


def _is_mapping(kind: Any) -> bool:
    """True for a tuple of pairs, which stands for a mapping: a struct with a `dict` has no hash."""
    return get_origin(kind) is tuple and get_origin(get_args(kind)[0]) is tuple


def _is_one_or_more(kind: Any) -> bool:
    return get_origin(kind) is Annotated and ONE_OR_MORE in get_args(kind)


def _listed_struct(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of which a value may be one or a list of several; None for other types."""
    listed = get_args(get_args(kind)[0])[0] if _is_one_or_more(kind) else None
    return listed if isinstance(listed, type) and issubclass(listed, msgspec.Struct) else None


_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}

_WORDS: Mapping[Any, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    Extra: "a mapping",
}


def expected(kind: Any, kinds: Kinds) -> str:
    """A description of a type for messages and the reference: "a list, each item a text"."""
    kind = _required(kind)
    if kind in kinds or kind in _WORDS:
        return kinds[kind].words if kind in kinds else _WORDS[kind]
    if get_origin(kind) is Annotated:
        return _expected_annotated(kind, kinds)
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(str(choice) for choice in get_args(kind))
    if _is_mapping(kind):
        key, value = (expected(part, kinds) for part in get_args(get_args(kind)[0]))
        return f"a mapping, each key {key}, each value {value}"
    if get_origin(kind) is tuple:
        return f"a list, each item {expected(get_args(kind)[0], kinds)}"
    alone = f", or {expected(fields_of(kind)[shorthand_of(kind)].type, kinds)}" if shorthand_of(kind) else ""
    return "a mapping of " + ", ".join(fields_of(kind)) + alone


def _expected_annotated(kind: Any, kinds: Kinds) -> str:
    plain, *marks = get_args(kind)
    if ONE_OR_MORE in marks:
        several = "a list of such mappings" if _listed_struct(kind) else expected(plain, kinds)
        return f"{expected(get_args(plain)[0], kinds)}, or {several}"
    return expected(plain, kinds) + "".join(map(_bounds, marks))


def _bounds(meta: msgspec.Meta) -> str:
    least = "" if meta.ge is None else f", {meta.ge} or more"
    return least + ("" if meta.le is None else f", {meta.le} at most")
