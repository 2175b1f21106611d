"""Items that are ready to be written: they become files of a site as those of an import do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagarchive.build.context import unwatched
from tagarchive.importing.inputs.files import Files, InMemory
from tagarchive.importing.inputs.items import Found, Item, Options, Value
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, Target, import_into
from tagarchive.importing.writing.report import ImportReport


class _ReadyItems(NamedTuple):
    """A reader of items that are there already."""

    items: Sequence[Item]

    def recognises(self, files: Files) -> bool:  # noqa: ARG002 (it is a Reader)
        return bool(self.items)

    def found(self, files: Files, options: Options) -> Iterator[Found]:  # noqa: ARG002 (the same)
        yield from self.items


def written(items: Sequence[Item], target: Target, options: Options, report: ImportReport) -> ImportReport:
    """The report of writing items, whose origins differ, into a site. Nothing that is there is replaced.

    What was kept of an item that could not be written is removed.
    """
    source = Input(InMemory(report.kind, b""), _ReadyItems(items), options)
    writer = FileWriter(target.root, dry_run=report.dry_run)
    try:
        import_into(target, source, writer, report, Asks(lambda _: False, unwatched))
    finally:
        imported = {one.origin for one in report.imported}
        used = {path for item in items if item.origin in imported for path in _kept(item)}
        for path in {path for item in items for path in _kept(item)} - used:
            (target.root / path).unlink(missing_ok=True)
    return report


def refusal(origin: str, report: ImportReport) -> str:
    """The reason why an item did not become a file."""
    # What would stop the build is named by the path that it would have.
    names = {origin, *(said.to for said in report.said if said.origin == origin)}
    return "; ".join(reason for name, reason in report.skipped if name in names) or "it would stop the build"


def _kept(item: Item) -> Iterator[str]:
    """The paths of what was kept of an item."""
    copies: Value = item.matter.get("copies", "")
    for copy in copies if isinstance(copies, list) else ():
        if isinstance(copy, dict) and copy.get("file"):
            yield str(copy["file"])
