"""Sites of other generators as texts by path, and what their import gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from imports import OPTIONS
from pictures import png

from tagarchive.build.context import unwatched
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import (
    Guessed,
    Html,
    Item,
    Lost,
    Markdown,
    Noted,
    Options,
    Reader,
    Remark,
    Remarked,
    Skipped,
    Value,
    nothing,
)
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, import_into
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.target import target_at

PICTURE = png(1, 1)


class Moved(NamedTuple):
    """The parts of an input.

    Attributes:
        items: items by the file they come from
        skipped: reasons by file
        remarks: remarks that belong to no item

    """

    items: Mapping[str, Item]
    skipped: Mapping[str, str]
    remarks: tuple[Remark, ...]

    def matter(self, path: str) -> Mapping[str, Value]:
        return self.items[path].matter

    def text(self, path: str) -> str:
        text = self.items[path].text
        assert text is not None
        return text.html if isinstance(text, Html) else text.text

    def lost(self, path: str) -> list[tuple[str, str, int]]:
        return [(one.what, one.text, one.line) for one in self.items[path].remarks if isinstance(one, Lost)]

    def guessed(self, path: str) -> dict[str, str]:
        return {remark.key: remark.value for remark in self.items[path].remarks if isinstance(remark, Guessed)}

    def notes(self, path: str = "") -> str:
        remarks = self.items[path].remarks if path else self.remarks
        return "\n".join(remark.text for remark in remarks if isinstance(remark, Noted))


def placed(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with files in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def moved(folder: Path, reader: Reader, files: Mapping[str, str | bytes], options: Options = OPTIONS) -> Moved:
    """What a reader finds in files, which is the same both times."""
    given = files_at(placed(folder / "old", files))
    found = list(reader.found(given, options))
    assert [_plain(one) for one in found] == [_plain(one) for one in reader.found(given, options)]
    items = {one.origin: one for one in found if isinstance(one, Item)}
    assert all(isinstance(item.text, Markdown | Html | None) for item in items.values())
    return Moved(
        items,
        {
            one.origin: f"{one.reason}{f', line {one.line}' if one.line else ''}"
            for one in found
            if isinstance(one, Skipped)
        },
        tuple(one.remark for one in found if isinstance(one, Remarked)),
    )


def _plain(one: object) -> object:
    return one._replace(find=nothing) if isinstance(one, Item) else one


def written(root: Path, folder: Path, reader: Reader, files: Mapping[str, str | bytes]) -> ImportReport:
    """The report of an import of files into the site at `root`."""
    report = ImportReport("old")
    source = Input(files_at(placed(folder / "old", files)), reader, OPTIONS)
    import_into(target_at(root, "", lambda: None), source, FileWriter(root), report, Asks(lambda _: False, unwatched))
    return report
