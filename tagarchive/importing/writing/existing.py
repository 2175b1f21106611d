"""An item that the site has already: what the file would gain, and whether it differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tagarchive.core.slugs import tag_key
from tagarchive.importing.inputs.items import Item, Value
from tagarchive.importing.writing.composing import Composed, file_text
from tagarchive.importing.writing.tag_lines import matter_of, with_tags


class Comparison(NamedTuple):
    """The file of an item beside what the import makes of the item.

    Attributes:
        after: text of the file with everything from the import
        with_tags: text of the file with new tags only; None if they can't be added to it
        new_tags: tags that the file does not have
        differs: True if more than tags is different

    """

    after: str
    with_tags: str | None
    new_tags: tuple[str, ...]
    differs: bool


def compared(item: Item, composed: Composed, before: str, path: str) -> Comparison:
    """The comparison of a file with an item. Keys and tags that only the file has stay."""
    old = matter_of(before, path)
    new = _read(item, composed, path)
    _keep_stand_ins(item, old, new)
    tags = _strings(new.get("tags"))
    known = {tag_key(name) for name in _strings(old.get("tags"))}
    added = tuple(name for name in tags if tag_key(name) not in known)
    merged: dict[str, Value] = {**old, **new}
    for key, more in (("tags", added), ("aliases", _others(old, new, "aliases"))):
        if merged.get(key):
            merged[key] = [*_strings(old.get(key)), *more]
    after = file_text(item, composed._replace(matter=merged))
    differs = {**merged, "tags": ()} != {**old, "tags": ()} or _body(after) != _body(before)
    return Comparison(after, with_tags(before, path, added) if added else before, added, differs)


def _read(item: Item, composed: Composed, path: str) -> dict[str, Any]:
    """The front matter of an item as it is read back: texts, lists and mappings."""
    return matter_of(file_text(item, composed), path)


def _keep_stand_ins(item: Item, old: Mapping[str, Any], new: dict[str, Any]) -> None:
    """Replaces days of the import with those of the first import."""
    for key in item.stand_ins:
        outer, _, inner = key.partition(".")
        if not inner and outer in old:
            new[outer] = old[outer]
        elif inner and isinstance(old.get(outer), dict) and isinstance(new.get(outer), dict) and inner in old[outer]:
            new[outer][inner] = old[outer][inner]


def _others(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> list[str]:
    return [text for text in _strings(new.get(key)) if text not in _strings(old.get(key))]


def _strings(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _body(text: str) -> str:
    return text.partition("\n---\n")[2].strip()
