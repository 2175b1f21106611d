"""Inputs as strings: what a kind finds in files that a test states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from imports import OPTIONS

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Html,
    Item,
    Lost,
    Noted,
    Options,
    Reader,
    Remark,
    Remarked,
    Skipped,
)


class Read(NamedTuple):
    """What was found, and questions about it."""

    found: tuple[Found, ...]

    @property
    def items(self) -> list[Item]:
        return [one for one in self.found if isinstance(one, Item)]

    @property
    def item(self) -> Item:
        (item,) = self.items
        return item

    @property
    def skipped(self) -> list[tuple[str, str]]:
        return [(one.origin, one.reason) for one in self.found if isinstance(one, Skipped)]

    @property
    def remarks(self) -> list[Remark]:
        return [remark for one in self.found for remark in remarks_of(one)]

    def guess(self, key: str) -> str:
        """The reason for which a value was guessed; empty if it was not."""
        return next((one.why for one in self.remarks if isinstance(one, Guessed) and one.key == key), "")

    def lost(self, what: str) -> list[str]:
        return [one.text for one in self.remarks if isinstance(one, Lost) and one.what == what]

    @property
    def notes(self) -> list[str]:
        return [one.text for one in self.remarks if isinstance(one, Noted)]


def remarks_of(found: Found) -> tuple[Remark, ...]:
    if isinstance(found, Item):
        return found.remarks
    return (found.remark,) if isinstance(found, Remarked) else ()


def read(reader: Reader, folder: Path, files: Mapping[str, str | bytes], options: Options = OPTIONS) -> Read:
    """What a kind finds in files; one file is the input itself, several are its folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = files_at(folder / next(iter(files)) if len(files) == 1 else folder)
    found = tuple(reader.found(source, options))
    assert [described(one) for one in found] == [described(one) for one in reader.found(source, options)]
    assert reader.recognises(source) in (True, False)
    return Read(found)


def described(found: Found) -> Any:
    """What must be the same at a second reading: all but the function that finds files."""
    return found._replace(find=lambda _: None)._asdict() | {"find": None} if isinstance(found, Item) else found


def html(item: Item) -> str:
    assert isinstance(item.text, Html)
    return item.text.html


def source(item: Item) -> dict[str, Any]:
    value = item.matter["source"]
    assert isinstance(value, dict)
    return value
