"""Sites of other generators that a test states as texts, and what their readers find in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from imports import OPTIONS

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Html,
    Item,
    Lost,
    Markdown,
    Media,
    Noted,
    Options,
    Reader,
    Remarked,
    Skipped,
    nothing,
)


class Read(NamedTuple):
    """What was found: items by file, reasons by file, and remarks that belong to no item."""

    items: Mapping[str, Item]
    skipped: Mapping[str, str]
    said: tuple[Remarked, ...]

    def text(self, name: str) -> str:
        """The text of an item."""
        text = self.items[name].text
        assert text is not None
        return text.html if isinstance(text, Html) else text.text

    def matter(self, name: str) -> Mapping[str, object]:
        return self.items[name].matter

    def guessed(self, name: str) -> Mapping[str, str]:
        return {remark.key: remark.why for remark in self.items[name].remarks if isinstance(remark, Guessed)}

    def lost(self, name: str) -> list[tuple[str, str, int]]:
        return [(one.what, one.text, one.line) for one in self.items[name].remarks if isinstance(one, Lost)]

    def noted(self, name: str) -> list[tuple[str, int]]:
        return [(one.text, one.line) for one in self.items[name].remarks if isinstance(one, Noted)]

    def media(self, name: str, reference: str) -> str:
        """The file of the input that a reference in a text names; `missing …` if it should be there."""
        found = self.items[name].find(reference)
        return "" if found is None else found.member if isinstance(found, Media) else f"missing {found.name}"


def read(reader: Reader, folder: Path, files: Mapping[str, str | bytes], options: Options = OPTIONS) -> Read:
    """What a reader finds in files, which must be the same twice."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    source = files_at(folder)
    found = list(reader.found(source, options))
    again = list(reader.found(source, options))
    assert list(map(_comparable, found)) == list(map(_comparable, again))
    items = [one for one in found if isinstance(one, Item)]
    assert len({item.key for item in items if item.type != "tag"}) == len(
        [item for item in items if item.type != "tag"]
    )
    return Read(
        {item.origin if item.type != "tag" else f"tag {item.matter['name']}": item for item in items},
        {one.origin: one.reason for one in found if isinstance(one, Skipped)},
        tuple(one for one in found if isinstance(one, Remarked)),
    )


def _comparable(found: Found) -> Found:
    return found._replace(find=nothing) if isinstance(found, Item) else found


def is_markdown(item: Item, dialect: str) -> bool:
    return isinstance(item.text, Markdown) and item.text.dialect == dialect
