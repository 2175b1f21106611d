"""An import: what an input holds becomes files of the site, and a report says what became of each part.

The input is read twice. The first reading finds the place of each item and its copies. The second makes the files, one
at a time, so that an input of any length fits into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.context import Progress
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Item, Options, Reader, Skipped
from tagarchive.importing.writing.checking import repair
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.identities import known_of
from tagarchive.importing.writing.item_files import Accepts, Output, Writing
from tagarchive.importing.writing.media import MediaFolder
from tagarchive.importing.writing.placement import Placement
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.survey import sound, survey
from tagarchive.importing.writing.tag_names import TagNames, new_tags
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Document
from tagarchive.reading.edition import Edition


class Input(NamedTuple):
    """Source of an import: files, the reader of their kind, and the options."""

    files: Files
    reader: Reader
    options: Options

    def found(self) -> Iterator[Found]:
        return sound(self.reader.found(self.files, self.options), self.options)


class Asks(NamedTuple):
    """Callbacks of an import.

    Attributes:
        accepts: asked before a file that differs is replaced
        watch: shows the progress

    """

    accepts: Accepts
    watch: Progress


class Target(NamedTuple):
    """The site that an import writes to.

    Attributes:
        root: its folder
        config: its config
        documents: its articles, pages and tag files
        paths: paths of all files below `content/`
        folder: folder below `content/` for new articles; may be empty

    """

    root: Path
    config: Config
    documents: Sequence[Document]
    paths: Sequence[str]
    folder: str = ""


MOST_HELD = 3_000
"""Number of items up to which all files of an import are checked together before the first is written."""


def import_into(target: Target, source: Input, writer: FileWriter, report: ImportReport, asks: Asks) -> None:
    """Imports an input into a site. Raises `SiteError`, and writes nothing, if the input is damaged."""
    known = known_of(target.documents)
    placement = Placement(target.config, source.options, target.folder, target.documents, target.paths)
    tags = TagNames(target.documents, target.config.language)
    first = survey(source.found(), source.options, placement, known, tags)
    if not first.places:
        raise SiteError(_nothing(source))
    writer.holds = len(first.places) <= MOST_HELD
    for name in source.files.refused():
        report.skip(name, "refused: its name leads out of the input")
    writing = Writing(
        first, source.options, target.config, Output(writer, MediaFolder(target.folder, writer), report, asks.accepts)
    )
    for number, found in _numbered(asks.watch(source.found(), len(first.places), "articles")):
        writing.take(number, found)
    for tag in new_tags(tags):
        item = tag.item(source.files.name)
        writing.take_item(item, placement.place(item, known, tag.slug))
    if writer.holds:
        edition = Edition(drafts=False, now=source.options.now)
        repair(target.documents, writer, target.config, edition, report)
        writer.write_held()


def _numbered(found: Iterable[Found]) -> Iterator[tuple[int, Found]]:
    """Each part of the input with the number of items before it."""
    number = 0
    for one in found:
        yield number, one
        number += isinstance(one, Item)


def _nothing(source: Input) -> Problem:
    reasons = [found.reason for found in source.found() if isinstance(found, Skipped)]
    skipped = f"; skipped {len(reasons):,}, the first of them as {reasons[0]}" if reasons else ""
    message = f"found nothing that can be imported{skipped}; expected at least one article, page or tag"
    return Problem(Location(source.files.name), "nothing-to-import", message)
