"""Reader of YAML that gives nodes with locations.

Scalars stay text, so that a tag `no`, `2024` or `null` is a text; only the schema gives values other types. Duplicate
keys, aliases and explicit types are refused.
"""

from __future__ import annotations

import re

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.node import DEEPEST, Node, legal, too_deep


def yaml_node(text: str, start: Location) -> Node:
    """The tree of a YAML text whose first character is at `start`. Raises `SiteError` if it is not valid."""
    try:
        if may_be_deep(text):
            raise SiteError(too_deep(start))
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        return Node({}, start, start) if root is None else _Composer(text, start).node(root, None)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):
            raise SiteError(too_deep(start)) from None
        raise SiteError(yaml_problem(error, text, start)) from None
    except yaml.YAMLError as error:
        raise SiteError(Problem(start, "bad-yaml", f"found YAML that can't be read: {error}")) from None


def without_tabs(yaml: str) -> str:
    """YAML with spaces for tabs after the dash of an item, which YAML 1.2 allows and libyaml does not.

    A text in a block may hold such a line, so YAML with blocks stays as it is.
    """
    if "-\t" not in yaml or re.search(r"[|>][-+\d]*[ \t]*(?:#.*)?$", yaml, re.MULTILINE):
        return yaml
    return re.sub(r"^ *-\t+(?=\S)", lambda match: match[0].replace("\t", " "), yaml, flags=re.MULTILINE)


def may_be_deep(text: str) -> bool:
    """True if collections are nested deeper than `DEEPEST`; libyaml does not check its recursion."""
    if sum(map(text.count, "[{-?:")) < DEEPEST:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def yaml_problem(error: yaml.MarkedYAMLError, text: str, start: Location) -> Problem:
    mark = error.problem_mark or error.context_mark
    reason = ", ".join(part for part in (error.problem, error.context) if part)
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return Problem(
        _mark_location(mark, start) if mark else start,
        "bad-yaml",
        f"found YAML that can't be read: {reason}",
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
"""Default tags of values without an explicit type."""


class _Composer:
    """A converter from PyYAML's nodes to `Node`, which refuses aliases, explicit types and ambiguous comments."""

    def __init__(self, text: str, start: Location) -> None:
        self.lines = text.split("\n")
        self.start = start
        self.seen: set[int] = set()

    def node(self, composed: yaml.Node, named_at: Location | None) -> Node:
        where = _mark_location(composed.start_mark, self.start)
        if id(composed) in self.seen:
            raise SiteError(
                Problem(where, "bad-yaml", "found a YAML alias (*name), expected the value itself", "write it out")
            )
        if composed.tag not in _TAGS:
            raise SiteError(
                Problem(where, "bad-yaml", f"found the YAML tag {composed.tag}, expected a plain value", "delete it")
            )
        self.seen.add(id(composed))
        return Node(self._value(composed, where), where, named_at or where)

    def _value(self, composed: yaml.Node, where: Location) -> object:
        match composed:
            case yaml.MappingNode():
                return self._mapping(composed)
            case yaml.SequenceNode():
                return tuple(self.node(item, None) for item in composed.value)
            case yaml.ScalarNode():
                return self._scalar(composed, where)
        raise TypeError(composed)

    def _scalar(self, composed: yaml.ScalarNode, where: Location) -> str | None:
        text = legal(composed.value, where)
        rest = self.lines[composed.end_mark.line][composed.end_mark.column :]
        if not composed.style and re.match(r"\s+#[^\s#]", rest):
            message = f"found “{composed.value}” and after it “{rest.strip()}”, which YAML takes for a comment"
            raise SiteError(Problem(where, "bad-yaml", message, 'put the whole text in "double quotes"'))
        return text if text or composed.style else None

    def _mapping(self, composed: yaml.MappingNode) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        problems = []
        for key, value in composed.value:
            named_at = _mark_location(key.start_mark, self.start)
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(named_at, "bad-yaml", "found a key that is no text", "write `key: value`"))
            elif key.value in entries:
                first = entries[key.value].named_at.line
                message = f"found the key “{key.value}” a second time, first on line {first}"
                problems.append(Problem(named_at, "duplicate-key", message, "keep one of the two"))
            else:
                entries[key.value] = self.node(value, named_at)
        if problems:
            raise SiteError(*problems)
        return entries
