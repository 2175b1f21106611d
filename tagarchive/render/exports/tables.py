"""Tables as CSV (RFC 4180), and their columns.

A spreadsheet runs a cell that begins with one of a few characters as a formula. Such a cell gets an apostrophe before
it (owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

R = TypeVar("R")

_RUNNING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Column(NamedTuple, Generic[R]):
    """A column of a table.

    Attributes:
        name: its name
        kind: type of its values (datapackage.org/standard/table-schema)
        description: description of its values
        value: the value of a row

    """

    name: str
    kind: str
    description: str
    value: Callable[[R], str]


def table(columns: Sequence[Column[R]], rows: Iterable[R]) -> bytes:
    """A table with a line of names, in UTF-8. Its lines end with CR and LF."""
    values = [column.value for column in columns]
    return csv_text([[column.name for column in columns], *([value(row) for value in values] for row in rows)])


def csv_text(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells as CSV, without formulas."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_RUNNING) else cell
