"""Tags in a cell: a list of JSON, or one text with separators."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from tagarchive.importing.inputs.items import Noted, Remark

_GUESSED = ("|", ";", ",")
"""Separators that are looked for, the rarer in names before the others."""


class Separator(NamedTuple):
    """Separator of the tags of a column; empty if there is none. `remark` says how it was found."""

    text: str
    remark: Remark | None = None


def separator_of(column: str, cells: Iterable[str], told: str) -> Separator:
    """The separator of the tags in a column: the one that is told, else the one that most cells have."""
    if told:
        return Separator(told)
    written = [cell for cell in cells if cell.strip() and not _is_list(cell)]
    counts = {one: sum(one in cell for cell in written) for one in _GUESSED}
    best = max(counts, key=lambda one: counts[one]) if written else ""
    hint = "`--tag-separator` names another"
    if not written:
        return Separator("")
    if not counts[best]:
        return Separator("", Noted(f"no cell of “{column}” has a comma, semicolon or bar: each is one tag; {hint}"))
    return Separator(
        best, Noted(f"the tags in “{column}” are separated by “{best}”, as in {counts[best]} cells; {hint}")
    )


def tags_of_cell(cell: str, separator: str) -> list[str]:
    """The tags in a cell."""
    text = cell.strip()
    if _is_list(text):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, list):
            return [tag for tag in map(_tag, data) if tag]
    if text in ("null", "[]"):
        return []
    return [part.strip() for part in text.split(separator)] if separator else [text]


def _is_list(cell: str) -> bool:
    text = cell.strip()
    return text.startswith("[") and text.endswith("]")


def _tag(data: object) -> str:
    if isinstance(data, dict):
        return _tag(data.get("name") or data.get("label"))
    return str(data).strip() if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
