"""`originals.toml`: what became of originals, as checks found it or a person wrote it.

Each field of `Verdict` is a key of the file, documented by the string below it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NewType

import msgspec

from tagarchive.core.errors import Problem, SiteError
from tagarchive.reading import schema
from tagarchive.reading.field_types import FieldType, Kinds, line, web_address
from tagarchive.reading.files import VERDICTS_FILE
from tagarchive.reading.text_types import Line, WebUrl, WrittenExactly
from tagarchive.reading.toml_reader import toml_node

Day = NewType("Day", str)
"""A day of the calendar, such as `2026-11-28`."""

Fate = Literal["missing", "dead", "moved"]

_DAY = 'a day in quotes, such as "2026-11-28"'


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """`[[original]]` in `originals.toml`: what became of the original at an address."""

    url: WrittenExactly
    """URL of the original, as `source.url` of its articles has it."""
    state: Fate
    """`missing`: on one day there was nothing at its address. `dead`: there was nothing on two days, and pages say so.
    `moved`: it has another address for good."""
    since: Day
    """Day on which this was found first."""
    status: Annotated[int, msgspec.Meta(ge=100, le=599)] | None = None
    """Status of the last answer, 404 or 410, of what is missing or dead."""
    to: WebUrl | None = None
    """New address of what has moved."""
    fixed: bool = False
    """Keeps the entry as it is: a person decided, and `--check` does not ask. For a page that says in words alone that
    the article is gone."""
    note: Line = Line("")
    """Remark, which `--check` leaves alone."""

    @property
    def original(self) -> str:
        """The address of the original."""
        return self.url.text


class VerdictFile(msgspec.Struct, frozen=True, kw_only=True):
    """The top level of `originals.toml`."""

    original: tuple[Verdict, ...] = ()
    """The verdicts, as `[[original]]` tables."""


def verdict_kinds() -> Kinds:
    """The types of text fields in `originals.toml`."""
    return {
        WrittenExactly: FieldType("an http(s) address such as https://example.org/page", web_address, placed=True),
        WebUrl: FieldType("an http(s) address such as https://example.org/page", web_address),
        Day: FieldType(_DAY, _day),
        Line: FieldType("a line of text", line),
    }


def read_verdicts(text: str) -> tuple[Verdict, ...]:
    """The verdicts in the text of an `originals.toml`. Raises `SiteError` with every fault of it."""
    file = schema.read(VerdictFile, toml_node(text, VERDICTS_FILE), verdict_kinds(), strict=True)
    first: dict[str, Verdict] = {}
    twice = [one for one in file.original if first.setdefault(one.original, one) is not one]
    if twice:
        raise SiteError(*(_twice(one, first[one.original]) for one in twice))
    return file.original


def _twice(verdict: Verdict, first: Verdict) -> Problem:
    message = f"found a second verdict on {verdict.original}, expected one; the first is on line {first.url.where.line}"
    return Problem(verdict.url.where, "bad-value", message, "delete one of the two")


def dead_in(verdicts: tuple[Verdict, ...]) -> frozenset[str]:
    """The addresses of the originals that are dead."""
    return frozenset(verdict.original for verdict in verdicts if verdict.state == "dead")


def _day(text: str) -> Day:
    try:
        return Day(date.fromisoformat(text).isoformat())
    except ValueError:
        raise ValueError(_DAY) from None
