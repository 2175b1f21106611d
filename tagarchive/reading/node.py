"""YAML and TOML as trees of values that know where in the file they stand.

Scalars of YAML stay the text that stands there, so that a tag `no`, `2024` or `null` is text and a type is
only ever the one that the reader declares. Duplicate keys, aliases and explicit types are refused.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL, location


class Node(NamedTuple):
    """One value of a file: text or another scalar, nodes in order, nodes by key, or None for nothing."""

    value: object
    where: Location
    named_at: Location

    def found(self) -> str:
        """The value in the words of a message."""
        match self.value:
            case None:
                return "nothing"
            case dict():
                return "a mapping"
            case tuple():
                return "a list"
            case bool() as truth:
                return "true" if truth else "false"
            case value:
                text = str(value)
                return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def yaml_node(text: str, start: Location) -> Node:
    """The tree of a YAML text whose first character stands at `start`. Raises `SiteError`."""
    try:
        if _may_be_deep(text):
            raise SiteError(_too_deep(start))
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        return Node({}, start, start) if root is None else _Composer(text, start).node(root, None)
    except yaml.MarkedYAMLError as error:
        raise SiteError(_yaml_problem(error, text, start)) from None
    except yaml.YAMLError as error:
        raise SiteError(Problem(start, f"found YAML that can't be read: {error}")) from None


def _may_be_deep(text: str) -> bool:
    """Whether collections stand in one another deeper than libyaml's recursion, which is not checked, can go."""
    if sum(map(text.count, "[{-?:")) < _DEEPEST:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


_DEEPEST = 100
"""Collections in one another that nobody has ever needed."""


def _too_deep(where: Location) -> Problem:
    return Problem(where, "found lists or mappings in one another too deep to read", "write it flatter")


def _yaml_problem(error: yaml.MarkedYAMLError, text: str, start: Location) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = ", ".join(part for part in (error.problem, error.context) if part)
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return Problem(
        _mark_location(mark, start) if mark else start, f"found YAML that can't be read: {said}", _yaml_hint(line)
    )


def _yaml_hint(line: str) -> str:
    if "\t" in line:
        return "indent with spaces; YAML takes no tabs"
    if line.partition(":")[2].strip()[:1] in ('"', "'"):
        return 'a text in quotes ends at the next quote; in double quotes write a quote as \\"'
    return 'put a value that holds ": " or " #", or starts with a sign, in "double quotes"'


def _mark_location(mark: yaml.Mark, start: Location) -> Location:
    column = mark.column + (start.column if mark.line == 0 else 1)
    return Location(start.path, start.line + mark.line, column)


_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
"""What values are before anything says what they mean."""


def _legal(text: str, where: Location) -> str:
    illegal = ILLEGAL.search(text)
    if illegal:
        what = f"found the character U+{ord(illegal[0]):04X}, which no feed can carry"
        raise SiteError(Problem(where, what, "delete it"))
    return text


class _Composer:
    """Turns PyYAML's nodes into ours, refusing what a reader of front matter would not foresee."""

    def __init__(self, text: str, start: Location) -> None:
        self.lines = text.split("\n")
        self.start = start
        self.seen: set[int] = set()

    def node(self, found: yaml.Node, named_at: Location | None) -> Node:
        where = _mark_location(found.start_mark, self.start)
        if id(found) in self.seen:
            raise SiteError(Problem(where, "found a YAML alias (*name), expected the value itself", "write it out"))
        if found.tag not in _TAGS:
            raise SiteError(Problem(where, f"found the YAML tag {found.tag}, expected a plain value", "delete it"))
        self.seen.add(id(found))
        return Node(self._value(found, where), where, named_at or where)

    def _value(self, found: yaml.Node, where: Location) -> object:
        match found:
            case yaml.MappingNode():
                return self._mapping(found)
            case yaml.SequenceNode():
                return tuple(self.node(item, None) for item in found.value)
            case yaml.ScalarNode():
                return self._scalar(found, where)
        raise TypeError(found)

    def _scalar(self, found: yaml.ScalarNode, where: Location) -> str | None:
        text = _legal(found.value, where)
        rest = self.lines[found.end_mark.line][found.end_mark.column :]
        if not found.style and re.match(r"\s+#[^\s#]", rest):
            what = f"found “{found.value}” and after it “{rest.strip()}”, which YAML takes for a comment"
            raise SiteError(Problem(where, what, 'put the whole text in "double quotes"'))
        return text if text or found.style else None

    def _mapping(self, found: yaml.MappingNode) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        problems = []
        for key, value in found.value:
            named_at = _mark_location(key.start_mark, self.start)
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(named_at, "found a key that is no text", "write `key: value`"))
            elif key.value in entries:
                first = entries[key.value].named_at.line
                what = f"found the key “{key.value}” a second time, first on line {first}"
                problems.append(Problem(named_at, what, "keep one of the two"))
            else:
                entries[key.value] = self.node(value, named_at)
        if problems:
            raise SiteError(*problems)
        return entries


_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$|\(at end of document\)$")
_TOML_TABLE = re.compile(r"\s*\[\[?\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?")
_TOML_KEY = re.compile(r"""(\s*)("[^"]*"|'[^']*'|[\w.-]+(?:\s*\.\s*[\w-]+)*)\s*=""")


def toml_node(text: str, path: str) -> Node:
    """The tree of a TOML file. Raises `SiteError`."""
    try:
        return _toml_tree(tomllib.loads(text), (), _toml_places(text, path), Location(path, 1, 1))
    except ValueError as error:
        raise SiteError(_toml_problem(str(error), text, path)) from None
    except RecursionError:
        raise SiteError(_too_deep(Location(path))) from None


def _toml_problem(message: str, text: str, path: str) -> Problem:
    place = _TOML_PLACE.search(message)
    where = location(text, len(text), path)
    if place and place[1]:
        where = Location(path, int(place[1]), int(place[2]))
    said = _TOML_PLACE.sub("", message).strip()
    hint = 'text stands in "quotes": title = "My archive"' if "Invalid value" in said else ""
    return Problem(where, f"found TOML that can't be read: {said}", hint)


def _toml_tree(value: object, key: tuple[str, ...], places: dict[tuple[str, ...], Location], near: Location) -> Node:
    where = places.get(key, near)
    if isinstance(value, dict):
        inner: object = {name: _toml_tree(item, (*key, name), places, where) for name, item in value.items()}
    elif isinstance(value, list):
        inner = tuple(_toml_tree(item, (*key, str(n)), places, where) for n, item in enumerate(value))
    else:
        inner = _legal(value, where) if isinstance(value, str) else value
    return Node(inner, where, where)


def _toml_places(text: str, path: str) -> dict[tuple[str, ...], Location]:
    """Where each key and table of a TOML file stands, found line by line since `tomllib` tells no places."""
    places: dict[tuple[str, ...], Location] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TOML_TABLE.fullmatch(line):
            table = _key_parts(header[1])
            if line.lstrip().startswith("[["):
                table = (*table, str(sum(1 for place in places if place[:-1] == table and place[-1].isdigit())))
            places[table] = Location(path, number, len(line) - len(line.lstrip()) + 1)
        elif key := _TOML_KEY.match(line):
            places.setdefault((*table, *_key_parts(key[2])), Location(path, number, len(key[1]) + 1))
    return places


def _key_parts(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in written.split("."))
