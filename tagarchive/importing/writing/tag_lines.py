"""The tags of an article, added to its file without a change to anything else in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from tagarchive.core.errors import SiteError
from tagarchive.importing.writing.front_matter_text import front_matter_text
from tagarchive.reading.front_matter import FrontMatter, split
from tagarchive.reading.node import Node


def plain(node: Node) -> Any:
    """A value of front matter as text, lists and mappings."""
    match node.value:
        case dict() as mapping:
            return {key: plain(item) for key, item in mapping.items()}
        case tuple() as items:
            return [plain(item) for item in items]
        case None:
            return ""
        case value:
            return str(value)


def matter_of(text: str, path: str) -> dict[str, Any]:
    """The front matter of a file as text, lists and mappings; empty if it can't be read."""
    try:
        return dict(plain(split(text, path).node))
    except SiteError:
        return {}


def with_tags(text: str, path: str, tags: Sequence[str]) -> str | None:
    """The text of a file with more tags; None if the form of its tags is not one that can be added to."""
    try:
        matter = split(text, path)
    except SiteError:
        return None
    before = plain(matter.node)
    changed = _added(text, matter, tags)
    wanted = {**before, "tags": [*before.get("tags", []), *tags]}
    return changed if changed is not None and matter_of(changed, path) == wanted else None


def _added(text: str, matter: FrontMatter, tags: Sequence[str]) -> str | None:
    lines = text.split("\n")
    node = dict(matter.node.value) if isinstance(matter.node.value, dict) else {}
    if "tags" not in node:
        end = _last_line(text, matter)
        return "\n".join([*lines[:end], f"tags: [{', '.join(map(_scalar, tags))}]", *lines[end:]])
    tree = yaml.compose(_yaml(text, matter), Loader=yaml.CBaseLoader)
    value = next((value for key, value in tree.value if key.value == "tags"), None) if tree else None
    if not isinstance(value, yaml.SequenceNode):
        return None
    first = text.index("\n") + 1
    if value.flow_style:
        at = first + _offset(_yaml(text, matter), value.end_mark.line, value.end_mark.column) - 1
        comma = ", " if value.value else ""
        head = text[:at].rstrip(" ") if value.value else text[:at]
        return f"{head.removesuffix(',')}{comma}{', '.join(map(_scalar, tags))}{text[at:]}"
    last = value.value[-1]
    line = 1 + last.end_mark.line
    indent = " " * value.start_mark.column
    return "\n".join([*lines[: line + 1], *(f"{indent}- {_scalar(tag)}" for tag in tags), *lines[line + 1 :]])


def _yaml(text: str, matter: FrontMatter) -> str:
    """The YAML between the two lines of a file's front matter."""
    return text[text.index("\n") + 1 : matter.offset].rstrip().rstrip("-")


def _last_line(text: str, matter: FrontMatter) -> int:
    """The number of the line, from 0, on which the front matter ends."""
    head = text[: matter.offset].rstrip().split("\n")
    return len(head) - 1


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(part) + 1 for part in text.split("\n")[:line]) + column


def _scalar(tag: str) -> str:
    """A tag as an item of a list in brackets."""
    line = front_matter_text("article", {"tags": [tag]}).split("\n")[1]
    return line.removeprefix("tags: [").removesuffix("]")
