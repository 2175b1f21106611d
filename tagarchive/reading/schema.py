"""Conversion of trees of nodes to structs.

The struct is the schema: its fields are the allowed keys, and its annotations are the types of their values. One
reading finds every fault of a tree, with its line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from tagarchive.core.errors import ExpectedError, Location, Problem, SiteError, Written
from tagarchive.core.gravity import ALL
from tagarchive.reading.documents import Extra, ExtraValue
from tagarchive.reading.field_forms import (
    Fields,
    fields_of,
    form_of,
    is_mapping,
    listed_struct,
    required,
    required_keys,
    shorthand_of,
)
from tagarchive.reading.field_types import ALL_OR_SOME, FieldType, Kinds
from tagarchive.reading.node import Node, Place
from tagarchive.reading.text_types import ONE_OR_MORE

if TYPE_CHECKING:
    from tagarchive.reading.foreign_keys import Advice

T = TypeVar("T", bound=msgspec.Struct)


def read(kind: type[T], node: Node, kinds: Kinds, *, strict: bool = False) -> T:
    """The tree at `node` as a struct of type `kind`. Raises `SiteError` with every fault.

    In front matter every scalar is text, so that "true" is accepted as a boolean and "3" as a number. `strict` refuses
    this; it is for files with typed scalars, such as TOML.
    """
    reading = _Reading(kinds, kind, strict=strict)
    value = reading.struct(kind, node)
    if value is None or reading.problems:
        raise SiteError(*reading.problems)
    return value


class _Reading:
    """The reading of one tree: its rules, the faults found so far, and the keys that lead to what is read."""

    def __init__(self, kinds: Kinds, root: type[msgspec.Struct], *, strict: bool) -> None:
        self.kinds = kinds
        self.root = root
        self.strict = strict
        self.problems: list[Problem] = []
        self.keys: list[str] = []

    def value(self, kind: Any, node: Node) -> Any:
        form = form_of(kind)
        kind = required(kind) if form.is_optional else kind
        text_type = self.kinds.get(kind)
        if text_type:
            return self.of_text(text_type, kind, node)
        return self.mapping(node) if form.name == "mapping" else getattr(self, form.name)(kind, node)

    def struct(self, kind: type[T], node: Node) -> T | None:
        if shorthand_of(kind) and isinstance(node.value, str):
            node = node._replace(value={shorthand_of(kind): Node(node.value, node.where, node.where)})
        if not isinstance(node.value, dict):
            self.unexpected(kind, node)
            return None
        fields = fields_of(kind)
        before = len(self.problems)
        values = {}
        meant = set()
        for key, item in node.value.items():
            if key in fields:
                values[fields[key].name] = self.below(key, fields[key].type, item)
            else:
                advice = self.advice(key, item, fields)
                meant.add(advice.key)
                self.problem(item.named_at, "unknown-key", f"found the unknown key “{key}”", advice.hint)
        for name in required_keys(kind):
            if name not in node.value and name not in meant:
                message = f"found no {name}, expected {expected(fields[name].type, self.kinds)}"
                page = "; a page without a date belongs into content/pages/" if name == "date" and not self.keys else ""
                hint = f"add a line `{name}{' =' if self.strict else ':'} …`{page}"
                self.problem(node.where, "missing-key", message, hint)
        return self.made(kind, values, node) if len(self.problems) == before else None

    def below(self, key: str, kind: Any, node: Node) -> Any:
        """The value of a key."""
        self.keys.append(key)
        value = self.value(kind, node)
        self.keys.pop()
        return value

    def made(self, kind: type[T], values: Mapping[str, Any], node: Node) -> T | None:
        """The struct of valid values; None, with a problem, if it refuses them together."""
        try:
            return kind(**values)
        except ExpectedError as error:
            self.problem(node.where, "bad-value", f"found {node.found()}, expected {error}", error.hint)
            return None

    def advice(self, key: str, item: Node, fields: Fields) -> Advice:
        """Advice on an unknown key: how it is written here, or the known key that it stands for."""
        # Only a fault needs the tables.
        from tagarchive.reading.unknown_keys import advice_on  # noqa: PLC0415

        return advice_on(key, item, self.place(fields), self.fits)

    def hint(self, kind: Any, node: Node) -> str:
        """A hint for a value of the wrong type or form."""
        from tagarchive.reading.value_hints import hint_for  # noqa: PLC0415 (as above)

        is_text = kind in self.kinds
        return hint_for(kind, node, self.place(fields_of(self.root)), is_text=is_text)

    def place(self, fields: Fields) -> Place:
        return Place(fields, fields_of(self.root), tuple(self.keys), self.strict)

    def fits(self, kind: Any, node: Node) -> bool:
        """True if a value is of a type, or there is none."""
        trial = _Reading(self.kinds, self.root, strict=self.strict)
        if node.value is not None:
            trial.value(kind, node)
        return not trial.problems

    def list(self, kind: Any, node: Node) -> tuple[Any, ...]:
        if isinstance(node.value, tuple):
            item_kind = get_args(kind)[0]
            text_type = self.kinds.get(item_kind)
            if text_type:
                return tuple([self.of_text(text_type, item_kind, item) for item in node.value])
            return tuple([self.value(item_kind, item) for item in node.value])
        self.unexpected(kind, node)
        return ()

    def one_or_more(self, kind: Any, node: Node) -> tuple[Any, ...]:
        """A list, or the only item of one."""
        listed = get_args(kind)[0]
        if isinstance(node.value, tuple):
            return self.list(listed, node)
        if isinstance(node.value, dict if listed_struct(kind) else str | int):
            return (self.value(get_args(listed)[0], node),)
        self.unexpected(kind, node)
        return ()

    def all_or_some(self, kind: Any, node: Node) -> tuple[Any, ...]:
        """A list, or all or nothing of what it may hold."""
        if isinstance(node.value, bool):
            return (ALL,) if node.value else ()
        if isinstance(node.value, tuple):
            return self.list(get_args(kind)[0], node)
        self.unexpected(kind, node)
        return ()

    def pairs(self, kind: Any, node: Node) -> tuple[tuple[Any, Any], ...]:
        """The items of a mapping with any keys, as pairs."""
        if not isinstance(node.value, dict):
            self.unexpected(kind, node)
            return ()
        key_kind, value_kind = get_args(get_args(kind)[0])
        items = ((Node(key, item.named_at, item.named_at), item) for key, item in node.value.items())
        return tuple((self.leaf(key_kind, key), self.below(str(key.value), value_kind, item)) for key, item in items)

    def leaf(self, kind: Any, node: Node) -> Any:
        text_type = self.kinds.get(kind)
        if text_type:
            return self.of_text(text_type, kind, node)
        if node.value is None or isinstance(node.value, tuple | dict):
            self.unexpected(kind, node)
            return None
        try:
            return msgspec.convert(node.value, kind, strict=self.strict)
        except msgspec.ValidationError:
            self.unexpected(kind, node)
        except ValueError as error:
            self.refused(kind, node, error)
        return None

    def of_text(self, text_type: FieldType, kind: Any, node: Node) -> Any:
        """The value of a text field."""
        if node.value is None or isinstance(node.value, tuple | dict):
            self.unexpected(kind, node)
            return None
        try:
            value = text_type.convert(self.text(node, text_type))
        except msgspec.ValidationError:
            self.unexpected(kind, node)
        except ValueError as error:
            self.refused(kind, node, error)
        else:
            return Written(str(value), node.where) if text_type.placed else value
        return None

    def refused(self, kind: Any, node: Node, error: ValueError) -> None:
        """Adds the problem of a value in a wrong form."""
        told = error if isinstance(error, ExpectedError) else ExpectedError(str(error))
        found = told.shown or node.found()
        hint = told.hint or ("" if told.shown else self.hint(kind, node))
        self.problem(node.where, "bad-value", f"found {found}, expected {told}", hint)

    def text(self, node: Node, kind: FieldType) -> str:
        if type(node.value) is str:
            return node.value
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
        self.problem(node.where, "bad-value", message, self.hint(kind, node))

    def problem(self, where: Location, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))


_WORDS: Mapping[Any, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    Extra: "a mapping",
}


def expected(kind: Any, kinds: Kinds) -> str:
    """A description of a type for messages and the reference: "a list, each item a text"."""
    kind = required(kind)
    if kind in kinds or kind in _WORDS:
        return kinds[kind].words if kind in kinds else _WORDS[kind]
    if get_origin(kind) is Annotated:
        return _expected_annotated(kind, kinds)
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(str(choice) for choice in get_args(kind))
    if is_mapping(kind):
        key, value = (expected(part, kinds) for part in get_args(get_args(kind)[0]))
        return f"a mapping, each key {key}, each value {value}"
    if get_origin(kind) is tuple:
        return f"a list, each item {expected(get_args(kind)[0], kinds)}"
    alone = f", or {expected(fields_of(kind)[shorthand_of(kind)].type, kinds)}" if shorthand_of(kind) else ""
    return "a mapping of " + ", ".join(fields_of(kind)) + alone


def _expected_annotated(kind: Any, kinds: Kinds) -> str:
    plain, *marks = get_args(kind)
    if ALL_OR_SOME in marks:
        return f"true or false, or {expected(plain, kinds)}"
    if ONE_OR_MORE in marks:
        several = "a list of such mappings" if listed_struct(kind) else expected(plain, kinds)
        return f"{expected(get_args(plain)[0], kinds)}, or {several}"
    return expected(plain, kinds) + "".join(map(_bounds, marks))


def _bounds(meta: msgspec.Meta) -> str:
    least = "" if meta.ge is None else f", {meta.ge} or more"
    return least + ("" if meta.le is None else f", {meta.le} at most")
