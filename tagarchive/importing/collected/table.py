"""Tables in text files: the names of the columns, and the cells of each row with the line on which it begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.collected.addresses import is_web
from tagarchive.importing.collected.members import damaged
from tagarchive.importing.inputs.decoding import Decoded, decoded, text_of_file
from tagarchive.importing.inputs.files import LARGEST, Files
from tagarchive.importing.inputs.items import Lost, Noted, Remark
from tagarchive.importing.inputs.texts import line_of, shortened

DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 30
_MOST_COLUMNS = 1000
_END = "\x01"
"""A row that stands after the last one. It is missing where the quotes of a cell never end."""

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Row(NamedTuple):
    """The cells of a row by column, the line on which it begins, and what is to be reported of it."""

    cells: Mapping[str, str]
    line: int
    remarks: tuple[Remark, ...] = ()

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")


class Table(NamedTuple):
    """A table.

    Attributes:
        origin: its file
        columns: names of its columns, from left to right; the only column of a list of addresses is `url`
        rows: its rows that are not empty
        remarks: how the file was read

    """

    origin: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()

    def cells(self, column: str) -> Iterator[str]:
        return (row.cell(column) for row in self.rows)

    def column(self, name: str) -> str:
        """The name of a column as the table writes it, whatever the case is; empty if there is none."""
        same = [column for column in self.columns if column == name]
        like = [column for column in self.columns if folded(column) == folded(name)]
        return next(iter((*same, *like)), "")


def table_in(files: Files, name: str) -> Table:
    """The table in a file. Raises `SiteError` if the quotes of a cell never end."""
    return table_of(text_of_file(files, name), name)


def head_of(data: bytes) -> tuple[str, ...]:
    """The names of the columns of a table, from its first bytes."""
    text, _ = _without_separator_line(decoded(data).text)
    first = next(_records(text, _delimiter_of(text)), ([], 0))[0]
    return tuple(map(line_of, first))


def table_of(read: Decoded, origin: str) -> Table:
    """The table that a text holds: separated by commas, semicolons, tabs or bars."""
    text, lines = _without_separator_line(read.text)
    delimiter = _delimiter_of(text)
    records = _records(f"{text.rstrip()}\r\n{_END}\r\n", delimiter)
    first = next(records)[0]
    if len(first) > _MOST_COLUMNS:
        message = f"found {len(first):,} columns, which is more than an import reads"
        raise SiteError(Problem(Location(origin, lines + 1), "input-too-large", message))
    remarks = list(read.remarks)
    if first != [_END] and len(first) == 1 and is_web(first[0]):
        columns: tuple[str, ...] = ("url",)
        records = _records(f"{text.rstrip()}\r\n{_END}\r\n", delimiter)
        remarks.append(Noted("the file has no names of columns; it is read as a list of addresses"))
    else:
        columns = _distinct(first, remarks) if first != [_END] else ()
    rows = tuple(_rows(columns, records, lines, origin)) if columns else ()
    if delimiter != ",":
        name = "tabs" if delimiter == "\t" else f"“{delimiter}”"
        remarks.append(Noted(f"the cells are separated by {name}"))
    return Table(origin, columns, rows, tuple(remarks))


def _rows(columns: tuple[str, ...], records: Iterator[tuple[list[str], int]], lines: int, origin: str) -> Iterator[Row]:
    line = 0
    for cells, line in records:
        if cells == [_END]:
            return
        if any(cell.strip() for cell in cells):
            lost = [Lost("cell", shortened(cell), line + lines) for cell in cells[len(columns) :] if cell.strip()]
            yield Row(dict(zip(columns, cells, strict=False)), line + lines, tuple(lost))
    raise damaged(origin, "a cell that begins with a quote and never ends", "a second quote", line + lines)


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The cells of each record, and the line on which it begins."""
    # The module has one limit for all readers, which is shorter than an article.
    csv.field_size_limit(LARGEST)
    # A reader that is not strict reads every text, apart from cells over the limit, which no file reaches.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != "\t")
    line = 1
    for cells in reader:
        yield cells, line
        line = reader.line_num + 1


def _without_separator_line(text: str) -> tuple[str, int]:
    """The text without the first line `sep=;`, which is for spreadsheets, and the number of lines left out."""
    match = _SEPARATOR_LINE.match(text)
    return (text[match.end() :], 1) if match else (text, 0)


def _delimiter_of(text: str) -> str:
    """The character that separates the cells: it divides most rows into as many cells as the first one."""
    sample = text[:200_000]
    return max(DELIMITERS, key=lambda one: _agreement(islice(_records(sample, one), _ROWS_LOOKED_AT)))


def _agreement(records: Iterable[tuple[list[str], int]]) -> tuple[float, int]:
    widths = [len(cells) for cells, _ in records if any(cells)]
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _distinct(names: list[str], remarks: list[Remark]) -> tuple[str, ...]:
    """The names of columns, each once: those without a name by their number, and a second one with its number."""
    columns: list[str] = []
    for number, name in enumerate(map(line_of, names), 1):
        column = name or f"column {number}"
        if column in columns:
            remarks.append(Noted(f"two columns are called “{column}”; the second is “{column} ({number})”"))
            column = f"{column} ({number})"
        columns.append(column)
    return tuple(columns)


def folded(name: str) -> str:
    """The name of a column for comparisons: without case, and with spaces for underscores."""
    return " ".join(name.casefold().replace("_", " ").split())
