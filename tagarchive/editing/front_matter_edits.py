"""Changes of lists of names in the front matter of one file, whose other bytes stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.text import decode
from tagarchive.editing.front_matter_list import Matter, list_at, matter_in, names_at
from tagarchive.editing.list_edits import Wanted, key_line, list_edits, names_after
from tagarchive.editing.scalars import scalar
from tagarchive.editing.text_edits import TextEdit, with_edits
from tagarchive.editing.verification import verified

Becomes = Callable[[str], Sequence[str] | None]
"""A function from a name in a list to the names that replace it; None if it stays, no names if it is removed."""


def stays(_: str) -> None:
    """The function of a list whose names stay."""


class ListChange(NamedTuple):
    """A change of a list of names. No name that is added, or replaces another, gets into the list twice.

    Attributes:
        becomes: what becomes of each name
        added: names that are added
        key_of: a function that is equal for names with one meaning

    """

    becomes: Becomes = stays
    added: Sequence[str] = ()
    key_of: Callable[[str], str] = str

    def wanted(self, names: Sequence[str]) -> Wanted:
        """Fate of each name of a list."""
        outcomes = [self.becomes(name) for name in names]
        held = {self.key_of(name) for name, outcome in zip(names, outcomes, strict=True) if outcome is None}
        return [None if outcome is None else self._new(outcome, held) for outcome in outcomes]

    def more(self, names: Sequence[str]) -> Sequence[str]:
        """The names to add to a list."""
        return self._new(self.added, {self.key_of(name) for name in names})

    def _new(self, names: Sequence[str], held: set[str]) -> list[str]:
        """The names whose keys are not in `held`, which gets them."""
        new = []
        for name in names:
            if self.key_of(name) not in held:
                held.add(self.key_of(name))
                new.append(name)
        return new


def edited(data: bytes, path: str, changes: Mapping[str, ListChange], name: str = "") -> bytes | None:
    """The bytes of a file after changes of lists in its front matter, by key; None if they stay as they are.

    `name` is a new value of the key of that name. Raises `SiteError` if the front matter has a form that can't be
    edited.
    """
    matter = matter_in(decode(data, path)[0], path)
    edits: list[TextEdit] = []
    expected: dict[str, Sequence[str]] = {}
    if name and names_at(matter, "name") != [name]:
        edits.append(_renamed(matter, name))
        expected["name"] = [name]
    for key, change in changes.items():
        names = names_at(matter, key)
        wanted = change.wanted(names)
        kept = names_after(names, wanted)
        added = change.more(kept)
        if [*kept, *added] != names:
            edits += list_edits(matter, key, wanted, added)
            expected[key] = [*kept, *added]
    return verified(matter, with_edits(data, edits), expected) if edits else None


def _renamed(matter: Matter, name: str) -> TextEdit:
    """The edit that gives a file another `name`."""
    found = list_at(matter, "name")
    if found is None:
        return key_line(matter, "name", scalar(name, "", in_flow=False))
    item = found.items[0]
    return TextEdit(item.start, item.end, scalar(name, item.quote, in_flow=False))
