"""Tables whose short rows would be filled up with a very large number of cells. Comrak has no limit for that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.reading.markdown.converted import FILLED

_IN_RULES = " \t-:|>*+.)0123456789"
"""Characters of a line between the head and the rows of a table, also in quotes and items."""


def wide_tables(text: str) -> tuple[str, ...]:
    """The first lines of the tables with too many missing cells; empty if `FILLED` or fewer are missing."""
    if text.count("|") * text.count("\n") <= FILLED:
        return ()
    missing, heads = 0, list[str]()
    for head, number in _tables(text):
        missing += number
        heads += [head] if number else []
    return tuple(heads) if missing > FILLED else ()


def _tables(text: str) -> Iterator[tuple[str, int]]:
    """The line before each first rule in a block of lines, with the number of cells that the lines after it miss."""
    for block in re.split(r"\n[ \t]*\n", text):
        head, missing, widest, before = "", 0, 0, ""
        for line in block.split("\n"):
            columns = line.count("|") + 1
            if columns > max(widest, 1) and "-" in line and not line.strip(_IN_RULES):
                head, widest = head or before, columns
            missing += max(0, widest - columns)
            before = line
        if head:
            yield head, missing
