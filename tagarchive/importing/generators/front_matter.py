"""Front matter of other generators: YAML, TOML or JSON before a text, read leniently, with scalars as they are written.

Explicit types of YAML are ignored: they make no objects. Aliases of YAML are followed, within a limit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL, location
from tagarchive.importing.inputs.private_data import Data
from tagarchive.reading.node import DEEPEST, Node, too_deep
from tagarchive.reading.other_matter import FENCE
from tagarchive.reading.toml_reader import toml_node
from tagarchive.reading.yaml_reader import may_be_deep, yaml_problems

Fields = Mapping[str, Data]

MOST_VALUES = 20_000
"""Maximum number of values in one front matter, with those of aliases."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_FALSE = frozenset("false no off 0 n".split())
_TRUE = frozenset("true yes on 1 y".split())


class Fenced(NamedTuple):
    """A text with its front matter.

    Attributes:
        fields: its keys; empty if there are none
        text: the text after it
        line: line of the file at which `text` starts
        is_fenced: True if there is front matter, even an empty one

    """

    fields: dict[str, Data]
    text: str
    line: int = 1
    is_fenced: bool = False


def fenced(text: str, path: str) -> Fenced:
    """The front matter and the text of a file. Raises `SiteError` with the line if the front matter can't be read."""
    opened = FENCE.match(text)
    if opened:
        return _between_fences(text, opened, path)
    return _after_json(text, path) if re.match(r"\A\{\s*(?:\"|\}\s*\n)", text) else Fenced({}, text)


def _between_fences(text: str, opened: re.Match[str], path: str) -> Fenced:
    closed = re.compile(rf"^{re.escape(opened['fence'])}[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, opened.end())
    if closed is None and opened["fence"] == "---":
        closed = re.compile(r"^\.\.\.[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, opened.end())
    if closed is None:
        if opened["fence"] == "---" and not re.match(r"[\w-]+[ \t]*:", text[opened.end() :]):
            return Fenced({}, text)  # A text may start with a rule.
        message = f"found front matter that never ends, expected a second line {opened['fence']} after it"
        raise SiteError(Problem(Location(path, 1, 1), "bad-front-matter", message))
    written = text[opened.end() : closed.start()]
    language = opened["language"] or {"---": "yaml", "+++": "toml", ";;;": "json"}[opened["fence"]]
    if language == "toml":
        fields = toml_data(f"\n{written}", path)
    elif language == "json":
        fields = json_data(written if written.lstrip().startswith("{") else f"{{{written}}}", path, 2)
    else:
        fields = yaml_data(written, path, 2)
    return Fenced(_mapping(fields, path), text[closed.end() :], text.count("\n", 0, closed.end()) + 1, is_fenced=True)


def _after_json(text: str, path: str) -> Fenced:
    try:
        value, end = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text)
    except ValueError as error:
        raise SiteError(_json_problem(error, path, 1)) from None
    except RecursionError:
        raise SiteError(too_deep(Location(path, 1))) from None
    rest = text[end:]
    body = rest[len(rest) - len(rest.lstrip(" \t\n")) :]
    line = text.count("\n", 0, len(text) - len(body)) + 1
    return Fenced(_mapping(_of_json(value), path), body, line, is_fenced=True)


def _mapping(data: Data, path: str) -> dict[str, Data]:
    if isinstance(data, dict):
        return data
    if not data:
        return {}
    message = "found a text or a list as front matter, expected lines of `key: value`"
    raise SiteError(Problem(Location(path, 2, 1), "bad-front-matter", message))


def yaml_data(text: str, path: str, line: int = 1) -> Data:
    """The value of a YAML text that starts on a line of a file. Raises `SiteError` with the line of the fault."""
    start = Location(path, line, 1)
    text = ILLEGAL.sub("", text)
    try:
        if may_be_deep(text):
            raise SiteError(too_deep(start))
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        raise SiteError(*yaml_problems(error, text, start)) from None
    except yaml.YAMLError as error:
        raise SiteError(Problem(start, "bad-yaml", f"found YAML that can't be read: {error}")) from None
    return _Yaml(start).data(root, 0) if root is not None else ""


class _Yaml:
    """A converter of composed YAML that counts its values, since an alias may stand for many."""

    def __init__(self, start: Location) -> None:
        self.start = start
        self.count = 0

    def data(self, node: yaml.Node, depth: int) -> Data:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_VALUES:
            where = Location(self.start.path, self.start.line + node.start_mark.line)
            raise SiteError(too_deep(where))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, depth)
            case yaml.SequenceNode():
                return [self.data(item, depth + 1) for item in node.value]
            case yaml.ScalarNode():
                return "" if not node.style and node.value in _NULLS else str(node.value)
        raise TypeError(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Data]:
        merged: dict[str, Data] = {}
        own: dict[str, Data] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            data = self.data(value, depth + 1)
            if name == "<<" and isinstance(data, dict):
                merged |= data
            elif name:
                own[name] = data
        return merged | own


def toml_data(text: str, path: str) -> Data:
    """The value of a TOML text. Raises `SiteError` with the line of the fault."""
    return _of_node(toml_node(ILLEGAL.sub("", text), path))


def _of_node(node: Node) -> Data:
    match node.value:
        case dict() as entries:
            return {str(key): _of_node(item) for key, item in entries.items()}
        case tuple() as items:
            return [_of_node(item) for item in items]
    return _of_scalar(node.value)


def _of_scalar(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(sep="T")
        case date() | time():
            return value.isoformat()
    return str(value)


def json_data(text: str, path: str, line: int = 1) -> Data:
    """The value of a JSON text. Raises `SiteError` with the line of the fault."""
    try:
        return _of_json(json.loads(ILLEGAL.sub("", text), parse_float=str, parse_int=str))
    except ValueError as error:
        raise SiteError(_json_problem(error, path, line)) from None
    except RecursionError:
        raise SiteError(too_deep(Location(path, line))) from None


def _of_json(value: Any) -> Data:
    match value:
        case dict():
            return {str(key): _of_json(item) for key, item in value.items()}
        case list():
            return [_of_json(item) for item in value]
    return ILLEGAL.sub("", _of_scalar(value))


def _json_problem(error: ValueError, path: str, line: int) -> Problem:
    where = Location(path, line)
    if isinstance(error, json.JSONDecodeError):
        inner = location(error.doc, error.pos, path)
        where = Location(path, line - 1 + inner.line, inner.column)
    return Problem(where, "bad-front-matter", f"found JSON that can't be read: {error.args[0]}")


def is_true(value: Data | None) -> bool | None:
    """The truth of a value; None if it says neither."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def text_of(value: Data | None) -> str:
    """The text of a scalar; empty for lists, mappings and what is not there."""
    return value if isinstance(value, str) else ""


def list_of(value: Data | None) -> list[Data]:
    """The items of a list; a value alone is a list of one, an empty one of none."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def mapping_of(value: Data | None) -> dict[str, Data]:
    """The keys of a mapping; empty for other values."""
    return value if isinstance(value, dict) else {}
