"""Front matter as text: in the order of the schema, with as few quotes as YAML allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import yaml

from tagarchive.importing.inputs.items import ItemType, Value
from tagarchive.importing.inputs.texts import line_of
from tagarchive.reading.field_forms import fields_of
from tagarchive.reading.front_matter import ArticleFields, PageFields, TagFields

SCHEMAS: Mapping[ItemType, type[msgspec.Struct]] = {"article": ArticleFields, "page": PageFields, "tag": TagFields}

_EXACT = frozenset({"guid", "src", "url", "feed", "archive_url"})
"""Keys whose values are read without character references of HTML."""

_REFERENCE = re.compile(r"&(?=(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")


class _Dumper(yaml.SafeDumper):
    """A writer of texts, lists and mappings in which every scalar is text, as front matter is read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (asked for each value)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (YAML's)
        super().increase_indent(flow, indentless=False)


_Dumper.yaml_implicit_resolvers = {}


def _list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    flat = all(isinstance(item, str) for item in items) and sum(map(len, items)) < 100
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flat)


def _mapping(dumper: _Dumper, items: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", items.items(), flow_style=False)


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text else "'")


NO_COMMENTS: Mapping[str, str] = {}

_FORM: Mapping[str, Any] = {"Dumper": _Dumper, "allow_unicode": True, "sort_keys": False, "width": 10**9}


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _mapping)


def front_matter_text(kind: ItemType, matter: Mapping[str, Value], comments: Mapping[str, str] = NO_COMMENTS) -> str:
    """The front matter of a file, with its two lines `---`. Keys that are not in the schema come last.

    A comment for a key, such as `source.name`, stands beside its value; for a key that is missing it is left out.
    """
    lines = _lines(_texts(_ordered(dict(matter), SCHEMAS[kind])), comments)
    return "\n".join(["---", *lines, "---", ""])


def _lines(matter: Mapping[str, Any], comments: Mapping[str, str], above: str = "") -> Iterator[str]:
    """The lines of a mapping whose key is `above`, with a dot at its end."""
    for key, value in matter.items():
        path = f"{above}{key}"
        is_outer = isinstance(value, dict) and any(inner.startswith(f"{path}.") for inner in comments)
        text = yaml.dump({key: {} if is_outer else value}, **_FORM)
        first, *rest = text.removesuffix(" {}\n" if is_outer else "\n").split("\n")
        comment = f"# {_shown(comments[path])}" if path in comments else ""
        # A text on several lines has no room for a comment beside it.
        if comment and rest and isinstance(value, str):
            yield comment
            comment = ""
        yield f"{first}  {comment}" if comment else first
        yield from rest
        if is_outer:
            yield from (f"  {line}" for line in _lines(value, comments, f"{path}."))


def _shown(comment: str) -> str:
    """A comment on one line, without characters that YAML has no place for (YAML 1.2.2, 5.1)."""
    return "".join(character for character in line_of(comment) if character.isprintable())


def _ordered(matter: dict[str, Value], schema: type[msgspec.Struct]) -> dict[str, Value]:
    fields = fields_of(schema)
    keys = [*(key for key in fields if key in matter), *(key for key in matter if key not in fields)]
    return {key: _inner(matter[key], fields[key].type) if key in fields else matter[key] for key in keys}


def _inner(value: Value, kind: Any) -> Value:
    """A mapping in the order of its struct, if the type of its key names one."""
    structs = [part for part in (kind, *getattr(kind, "__args__", ())) if isinstance(part, type)]
    struct = next((part for part in structs if issubclass(part, msgspec.Struct)), None)
    if struct is None:
        return value
    if isinstance(value, list):
        return [_inner(item, struct) for item in value]
    return _ordered(value, struct) if isinstance(value, dict) else value


def _texts(value: Value, key: str = "") -> Any:
    """The value with texts for all scalars, whose ampersands stay what they are when they are read."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list():
            return [_texts(item, key) for item in value]
        case dict():
            return {name: _texts(item, name) for name, item in value.items()}
        case _:
            return value if key in _EXACT else _REFERENCE.sub("&amp;", value)
