"""Reader of TOML that gives nodes with locations."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import location
from tagarchive.reading.node import Node, legal, too_deep

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$|\(at end of document\)$")
_TOML_TABLE = re.compile(r"\s*\[\[?\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?")
_TOML_PART = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|[^."']+)""")
_TOML_TOKEN = re.compile(
    r""""{3}(?:[^\\]|\\.)*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*|[\[\]{},]|[^\s\[\]{},"'\#]+""",
    re.DOTALL,
)
_TOML_KEY = re.compile(r"""(\s*)("[^"]*"|'[^']*'|[\w.-]+(?:\s*\.\s*[\w-]+)*)\s*=""")


def toml_node(text: str, path: str) -> Node:
    """The tree of a TOML file. Raises `SiteError` if it is not valid."""
    try:
        return _toml_tree(tomllib.loads(text), (), _toml_places(text, path), Location(path, 1, 1))
    except ValueError as error:
        raise SiteError(_toml_problem(str(error), text, path)) from None
    except RecursionError:
        raise SiteError(too_deep(Location(path))) from None


def place_of(text: str, path: str, *key: str) -> Location:
    """The location of a key in a TOML file, or of the table that would hold it, or of the file."""
    places = _toml_places(text, path)
    return next((places[key[:size]] for size in range(len(key), 0, -1) if key[:size] in places), Location(path))


def _toml_problem(message: str, text: str, path: str) -> Problem:
    match = _TOML_PLACE.search(message)
    where = location(text, len(text), path)
    if match and match[1]:
        where = Location(path, int(match[1]), int(match[2]))
    reason = _TOML_PLACE.sub("", message).strip()
    hint = 'text stands in "quotes": title = "My archive"' if "Invalid value" in reason else ""
    return Problem(where, "bad-toml", f"found TOML that can't be read: {reason}", hint)


def _toml_tree(value: object, key: tuple[str, ...], places: dict[tuple[str, ...], Location], near: Location) -> Node:
    where = places.get(key, near)
    if isinstance(value, dict):
        inner: object = {name: _toml_tree(item, (*key, name), places, where) for name, item in value.items()}
    elif isinstance(value, list):
        inner = tuple(_toml_tree(item, (*key, str(n)), places, where) for n, item in enumerate(value))
    else:
        inner = legal(value, where) if isinstance(value, str) else value
    return Node(inner, where, where)


def _toml_places(text: str, path: str) -> dict[tuple[str, ...], Location]:
    """The locations of keys and tables in a TOML file, and of items of arrays below the line of their key.

    They are found line by line, since `tomllib` gives none.
    """
    places: dict[tuple[str, ...], Location] = {}
    table: tuple[str, ...] = ()
    counts = Counter[tuple[str, ...]]()
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TOML_TABLE.fullmatch(line):
            table = _key_parts(header[1])
            where = Location(path, number, len(line) - len(line.lstrip()) + 1)
            for length in range(1, len(table)):
                places.setdefault(table[:length], where)
            if line.lstrip().startswith("[["):
                places.setdefault(table, where)
                counts[table] += 1
                table = (*table, str(counts[table] - 1))
            places[table] = where
        elif key := _TOML_KEY.match(line):
            whole = (*table, *_key_parts(key[2]))
            places.setdefault(whole, Location(path, number, len(key[1]) + 1))
            for name, offset in enumerate(_items(text, start + key.end())):
                if offset > start + len(line):
                    places.setdefault((*whole, str(name)), location(text, offset, path))
        start += len(line) + 1
    return places


def _items(text: str, start: int) -> Iterator[int]:
    """The offsets of the items of the array that starts at an offset; none if there is no array."""
    depth, is_next = 0, False
    for token in _TOML_TOKEN.finditer(text, start):
        if token[0].startswith("#"):
            continue
        if not depth and token[0] != "[":
            return
        if is_next and token[0] != "]":
            yield token.start()
        is_next = (depth == 1 and token[0] == ",") or (not depth and token[0] == "[")
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if not depth:
            return


def _key_parts(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in _TOML_PART.findall(written))
