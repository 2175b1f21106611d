"""Names of files that start with a day, such as `2021-11-08-border-clash.md`."""

from __future__ import annotations

import re
from typing import NamedTuple

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class DatedName(NamedTuple):
    """A name that starts with a day.

    Attributes:
        day: the day, which may be none of the calendar
        rest: the name without the day; the day itself if nothing else is in the name

    """

    day: str
    rest: str


def dated_name(stem: str) -> DatedName | None:
    """The parts of a name without its ending; None if it does not start with a day."""
    day, rest = stem[:10], stem[10:].lstrip("-_ ")
    if not _DAY.fullmatch(day) or (stem[10:] and rest == stem[10:]):
        return None
    return DatedName(day, rest or day)
