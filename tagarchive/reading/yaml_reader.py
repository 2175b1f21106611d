"""Reader of YAML that gives nodes with locations.

Scalars stay text, so that a tag `no`, `2024` or `null` is a text; only the schema gives values other types. Duplicate
keys, aliases and explicit types are refused.
"""

from __future__ import annotations

import re

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.node import DEEPEST, Node, legal, too_deep
from tagarchive.reading.yaml_faults import Fault, faults


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
        raise SiteError(*yaml_problems(error, text, start)) from None
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


def yaml_problems(error: yaml.MarkedYAMLError, text: str, start: Location) -> tuple[Problem, ...]:
    """The mistakes because of which the parser refuses a text, or what it says of it if none is known."""
    mark = error.problem_mark or error.context_mark
    known = tuple(faults(text))
    # The parser goes on to the mistake or past it.
    if known and mark and known[0].line <= mark.line:
        return tuple(_problem(fault, start) for fault in known)
    reason = ", ".join(part for part in (error.problem, error.context) if part)
    where = _location(mark.line, mark.column, start) if mark else start
    hint = 'put a value that holds ": " or " #", or starts with a sign, in "double quotes"'
    return (Problem(where, "bad-yaml", f"found YAML that can't be read: {reason}", hint),)


def known_faults(text: str, start: Location) -> tuple[Problem, ...]:
    """The mistakes in the lines of a text that are known, although the parser may read it."""
    return tuple(_problem(fault, start) for fault in faults(text))


def _problem(fault: Fault, start: Location) -> Problem:
    return Problem(_location(fault.line, fault.column, start), "bad-yaml", fault.message, fault.hint)


def _location(line: int, column: int, start: Location) -> Location:
    """The location of a character in a text, from its line and column from 0."""
    return Location(start.path, start.line + line, column + (start.column if line == 0 else 1))


_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
"""Default tags of values without an explicit type."""


_NO_TAG = 'delete it; a text that begins with ! stands in "double quotes"'
_NO_KEY = 'write `key: value`; a text that begins with { stands in "double quotes"'


class _Composer:
    """A converter from PyYAML's nodes to `Node`, which refuses aliases, explicit types and ambiguous comments."""

    def __init__(self, text: str, start: Location) -> None:
        self.lines = text.split("\n")
        self.start = start
        self.seen: set[int] = set()

    def node(self, composed: yaml.Node, named_at: Location | None) -> Node:
        where = _location(composed.start_mark.line, composed.start_mark.column, self.start)
        if id(composed) in self.seen:
            raise SiteError(
                Problem(where, "bad-yaml", "found a YAML alias (*name), expected the value itself", "write it out")
            )
        if composed.tag not in _TAGS:
            raise SiteError(
                Problem(where, "bad-yaml", f"found the YAML tag {composed.tag}, expected a plain value", _NO_TAG)
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
            before = f"“{composed.value}” and after it " if composed.value else ""
            message = f"found {before}“{rest.strip()}”, which YAML takes for a comment"
            raise SiteError(Problem(where, "bad-yaml", message, 'put the whole text in "double quotes"'))
        return text if text or composed.style else None

    def _mapping(self, composed: yaml.MappingNode) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        problems = []
        for key, value in composed.value:
            named_at = _location(key.start_mark.line, key.start_mark.column, self.start)
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Problem(named_at, "bad-yaml", "found a key that is no text", _NO_KEY))
            elif key.value in entries:
                first = entries[key.value].named_at.line
                message = f"found the key “{key.value}” a second time, first on line {first}"
                problems.append(Problem(named_at, "duplicate-key", message, "keep one of the two"))
            else:
                entries[key.value] = self.node(value, named_at)
        if problems:
            raise SiteError(*problems)
        return entries
