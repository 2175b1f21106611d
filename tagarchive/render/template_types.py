"""Types of the values of templates, as far as a check can infer them."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from jinja2 import nodes

from tagarchive.render.sections import CardSection, LetterSection

Scope = dict[str, Any]
"""The type of each name that a template can see; `Any` if it can't be inferred."""

_SAME_ITEMS = {"sort", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE_ITEM = {"first", "last", "min", "max"}
_MADE: Scope = {"by_letter": tuple[LetterSection, ...], "in_sections": tuple[CardSection, ...]}


def constant_names(template: nodes.Expr) -> Iterator[str]:
    if isinstance(template, nodes.Const) and isinstance(template.value, str):
        yield template.value
    elif isinstance(template, nodes.List | nodes.Tuple):
        for item in template.items:
            yield from constant_names(item)


def present(kind: Any) -> Any:
    """`X` of `X | None`."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [member for member in get_args(kind) if member is not types.NoneType]
        return rest[0] if len(rest) == 1 else Any
    return kind


def item_type(kind: Any) -> Any:
    kind = present(kind)
    return get_args(kind)[0] if get_origin(kind) is tuple else Any


def filtered_type(name: str, kind: Any) -> Any:
    return kind if name in _SAME_ITEMS else item_type(kind) if name in _ONE_ITEM else _MADE.get(name, Any)
