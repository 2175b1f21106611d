"""Scalars of YAML: a name as the text of an item of a list, in the quotes of the text that it replaces."""

from __future__ import annotations

from tagarchive.core.errors import Location, SiteError
from tagarchive.reading.field_types import with_characters
from tagarchive.reading.node import Node
from tagarchive.reading.yaml_reader import yaml_node

_NOWHERE = Location("")


def scalar(name: str, quote: str, *, in_flow: bool) -> str:
    """The text of a scalar that is read back as a name of one line.

    `quote` is the quote that it should have, or "". Without one it has double quotes if YAML needs them. Ampersands
    that would be read as character references of HTML are written as references.
    """
    text = name if with_characters(name) == name else name.replace("&", "&amp;")
    if quote == "'":
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    if quote == '"' or not _is_plain(text, in_flow=in_flow):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return text


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """True if a text without quotes is read back as it is."""
    if in_flow:
        return _texts(f"[{text}, x]\n") == [text, "x"] and _texts(f"[x, {text}]\n") == ["x", text]
    return _texts(f"- {text}\n") == [text] and _texts(f"- x\n- {text}\n") == ["x", text]


def _texts(yaml: str) -> list[object]:
    """The values of a list in YAML; empty if it can't be read."""
    try:
        items = yaml_node(yaml, _NOWHERE).value
    except SiteError:
        return []
    return [item.value for item in items if isinstance(item, Node)] if isinstance(items, tuple) else []
