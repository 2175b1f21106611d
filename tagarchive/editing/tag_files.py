"""New files of tags."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.editing.changes import FileChange
from tagarchive.editing.front_matter_edits import ListChange, edited
from tagarchive.editing.scalars import scalar

FOLDER = "content/tags/"


def new_tag_file(name: str, lists: Mapping[str, Sequence[str]], taken: Collection[str]) -> FileChange:
    """The change that makes a file for a tag, with lists of names by key. `taken` are the paths of the site."""
    head = f"---\nname: {scalar(name, '', in_flow=False)}\n---\n".encode()
    path = _path(name, taken)
    return FileChange(path, None, edited(head, path, {key: ListChange(added=lists[key]) for key in lists}) or head)


def _path(name: str, taken: Collection[str]) -> str:
    folded, slug, number = {path.casefold() for path in taken}, slugify(name), 2
    path = f"{FOLDER}{slug}.md"
    while path.casefold() in folded:
        path, number = f"{FOLDER}{slug}-{number}.md", number + 1
    return path


def alias(address: Address) -> str:
    """An address as `aliases` has it."""
    return address.replace("%", "%25").replace(" ", "%20")
