"""Changes of single values in the front matter of one file, whose other bytes stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagarchive.core.text import decode
from tagarchive.editing.front_matter_list import Matter, WrittenList, list_at, matter_in
from tagarchive.editing.list_edits import key_line
from tagarchive.editing.scalars import scalar
from tagarchive.editing.text_edits import TextEdit, with_edits
from tagarchive.editing.verification import verified


def with_values(data: bytes, path: str, values: Mapping[str, str | None]) -> bytes:
    """The bytes of a file in whose front matter keys have these values; None takes a key out, with its line.

    Raises `SiteError` if the front matter has a form that can't be edited.
    """
    matter = matter_in(decode(data, path)[0], path)
    edits = [edit for key, value in values.items() for edit in _edits(matter, key, value)]
    expected = {key: [] if value is None else [value] for key, value in values.items()}
    return verified(matter, with_edits(data, edits), expected) if edits else data


def _edits(matter: Matter, key: str, value: str | None) -> Iterator[TextEdit]:
    """The edit of one key."""
    found = list_at(matter, key)
    if found is None:
        if value is not None:
            yield key_line(matter, key, scalar(value, "", in_flow=False))
    elif value is None:
        yield _removed(matter, found)
    elif found.items:
        start, end = (found.start, found.end) if found.form == "flow" else (found.items[0].mark, found.items[-1].end)
        yield TextEdit(start, end, scalar(value, found.items[0].quote, in_flow=False))
    else:
        yield TextEdit(found.colon, found.end or found.colon, f" {scalar(value, '', in_flow=False)}")


def _removed(matter: Matter, found: WrittenList) -> TextEdit:
    """The edit that takes out a key with its value: the whole lines."""
    start = matter.text.rfind("\n", 0, found.colon) + 1
    end = matter.text.index("\n", max(found.end, found.colon)) + 1
    return TextEdit(start, end, "")
