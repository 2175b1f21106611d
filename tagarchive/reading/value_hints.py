"""Hints for values of the wrong type: the text to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from tagarchive.core.errors import did_you_mean
from tagarchive.reading import foreign_keys, foreign_settings
from tagarchive.reading.documents import Extra
from tagarchive.reading.field_forms import fields_of, listed_struct, required, struct_in
from tagarchive.reading.node import Node, Place
from tagarchive.reading.written_values import in_quotes, in_yaml
from tagarchive.reading.yaml_values import CURLY

_TRUTHS: Mapping[str, str] = {
    "yes": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "off": "false",
    "false": "false",
}
_ITEMS = re.compile(r"(?:\A|\s)[-*+\u2022\u2013\u2014]\s*(?=\S)")
_FOREIGN = frozenset("image menu theme markdown".split())
"""Keys that other generators have too, with values of other types."""


def hint_for(kind: Any, node: Node, place: Place, *, is_text: bool) -> str:
    """A hint for a value that is not of its type. `is_text` is true for a text of some form."""
    kind = required(kind)
    text = node.value if isinstance(node.value, str) else ""
    foreign = _foreign(node, place)
    if foreign:
        return foreign
    if isinstance(node.value, dict) and any(key[:1] in CURLY for key in node.value):
        return 'curly quotes hold no text together; write straight ones: "…"'
    if text.strip(CURLY) != text and not place.strict:
        return f"curly quotes are letters to YAML; write {in_yaml(text.strip(CURLY))}"
    if is_text and node.value is not None:
        return ""
    return _hint(kind, node.value, place)


def in_brackets(text: str) -> str:
    """The parts of a text as a list."""
    items = _ITEMS.split(text)[1:] if _ITEMS.match(text) else text.split(",")
    return f"[{', '.join(in_quotes(item.strip()) for item in items if item.strip())}]"


def _foreign(node: Node, place: Place) -> str:
    """The hint for a value as another generator has it."""
    if len(place.keys) != 1 or place.keys[0] not in _FOREIGN or node.value is None:
        return ""
    if place.strict:
        found = foreign_settings.setting_advice(place.keys[0], node) if "base_url" in place.top else None
    else:
        found = foreign_keys.advice(place.keys[0], node, place.top)
    return found.hint if found else ""


def _hint(kind: Any, value: object, place: Place) -> str:
    if value is None:
        return "give it a value or delete the line"
    if get_origin(kind) is Literal or kind is bool:
        return _of_choice(kind, str(value).lower())
    kind = listed_struct(kind) or kind
    if get_origin(kind) is tuple and isinstance(value, str):
        close = "an item stands on a line of its own, after a hyphen and a space; or " if _ITEMS.match(value) else ""
        words = value.split() if re.fullmatch(r"[\w\s]+", value) else []
        several = f", or {in_brackets(','.join(words))} if these are several" if len(words) > 1 else ""
        return f"{close}write {in_brackets(value)}{several}"
    if get_origin(kind) is Annotated and isinstance(value, str) and value.isdecimal():
        return f"write {value} without quotes"
    inner = struct_in(kind)
    if inner and inner is not Extra:
        sign = " =" if place.strict else ":"
        return f"write its keys in braces: {{{next(iter(fields_of(inner)))}{sign} …}}"
    return ""


def _of_choice(kind: Any, value: str) -> str:
    if kind is bool:
        return f"write {_TRUTHS[value]}" if value in _TRUTHS else ""
    return did_you_mean(value, map(str, get_args(kind)), few=0)
