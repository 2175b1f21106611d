"""Verification of an edited file: it is read again, and nothing but what was to change may differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tagarchive.core.errors import Location, SiteError
from tagarchive.core.text import decode
from tagarchive.editing.front_matter_list import Matter, matter_in, uneditable
from tagarchive.reading.field_types import line_with_characters
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


def names_in(value: Any) -> list[str]:
    """The names in a value of front matter, which is a list or a text alone."""
    listed = value if isinstance(value, list) else [value] if value else []
    return [line_with_characters(item) for item in listed]


def reread(before: Matter, after: bytes) -> Matter:
    """An edited file, read again. Raises `SiteError` if it can't be read."""
    try:
        return matter_in(decode(after, before.path)[0], before.path)
    except SiteError as error:
        where = error.problems[0].where
        raise uneditable(where, "a form of front matter that an edit would break", "a plain list") from None


def verified(before: Matter, after: bytes, wanted: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes of an edited file, in which the keys of `wanted` hold these names and all else is as before.

    Raises `SiteError` if they are not read so.
    """
    made = reread(before, after)
    old, new = dict(plain(before.front.node)), dict(plain(made.front.node))
    found = {key: names_in(new.pop(key, None)) for key in wanted}
    for key in wanted:
        old.pop(key, None)
    if old != new or made.front.text != before.front.text or found != {key: list(wanted[key]) for key in wanted}:
        where = Location(before.path, 1)
        raise uneditable(where, "a form of front matter in which an edit would change something else", "a plain list")
    return after
