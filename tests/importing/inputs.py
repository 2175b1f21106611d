"""Inputs of imports that a test states as files, and what a kind finds in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from imports import OPTIONS

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import (
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
    nothing,
)
from tagarchive.importing.kinds import reader_of

One = TypeVar("One", Guessed, Lost, Noted)


class Read(NamedTuple):
    """What a kind finds in an input."""

    items: Sequence[Item]
    skipped: Sequence[Skipped]
    remarked: Sequence[Remarked]

    @property
    def matter(self) -> Mapping[str, Any]:
        """The front matter of the only item."""
        assert len(self.items) == 1
        return self.items[0].matter

    @property
    def source(self) -> Mapping[str, Any]:
        source = self.matter["source"]
        assert isinstance(source, dict)
        return source

    @property
    def text(self) -> str:
        """The text of the only item as it is handed on."""
        text = self.items[0].text
        return "" if text is None else text.html if isinstance(text, Html) else text.text

    def remarks(self) -> list[Remark]:
        """All remarks: those of the input, then those of the items."""
        return [
            *(one.remark for one in self.remarked),
            *(remark for item in self.items for remark in item.remarks),
        ]

    def guesses(self) -> dict[str, str]:
        """The reason of the last guess for each key."""
        return {remark.key: remark.why for remark in self.remarks() if isinstance(remark, Guessed)}

    def lost(self) -> list[tuple[str, str]]:
        return [(remark.what, remark.text) for remark in self.remarks() if isinstance(remark, Lost)]

    def notes(self) -> list[str]:
        return [remark.text for remark in self.remarks() if isinstance(remark, Noted)]


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The path of the only file, or of the folder if there are several."""
    for name, content in files.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "in" / next(iter(files)) if len(files) == 1 else folder / "in"


def zipped(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The path of a zip with the files."""
    path = folder / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def read(kind: str, path: Path, options: Options = OPTIONS) -> Read:
    """What a kind finds, the same each time it reads."""
    reader: Reader = reader_of(kind)
    files = files_at(path)
    found = list(reader.found(files, options))
    assert without_texts(found) == without_texts(list(reader.found(files, options)))
    return Read(
        [one for one in found if isinstance(one, Item)],
        [one for one in found if isinstance(one, Skipped)],
        [one for one in found if isinstance(one, Remarked)],
    )


def without_texts(found: Sequence[Any]) -> list[Any]:
    """What was found without the functions that find files, which differ each time."""
    return [one._replace(find=nothing) if isinstance(one, Item) else one for one in found]


def recognises(kind: str, path: Path) -> bool:
    return reader_of(kind).recognises(files_at(path))
