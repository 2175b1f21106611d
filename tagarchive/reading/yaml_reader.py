"""YAML to nodes.

Scalars stay the text that stands there, so that a tag `no`, `2024` or `null` is text and a type is only ever the one
that the reader declares. Duplicate keys, aliases and explicit types are refused.
"""

from __future__ import annotations

import re

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.node import DEEPEST, Node, legal, too_deep


def yaml_node(text: str, start: Location) -> Node:
    """The tree of a YAML text whose first character stands at `start`. Raises `SiteError`."""
    try:
        if _may_be_deep(text):
            raise SiteError(too_deep(start))
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        return Node({}, start, start) if root is None else _Composer(text, start).node(root, None)
    except yaml.MarkedYAMLError as error:
        raise SiteError(_yaml_problem(error, text, start)) from None
    except yaml.YAMLError as error:
        raise SiteError(Problem(start, "bad-yaml", f"found YAML that can't be read: {error}")) from None


def _may_be_deep(text: str) -> bool:
    """Whether collections stand in one another deeper than libyaml's recursion, which is not checked, can go."""
    if sum(map(text.count, "[{-?:")) < DEEPEST:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _yaml_problem(error: yaml.MarkedYAMLError, text: str, start: Location) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = ", ".join(part for part in (error.problem, error.context) if part)
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return Problem(
        _mark_location(mark, start) if mark else start,
        "bad-yaml",
        f"found YAML that can't be read: {said}",
        _yaml_hint(line),
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


class _Composer:
    """Turns PyYAML's nodes into ours, refusing what a reader of front matter would not foresee."""

    def __init__(self, text: str, start: Location) -> None:
        self.lines = text.split("\n")
        self.start = start
        self.seen: set[int] = set()

    def node(self, found: yaml.Node, named_at: Location | None) -> Node:
        where = _mark_location(found.start_mark, self.start)
        if id(found) in self.seen:
            raise SiteError(
                Problem(where, "bad-yaml", "found a YAML alias (*name), expected the value itself", "write it out")
            )
        if found.tag not in _TAGS:
            raise SiteError(
                Problem(where, "bad-yaml", f"found the YAML tag {found.tag}, expected a plain value", "delete it")
            )
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
        text = legal(found.value, where)
        rest = self.lines[found.end_mark.line][found.end_mark.column :]
        if not found.style and re.match(r"\s+#[^\s#]", rest):
            what = f"found “{found.value}” and after it “{rest.strip()}”, which YAML takes for a comment"
            raise SiteError(Problem(where, "bad-yaml", what, 'put the whole text in "double quotes"'))
        return text if text or found.style else None

    def _mapping(self, found: yaml.MappingNode) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        problems = []
        for key, value in found.value:
            named_at = _mark_location(key.start_mark, self.start)
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(named_at, "bad-yaml", "found a key that is no text", "write `key: value`"))
            elif key.value in entries:
                first = entries[key.value].named_at.line
                what = f"found the key “{key.value}” a second time, first on line {first}"
                problems.append(Problem(named_at, "duplicate-key", what, "keep one of the two"))
            else:
                entries[key.value] = self.node(value, named_at)
        if problems:
            raise SiteError(*problems)
        return entries
