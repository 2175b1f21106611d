"""Tables of any columns, and those of Pocket, Instapaper and Readeck: comma-separated values and the like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tagarchive.importing.collected.columns import Form, fitted, known_form, told_form, unmapped
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    find_beside,
    members,
    names_of,
    skipped_others,
    unknown,
)
from tagarchive.importing.collected.row_items import Reading, found_in
from tagarchive.importing.collected.table import Table, head_of, table_in
from tagarchive.importing.collected.tag_cells import separator_of
from tagarchive.importing.inputs.files import Files, OneFile
from tagarchive.importing.inputs.items import Found, Guessed, Item, Lost, Noted, Options, Remarked, Skipped

_ENDINGS = (".csv", ".tsv", ".tab")


def recognises(files: Files) -> bool:
    """True for one file that ends as a table does, and for files among which one is of a known program."""
    if isinstance(files, OneFile):
        return files.name.lower().endswith(_ENDINGS)
    names = [name for name in names_of(files) if name.lower().endswith(_ENDINGS)]
    return any(known_form(head_of(files.head(name))) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each row of each table. Raises `BadMappingError` if `options.columns` does not fit."""
    names = members(files, *_ENDINGS)
    if not names:
        raise unknown(files, "table")
    tables = [table_in(files, name) for name in names]
    told = told_form(options.columns, tables) if options.columns else None
    forms = [told or known_form(table.columns) for table in tables]
    if not any(forms):
        raise unmapped(next((table for table in tables if table.columns), tables[0]))
    yield from skipped_others(files, names, "table")
    for table, known in zip(tables, forms, strict=True):
        form = fitted(known, table) if known else None
        if form is None or not form.mapped:
            yield Skipped(
                table.origin, "unknown: the columns are those of no known program; --map can say what they are"
            )
        else:
            yield from _found(table, form, files, options)


def _found(table: Table, form: Form, files: Files, options: Options) -> Iterator[Found]:
    yield from (Remarked(table.origin, remark) for remark in table.remarks)
    if form.name:
        yield Remarked(table.origin, Noted(f"the columns are those of {form.name}"))
    yield from _left(table, form)
    separator = form.separator
    if separator is None:
        column = next((column for key, column in form.mapped if key == "tags"), "")
        guessed = separator_of(column, table.cells(column), options.separator)
        separator = guessed.text
        yield from (Remarked(table.origin, remark) for remark in [guessed.remark] if remark)
    reading = Reading(form, options.separator or separator, find_beside(files, table.origin))
    items = 0
    for row in table.rows:
        one = found_in(row, table.origin, reading, options)
        items += isinstance(one, Item)
        yield one
    if items and form.name and not form.has("source.retrieved"):
        today = options.now.astimezone(options.zone).date().isoformat()
        why = f"the file has no day of saving for its {items:,} articles; the day of the import stands in"
        yield Remarked(table.origin, Guessed("date", today, why))


def _left(table: Table, form: Form) -> Iterator[Remarked]:
    """The columns that have no place, each once."""
    used = {column for _, column in form.mapped}
    for column in table.columns:
        if column in form.states:
            yield Remarked(table.origin, Lost("reading state", f"{column}: {_counts(list(table.cells(column)))}"))
        elif column not in used and any(cell.strip() for cell in table.cells(column)):
            yield Remarked(table.origin, Lost("column", column))
    for key, column in form.mapped:
        states = [cell for cell in table.cells(column) if cell.strip().casefold() in form.folders]
        if key == "folder" and states:
            yield Remarked(table.origin, Lost("reading state", f"{column}: {_counts(states)}"))


def _counts(cells: Sequence[str]) -> str:
    counts = Counter(cell.strip() or "empty" for cell in cells)
    return ", ".join(f"{number:,} {name[:40]}" for name, number in counts.most_common(6))
