"""Columns for keys of the front matter: as the command line maps them, as known exports have them, or proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.importing.collected.table import Table, folded
from tagarchive.importing.inputs.items import BadMappingError
from tagarchive.importing.inputs.texts import shortened

KEYS = (
    "title date updated summary authors tags lang slug guid draft aliases body "
    "source.name source.url source.feed source.authors source.published source.retrieved source.archive_url "
    "source.republish image.src image.alt image.caption image.credit"
).split()
"""Keys that a column can stand for, beside `extra.NAME`."""

_EXTRA = re.compile(r"extra\.[\w-]+(?:\.[\w-]+)*")


class Mapped(NamedTuple):
    """A key and the column that holds its values."""

    key: str
    column: str


class Form(NamedTuple):
    """Meanings of the columns of a table.

    Attributes:
        name: the program that wrote it; empty if the command line maps the columns
        mapped: keys and columns; beside keys of the front matter `folder` and `selection`
        separator: what separates tags; None if it is not known
        states: columns that say what somebody has read
        folders: names of folders that are states

    """

    name: str
    mapped: tuple[Mapped, ...]
    separator: str | None = None
    states: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    def has(self, start: str) -> bool:
        """True if a key is mapped that begins so."""
        return any(mapped.key.startswith(start) for mapped in self.mapped)


class _Known(NamedTuple):
    name: str
    needs: str
    keys: Mapping[str, str]
    separator: str | None = None
    states: str = ""
    folders: str = ""


_KNOWN = (
    _Known(
        "Pocket",
        "url time_added tags status",
        {"title": "title", "source.url": "url", "source.retrieved": "time_added", "tags": "tags"},
        "|",
        "status cursor",
    ),
    _Known(
        "Instapaper",
        "url title selection folder",
        {
            "title": "title",
            "source.url": "url",
            "selection": "selection",
            "folder": "folder",
            "source.retrieved": "timestamp",
            "tags": "tags",
        },
        "",
        "",
        "unread archive starred liked",
    ),
    _Known(
        "Readeck",
        "url title created labels is_archived",
        {"title": "title", "source.url": "url", "source.retrieved": "created", "tags": "labels"},
        "",
        "is_archived is_marked type",
    ),
)

_NAMES: Mapping[str, str] = {
    "title": "title headline heading name,head line",
    "source.url": "url link href uri address,web address,original url,page url",
    "source.name": "publisher publication source paper newspaper site website outlet journal,site name,source name",
    "source.authors": "author authors by byline who creator creators writer",
    "source.published": "published date issued pubdate,published at,publication date,date published,printed on",
    "source.retrieved": "saved added created accessed retrieved timestamp,time added,date added,saved at,created at,"
    "found on,last interaction date,date saved",
    "tags": "tags tag labels label keywords subjects subject topics categories",
    "summary": "summary excerpt description abstract",
    "body": "text body content",
    "lang": "lang language",
    "extra.note": "note notes comment",
    "extra.folder": "folder collection",
    "image.src": "image cover picture thumbnail,image url",
}
"""Names of columns that tables of people and programs have, by key."""


def known_form(columns: Sequence[str]) -> Form | None:
    """The form of a table that a known program wrote; None for others."""
    names = {folded(column): column for column in reversed(columns)}
    if names.keys() == {"url"}:
        return Form("a list of addresses", (Mapped("source.url", names["url"]),))
    for known in _KNOWN:
        if all(folded(name) in names for name in known.needs.split()):
            pairs = ((key, names.get(folded(name))) for key, name in known.keys.items())
            mapped = tuple(Mapped(key, column) for key, column in pairs if column)
            states = frozenset(names[folded(name)] for name in known.states.split() if folded(name) in names)
            return Form(known.name, mapped, known.separator, states, frozenset(known.folders.split()))
    return None


def told_form(columns: Sequence[tuple[str, str]], tables: Sequence[Table]) -> Form:
    """The form that the command line tells. Raises `BadMappingError` for a key that is not ours or no column."""
    faults = []
    names = list(dict.fromkeys(column for table in tables for column in table.columns))
    for key, column in columns:
        if key not in KEYS and not _EXTRA.fullmatch(key):
            near = did_you_mean(key, KEYS, few=0)
            faults.append(f"no key “{key}”{f' ({near})' if near else ''}; expected {', '.join(KEYS)} or extra.NAME")
        if not any(table.column(column) for table in tables):
            faults.append(f"no column “{column}”; the file has {', '.join(f'“{name}”' for name in names) or 'none'}")
    if faults:
        raise BadMappingError(f"found {'; found '.join(dict.fromkeys(faults))}")
    return Form("", tuple(Mapped(key, column) for key, column in columns))


def fitted(form: Form, table: Table) -> Form:
    """The form with the columns as a table writes them, without those that it does not have."""
    pairs = ((key, table.column(column)) for key, column in form.mapped)
    return form._replace(mapped=tuple(Mapped(key, column) for key, column in pairs if column))


def unmapped(table: Table) -> SiteError:
    """The error that nobody says what the columns of a table mean, with a mapping that may be meant."""
    named = ", ".join(f"“{shortened(column, 60)}”" for column in table.columns)
    message = f"found a table with the columns {named}, expected that of a known program, or --map"
    mapping = ",".join(f"{key}={shortened(column, 60)}" for key, column in proposed(table.columns))
    hint = f'say which column is what, such as --map "{mapping}"'
    return SiteError(Problem(Location(table.origin, 1), "unknown-input", message, hint))


def proposed(columns: Iterable[str]) -> list[Mapped]:
    """A mapping that the names of the columns suggest; of the first column alone if none does."""
    names = {folded(column): column for column in columns}
    found = []
    for key, written in _NAMES.items():
        first, *rest = written.split(",")
        column = next((names.pop(name) for name in (*rest, *first.split()) if name in names), "")
        if column:
            found.append(Mapped(key, column))
    return found or [Mapped("title", next(iter(names.values()), "TITLE"))]
