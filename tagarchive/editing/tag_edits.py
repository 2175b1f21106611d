"""Edits of the tags of one article: the bytes of its file with other tags, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tagarchive.core.text import decode
from tagarchive.editing.front_matter_list import Matter, Wanted, list_at, list_edits, matter_in
from tagarchive.editing.text_edits import with_edits
from tagarchive.editing.verification import verified

Becomes = Callable[[str], Sequence[str] | None]
"""A function from a tag as an article writes it to the names that replace it; None if it stays."""

TAGS = "tags"


def retagged(
    data: bytes, path: str, key_of: Callable[[str], str], becomes: Becomes, added: Sequence[str] = ()
) -> bytes | None:
    """The bytes of an article with other tags; None if they stay as they are.

    `key_of` is equal for all names of a tag. No tag that replaces another, or is added, gets into the article twice.
    Raises `SiteError` if the front matter has a form that can't be edited.
    """
    matter = matter_in(decode(data, path)[0], path)
    names = _names(matter)
    wanted = _wanted(names, key_of, becomes)
    held = {key_of(name) for name in _after(names, wanted)}
    more = [name for name in added if key_of(name) not in held]
    return with_list(data, matter, TAGS, wanted, more)


def with_list(data: bytes, matter: Matter, key: str, wanted: Wanted, added: Sequence[str]) -> bytes | None:
    """The bytes of a file with other items in a list of its front matter; None if they stay as they are."""
    names = _names(matter, key)
    after = [*_after(names, wanted), *added]
    if after == names:
        return None
    return verified(matter, with_edits(data, list_edits(matter, key, wanted, added)), {key: after})


def _names(matter: Matter, key: str = TAGS) -> list[str]:
    found = list_at(matter, key)
    return [item.name for item in found.items] if found else []


def _wanted(names: Sequence[str], key_of: Callable[[str], str], becomes: Becomes) -> list[Sequence[str] | None]:
    """What becomes of each tag, without names that the article has already."""
    outcomes = [becomes(name) for name in names]
    held = {key_of(name) for name, outcome in zip(names, outcomes, strict=True) if outcome is None}
    wanted: list[Sequence[str] | None] = []
    for outcome in outcomes:
        if outcome is None:
            wanted.append(None)
            continue
        new = {key_of(name): name for name in reversed(outcome) if key_of(name) not in held}
        wanted.append([name for name in outcome if new.get(key_of(name)) == name])
        held.update(new)
    return wanted


def _after(names: Sequence[str], wanted: Wanted) -> list[str]:
    """The items of a list after its edit."""
    both = zip(names, wanted, strict=True)
    return [one for name, outcome in both for one in ((name,) if outcome is None else outcome)]
