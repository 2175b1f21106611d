"""Reader of the YAML that most front matter is: keys with a plain value or with a list of them.

It reads a small part of YAML in a small part of the time that the reader of all of it takes, to equal nodes with equal
locations. What it does not know, and every mistake, is left to that reader; a property test compares the two.
"""

from __future__ import annotations

import re

from tagarchive.core.errors import Location
from tagarchive.reading.node import Node

_REFUSED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that YAML does not allow, that end a line for it, or that it may read in another way."""

_QUOTED = r""""[^"\\\n]*+"|'[^'\n]*+'"""
_VALUE = rf"(?:{_QUOTED}|[A-Za-z0-9/](?:[\w ./,+()&;=!?%~’–—“”'-]|:(?=\S))*+(?<! ))"
_ITEM = rf"(?:{_QUOTED}|[A-Za-z0-9/][\w ./+()’–—-]*+(?<! ))"
_ENTRY = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_]{0,40}+):"
    rf"(?: ++(?:(?P<value>{_VALUE})|(?P<row>\[(?:{_ITEM}(?:, *+{_ITEM})*+)?\]))"
    rf"|(?P<block>(?P<indent>\n *+)- ++{_VALUE}(?:(?P=indent)- ++{_VALUE})*+))\n"
)
_IN_ROW = re.compile(_ITEM)
_IN_BLOCK = re.compile(rf"\n *+- ++(?P<value>{_VALUE})")


def plain_mapping(text: str, start: Location) -> dict[str, Node] | None:
    """The mapping of a YAML text whose first character is at `start`; None if the text is not as plain as that."""
    if not text.startswith("\n") or _REFUSED.search(text):
        return None
    entries: dict[str, Node] = {}
    end, line = 1, start.line + 1
    while end < len(text):
        entry = _ENTRY.match(text, end)
        if entry is None or entry["key"] in entries:
            return None
        entries[entry["key"]] = _node(entry, Location(start.path, line, 1))
        end, line = entry.end(), line + entry[0].count("\n")
    return entries


def _node(entry: re.Match[str], named_at: Location) -> Node:
    value, row = entry["value"], entry["row"]
    if value is not None:
        where = Location(named_at.path, named_at.line, entry.start("value") - entry.start() + 1)
        return Node(_text(value), where, named_at)
    if row is not None:
        column = entry.start("row") - entry.start() + 1
        return Node(_row(row, named_at, column), Location(named_at.path, named_at.line, column), named_at)
    hyphen = Location(named_at.path, named_at.line + 1, len(entry["indent"]))
    return Node(_block(entry["block"], named_at), hyphen, named_at)


def _row(row: str, named_at: Location, column: int) -> tuple[Node, ...]:
    """The items of a list in brackets, which is at a column."""
    items = []
    for item in _IN_ROW.finditer(row):
        where = Location(named_at.path, named_at.line, column + item.start())
        items.append(Node(_text(item[0]), where, where))
    return tuple(items)


def _block(block: str, named_at: Location) -> tuple[Node, ...]:
    """The items of a list that has a line for each of them."""
    items = []
    for number, item in enumerate(_IN_BLOCK.finditer(block), 1):
        where = Location(named_at.path, named_at.line + number, item.start("value") - item.start())
        items.append(Node(_text(item["value"]), where, where))
    return tuple(items)


def _text(written: str) -> str:
    return written[1:-1] if written[0] in "\"'" else written
