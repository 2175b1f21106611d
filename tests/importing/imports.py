"""Imports of items that a test states, into a site of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tagarchive.build.context import unwatched
from tagarchive.importing.inputs.files import Files, files_at
from tagarchive.importing.inputs.items import Found, Options
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, import_into
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.target import target_at

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OPTIONS = Options(NOW, ZoneInfo("UTC"))


class Stated(NamedTuple):
    """A reader of items that are stated."""

    items: Sequence[Found]

    def recognises(self, files: Files) -> bool:
        return bool(files.name)

    def found(self, files: Files, options: Options) -> Iterator[Found]:
        assert files
        assert options
        yield from self.items


def imported(
    root: Path, *items: Found, options: Options = OPTIONS, agrees: bool = False, dry: bool = False
) -> ImportReport:
    """The report of an import of items into the site at `root`."""
    report = ImportReport("stated", dry_run=dry)
    source = Input(files_at(root / "site.toml"), Stated(items), options)
    asks = Asks(lambda _: agrees, unwatched)
    import_into(target_at(root, "", lambda: None), source, FileWriter(root, dry_run=dry), report, asks)
    return report


def reasons(report: ImportReport) -> list[str]:
    return [reason for _, reason in report.skipped]
