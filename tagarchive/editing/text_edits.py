"""Edits of a text: replacements of parts of it, made in the bytes of its file so that all other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from tagarchive.core.text import ILLEGAL

_UNIT = re.compile(r"\r\n|.", re.DOTALL)


class TextEdit(NamedTuple):
    """A replacement of a part of a decoded text.

    Attributes:
        start: offset of its first character
        end: offset after its last character; `start` for an insertion
        text: text that replaces it, with line feeds

    """

    start: int
    end: int
    text: str


def with_edits(data: bytes, edits: Sequence[TextEdit]) -> bytes:
    """The bytes of a file after edits of its decoded text (`core.text.decode`), which do not overlap.

    New lines end as the first line of the file does.
    """
    raw = data.decode("utf-8", "surrogatepass")
    ending = _line_ending(raw)
    ordered = sorted(edits)
    units = _units(raw, max(edit.end for edit in ordered) + 1)
    parts, done = [], 0
    for edit in ordered:
        start = units[edit.start][0]
        end = units[edit.end - 1][1] if edit.end > edit.start else start
        parts += [raw[done:start], edit.text.replace("\n", ending)]
        done = end
    return "".join([*parts, raw[done:]]).encode("utf-8", "surrogatepass")


def _units(raw: str, most: int) -> list[tuple[int, int]]:
    """The start and end in a raw text of each of the first characters of the decoded text, and of its end."""
    matches = _UNIT.finditer(raw, 1 if raw.startswith("\ufeff") else 0)
    kept = (match.span() for match in matches if not ILLEGAL.match(match[0]))
    found = list(islice(kept, most))
    return [*found, (len(raw), len(raw))]


def _line_ending(raw: str) -> str:
    match = re.search(r"\r\n|\n|\r", raw)
    return match[0] if match else "\n"
