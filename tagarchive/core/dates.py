"""Moments in time as authors write them and as machines read them.

A `Moment` keeps the text with its offset, since an instant alone forgets on which day, for its author,
something happened. Time zones come from the pinned `tzdata` package and never from the machine, so that a
date means the same on every one.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from importlib import resources
from zoneinfo import ZoneInfo

import msgspec

from tagarchive.core.errors import ExpectedError

_WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r"\s*(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)

_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*)*")


_LONGEST_ZONE = 100


class Moment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A date and time with its offset from UTC, as RFC 3339 text: "2021-11-08T10:00:00-04:00"."""

    text: str

    @property
    def day(self) -> str:
        """The calendar day as its author wrote it: "2021-11-08"."""
        return self.text[:10]

    @property
    def year(self) -> str:
        return self.text[:4]

    def when(self) -> datetime:
        """The instant, as an aware datetime."""
        return datetime.fromisoformat(self.text)


def moment(written: str, zone: tzinfo) -> Moment:
    """The moment that an author wrote: a day, or a day and time, with or without an offset.

    A text without an offset is read in `zone`, a day alone as its midnight there. Raises `ValueError` that
    says what is expected, with that very moment in a hint where it is spelt in another way.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        from tagarchive.core.foreign_dates import hint_of  # noqa: PLC0415 (few dates are spelt in another way)

        raise ExpectedError("a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00", hint_of(written))
    try:
        naive = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{_offset(match['zone'])}")
        aware = naive if naive.tzinfo else naive.replace(tzinfo=zone)
    except ValueError:
        raise ValueError("a day and time that exist in the calendar") from None
    if aware.year < 1000:
        raise ValueError("a year from 1000 to 9999")
    return Moment(_whole_minutes(aware).isoformat(timespec="seconds"))


def _offset(zone: str | None) -> str:
    if not zone or zone in "Zz":
        return "+00:00" if zone else ""
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _whole_minutes(aware: datetime) -> datetime:
    """The same day and hour with an offset that RFC 3339 can write: local mean times of old days hold seconds."""
    seconds = (aware.utcoffset() or timedelta()).total_seconds()
    return aware.replace(tzinfo=timezone(timedelta(minutes=round(seconds / 60)))) if seconds % 60 else aware


def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as "Asia/Baghdad". Raises `ValueError` that says what is expected."""
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not _ZONE.fullmatch(name) or len(name) > _LONGEST_ZONE or not file.is_file():
        raise ValueError("an IANA time zone such as UTC or Asia/Baghdad")
    with file.open("rb") as opened:
        return ZoneInfo.from_file(opened, key=name)


def latest(*moments: Moment | None) -> Moment:
    """The last of the moments that are there; at least one must be."""
    return max((one for one in moments if one is not None), key=Moment.when)
