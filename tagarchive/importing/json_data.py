"""JSON of exports: read with limits, and values of the types that a format has."""

from __future__ import annotations

import json
from typing import Any

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.texts import line_of

Json = Any
"""A value of JSON. What it holds is not known before it is looked at."""


def json_of(data: bytes, path: str) -> Json:
    """The value in a JSON document. Raises `SiteError` with the place of the first fault."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_int=_number)
    except UnicodeDecodeError as error:
        message = f"found the byte 0x{data[error.start]:02X}, expected text in UTF-8"
        where = Location(path, data.count(b"\n", 0, error.start) + 1)
    except json.JSONDecodeError as error:
        message, where = f"found no JSON: {error.msg}", Location(path, error.lineno, error.colno)
    except RecursionError:
        message, where = "found lists or mappings that are nested too deep", Location(path)
    raise SiteError(Problem(where, "damaged-input", message, "export it again"))


def mapping(value: Json) -> dict[str, Json]:
    """A mapping; empty if the value is none."""
    return value if isinstance(value, dict) else {}


def mappings(value: Json) -> list[dict[str, Json]]:
    """The mappings in a list. A single one counts as a list of one."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def text(value: Json) -> str:
    """A text or a number as text; empty if the value is neither."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def lines(value: Json) -> list[str]:
    """The texts in a list, each on one line. A single text counts as a list of one."""
    return [line for one in (value if isinstance(value, list) else [value]) if (line := line_of(text(one)))]


def _number(digits: str) -> int | str:
    """A whole number; one of more digits than any id or date has stays a text, since Python limits them."""
    return int(digits) if len(digits) < 100 else digits
