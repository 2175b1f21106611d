"""The files of an input that are of a kind, and the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.decoding import Decoded, text_of_file
from tagarchive.importing.inputs.files import Files, OneFile, joined
from tagarchive.importing.inputs.items import Find, Media, Missing, Skipped


class MarkedText(NamedTuple):
    """A file of a kind, with its text."""

    name: str
    decoded: Decoded


MOST_LOOKED_AT = 50
"""Number of files that are looked at to recognise an input."""


def names_of(files: Files) -> Iterator[str]:
    """The names of all files except hidden ones and what archives of a Mac add."""
    return (
        name
        for name in files.names()
        if not any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
    )


def members(files: Files, *endings: str) -> list[str]:
    """The names of the files with one of the endings, or the only file whatever its name is."""
    names = list(names_of(files)) if not isinstance(files, OneFile) else list(files.names())
    return names if isinstance(files, OneFile) else [name for name in names if name.lower().endswith(endings)]


def skipped_others(files: Files, taken: list[str], what: str) -> Iterator[Skipped]:
    """The files that are of another kind; `what` says what is expected of them."""
    chosen = set(taken)
    return (Skipped(name, f"other file: it is no {what}") for name in names_of(files) if name not in chosen)


def marked_texts(
    files: Files, endings: Sequence[str], noun: str, mark: re.Pattern[str], wanted: str
) -> list[MarkedText]:
    """The files of a kind. Raises `SiteError` if there is none, or if `mark` is not in one of them.

    `noun` names a file of the kind, and `wanted` what the mark is.
    """
    names = members(files, *endings)
    if not names:
        raise unknown(files, noun)
    texts = [MarkedText(name, text_of_file(files, name)) for name in names]
    for text in texts:
        if not mark.search(text.decoded.lines):
            raise damaged(text.name, f"no {wanted}", noun)
    return texts


def unknown(files: Files, what: str) -> SiteError:
    """The error that an input holds nothing of a kind."""
    return SiteError(Problem(Location(files.name), "unknown-input", f"found no {what}, expected one or more"))


def damaged(name: str, found: str, expected: str, line: int = 0, column: int = 0) -> SiteError:
    """The error that a file can't be read."""
    message = f"found {found}, expected {expected}"
    return SiteError(Problem(Location(name, line, column), "damaged-input", message, "export it again"))


def json_of(files: Files, name: str) -> Any:
    """Data of a file of JSON. Raises `SiteError` if it is damaged."""
    try:
        return json.loads(text_of_file(files, name).text)
    except json.JSONDecodeError as error:
        raise damaged(name, f"a text that is not JSON: {error.msg}", "JSON", error.lineno, error.colno) from None
    except RecursionError:
        raise damaged(name, "lists and objects that are too deep", "JSON of some ten levels") from None
    except ValueError as error:
        raise damaged(name, f"a number that can't be read: {error}", "JSON") from None


def records_of(data: Any) -> list[dict[str, Any]]:
    """The objects in a list of JSON."""
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def text_at(record: dict[str, Any], *keys: str) -> str:
    """The first text or number of an object at one of the keys; empty if there is none."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def texts_at(record: dict[str, Any], key: str) -> list[str]:
    """The texts of a list of an object; those of mappings with a name, as some exports write tags, too."""
    value = record.get(key)
    items = value if isinstance(value, list) else []
    texts = [text_at(item, "name", "label", "title") if isinstance(item, dict) else item for item in items]
    return [text.strip() for text in texts if isinstance(text, str) and text.strip()]


def find_beside(files: Files, origin: str) -> Find:
    """Files that references in the file `origin` name: those of the input, and missing ones."""

    def find(reference: str) -> Media | Missing | None:
        path = reference.partition("#")[0].partition("?")[0]
        if not path or ":" in path or path.startswith(("//", "#")):
            return None
        name = joined(origin, path.lstrip("/"))
        if files.has(name):
            return Media(name, files, name)
        is_file = "." in path.rpartition("/")[2] and not path.endswith((".html", ".htm", ".php"))
        return Missing(path) if is_file else None

    return find
