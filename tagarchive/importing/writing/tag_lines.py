"""The tags of an article, added to its file without a change to anything else in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tagarchive.core.errors import SiteError
from tagarchive.editing.front_matter_edits import ListChange, edited
from tagarchive.editing.verification import plain
from tagarchive.reading.front_matter import split


def matter_of(text: str, path: str) -> dict[str, Any]:
    """The front matter of a file as text, lists and mappings; empty if it can't be read."""
    try:
        return dict(plain(split(text, path).node))
    except SiteError:
        return {}


def with_tags(text: str, path: str, tags: Sequence[str]) -> str | None:
    """The text of a file with more tags; None if the form of its tags is not one that can be added to."""
    try:
        data = edited(text.encode(), path, {"tags": ListChange(added=tags)})
    except SiteError:
        return None
    return data.decode() if data is not None else text
