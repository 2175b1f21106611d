"""Folders of bookmarks as tags: their notes, and the folders above them as parents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tagarchive.core.slugs import tag_key
from tagarchive.importing.collected.bookmark_list import BookmarkList, Folder
from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.inputs.items import Found, Html, Item, Lost, Remarked, Value
from tagarchive.importing.inputs.texts import shortened


class _Tag(NamedTuple):
    """A tag by the names of its folders: the first name, the notes, and the parents by key."""

    name: str
    notes: list[str]
    parents: dict[str, str]


def folder_tags(origin: str, read: BookmarkList, used: frozenset[str]) -> Iterator[Found]:
    """The tags of the folders that are used, where they have a note or are in another folder.

    A parent that would be below its own tag is left out, since a circle of parents stops the build.
    """
    tags: dict[str, _Tag] = {}
    for folder in read.folders:
        if folder.name in used:
            tag = tags.setdefault(tag_key(folder.name), _Tag(folder.name, [], {}))
            if folder.note:
                tag.notes.append(folder.note)
            yield from _with_parent(origin, folder, tags)
    for tag in tags.values():
        matter: dict[str, Value] = {"name": tag.name}
        if tag.parents:
            matter["parent"] = list[Value](tag.parents.values())
        if tag.parents or tag.notes:
            html = html_of_plain("\n\n".join(tag.notes))
            yield Item(origin, "tag", matter, text=Html(html) if html else None)


def _with_parent(origin: str, folder: Folder, tags: Mapping[str, _Tag]) -> Iterator[Remarked]:
    """Notes the folder above as a parent of the tag of a folder, or says why it is none."""
    for name in folder.above[-1:]:
        key, above = tag_key(folder.name), tag_key(name)
        if not above or _is_above(key, above, tags):
            text = f"“{shortened(name)}” above “{shortened(folder.name)}”, which is above it as well"
            yield Remarked(origin, Lost("folder", text))
        else:
            tags[key].parents.setdefault(above, name)


def _is_above(tag: str, other: str, tags: Mapping[str, _Tag]) -> bool:
    """True if a tag is another one or above it."""
    seen, waiting = set[str](), [other]
    while waiting:
        one = waiting.pop()
        if one == tag:
            return True
        if one not in seen and one in tags:
            waiting += tags[one].parents
        seen.add(one)
    return False
