"""The second reading of an input: each item becomes a file, or a file of the site gains something."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tagarchive.core.errors import Problem
from tagarchive.core.text import decode
from tagarchive.importing.inputs.items import Found, Item, Markdown, Noted, Options, Remarked, Skipped, Value
from tagarchive.importing.inputs.texts import distinct, shortened
from tagarchive.importing.writing.composing import Composed, Composer, checked, errors_of
from tagarchive.importing.writing.existing import Comparison, compared
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.media import MediaFolder
from tagarchive.importing.writing.placement import Place
from tagarchive.importing.writing.report import Change, Imported, ImportReport
from tagarchive.importing.writing.survey import Survey, tags_of
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.config import Config
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.files import Source

Accepts = Callable[[Change], bool]
"""Asked before a file that differs is replaced."""


class Output(NamedTuple):
    """Targets of the output of an import.

    Attributes:
        writer: the writer of files
        media: the folder of files that come along
        report: the report
        accepts: asked before a file that differs is replaced

    """

    writer: FileWriter
    media: MediaFolder
    report: ImportReport
    accepts: Accepts


class Writing:
    """The writing of one import."""

    def __init__(self, first: Survey, options: Options, config: Config, output: Output) -> None:
        self._first = first
        self._options = options
        self._parser = Parser(config.parsing)
        self._composer = Composer(BodyParser(config.parsing), config.markdown.dialect_of, first.links)
        self._writer, self._media, self._report, self._accepts = output

    def take(self, number: int, found: Found) -> None:
        """Takes the next part of the input; items are numbered from 0."""
        match found:
            case Skipped(origin, reason, line):
                self._report.skip(origin, f"{reason} (line {line})" if line else reason)
            case Remarked(origin, remark):
                self._report.say(origin, "", remark)
            case Item():
                place = self._first.places[number]
                if place is None:
                    self._copy(number, found)
                else:
                    self.take_item(self._complete(number, found), place)

    def take_item(self, item: Item, place: Place) -> None:
        """Writes the file of an item, or what is new to the file that the site has."""
        composed = self._composer.composed(item, place, self._media.path_of)
        composed, text, problems = checked(item, composed, lambda text: self._problems_of(place.path, text, item))
        if problems:
            self._report.skip(item.origin, f"refused: {problems[0].message}")
            return
        before = self._writer.data(place.path)
        if before is None:
            self._write(item, place, composed, text)
            self._report.imported.append(Imported(item.origin, place.path, item.type))
        else:
            self._compare(item, place, composed, before)

    def _complete(self, number: int, item: Item) -> Item:
        """The item with all tags it gets, in the spelling that came first."""
        names = [*tags_of(item, self._options), *self._first.gained.get(number, ())]
        tags = distinct([self._first.tags.spelled(name) for name in names])
        matter: dict[str, Value] = {**item.matter, **({"tags": list[Value](tags)} if tags else {})}
        if number in self._first.unguided:
            matter.pop("guid")
            item = item._replace(remarks=(*item.remarks, Noted("another item has its guid, so it gets one of its own")))
        if item.type == "tag":
            slug = self._first.tags.slug_of(str(matter.get("name", "")))
            matter |= {"slug": slug} if "slug" in matter else {}
        return item._replace(matter=matter)

    def _copy(self, number: int, item: Item) -> None:
        first = self._first.places[self._first.copies[number]]
        names = tags_of(item, self._options)
        gained = f"; its tags come to it: {', '.join(names)}" if names else ""
        where = f", line {item.line}" if item.line else ""
        title = shortened(str(item.matter.get("title") or item.matter.get("name") or ""))
        self._report.skip(item.origin, f"duplicate of {first.path if first else ''}: “{title}”{where}{gained}")

    def _problems_of(self, path: str, text: str, item: Item) -> tuple[Problem, ...]:
        source = Source(path, text.encode(), "")
        # What was HTML is rendered already, so only its front matter is left to be read.
        unread = "" if isinstance(item.text, Markdown) else "found HTML"
        return errors_of(lambda: self._parser.parse(source, unread))

    def _write(self, item: Item, place: Place, composed: Composed, text: str) -> None:
        self._report.say(item.origin, place.path, *composed.remarks)
        for media in composed.media:
            path, lost = self._media.copied(media)
            if path:
                self._report.files.append(path)
            if lost:
                self._report.say(item.origin, place.path, lost)
        self._put(place.path, text)

    def _put(self, path: str, text: str) -> None:
        self._writer.write(path, text.encode())
        self._report.files.append(path)

    def _compare(self, item: Item, place: Place, composed: Composed, data: bytes) -> None:
        before = decode(data, place.path)[0]
        beside = compared(item, composed, before, place.path)
        if beside.differs and place.is_same:
            self._differs(item, place, composed, before, beside)
            return
        if beside.new_tags and beside.with_tags is not None:
            self._put(place.path, beside.with_tags)
        gained = _gained(beside)
        if beside.differs:
            self._report.skip(
                item.origin, f"duplicate of {place.path}: “{shortened(str(item.matter['title']))}”{gained}"
            )
        else:
            self._report.skip(item.origin, f"{'already here' if gained else 'unchanged'}: {place.path}{gained}")

    def _differs(self, item: Item, place: Place, composed: Composed, before: str, beside: Comparison) -> None:
        change = Change(place.path, before, beside.after)
        if self._accepts(change):
            self._write(item, place, composed, beside.after)
            self._report.imported.append(Imported(item.origin, place.path, item.type))
            return
        self._report.changes.append(change)
        if beside.new_tags and beside.with_tags is not None:
            self._put(place.path, beside.with_tags)
        how = f"duplicate of {place.path}, which differs and" if place.is_copy else f"differs from {place.path}, which"
        reason = f"{how} is not overwritten; --update shows the difference"
        self._report.skip(item.origin, f"{reason}{_gained(beside)}")


def _gained(beside: Comparison) -> str:
    if not beside.new_tags:
        return ""
    names = ", ".join(beside.new_tags)
    return f"; it gains the tags {names}" if beside.with_tags is not None else f"; add the tags {names} to it by hand"
