"""Dates and times, as authors write them and as programs read them.

A `Moment` keeps the UTC offset, because an instant alone does not give the calendar day of its author. Time zones
come from the pinned `tzdata` package and not from the machine, so a date means the same instant on every machine.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

import msgspec

from tagarchive.core.errors import ExpectedError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

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
        """The calendar day at the moment's own offset: "2021-11-08"."""
        return self.text[:10]

    @property
    def year(self) -> str:
        return self.text[:4]

    def when(self) -> datetime:
        """The instant as an aware `datetime`."""
        return datetime.fromisoformat(self.text)


def moment(written: str, zone: tzinfo) -> Moment:
    """The moment that an author wrote: a day, or a day and time, with or without an offset.

    Text without an offset is in `zone`. A day without a time means midnight. Raises `ValueError` if the date does not
    exist or its year is before 1000, and `ExpectedError` if the text has another format. The time may have an hour of
    one digit and a zone such as "UTC+03:00". The hint of the error gives the same date in the expected format, if it is
    recognised.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return moment(_in_expected_format(written), zone)
    try:
        naive = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{_offset(match['zone'])}")
        aware = naive if naive.tzinfo else naive.replace(tzinfo=zone)
    except ValueError:
        raise ValueError("a day and time that exist in the calendar") from None
    if aware.year < 1000:
        raise ValueError("a year from 1000 to 9999")
    return Moment(_whole_minutes(aware).isoformat(timespec="seconds"))


def _in_expected_format(written: str) -> str:
    from tagarchive.core.foreign_dates import hint_of, with_iso_day  # noqa: PLC0415 (rarely needed)

    date = with_iso_day(written)
    if not date:
        raise ExpectedError("a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00", hint_of(written))
    return date


def _offset(zone: str | None) -> str:
    if not zone or zone in "Zz":
        return "+00:00" if zone else ""
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _whole_minutes(aware: datetime) -> datetime:
    """The same local time at an offset in whole minutes, as in RFC 3339. Historic offsets can include seconds."""
    seconds = (aware.utcoffset() or timedelta()).total_seconds()
    return aware.replace(tzinfo=timezone(timedelta(minutes=round(seconds / 60)))) if seconds % 60 else aware


def zone_named(name: str) -> ZoneInfo:
    """The time zone with an IANA name such as "Asia/Baghdad". Raises `ValueError` if `tzdata` does not have it."""
    # A build with nothing to do asks for no zone, and takes little longer than these imports.
    from importlib import resources  # noqa: PLC0415
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not _ZONE.fullmatch(name) or len(name) > _LONGEST_ZONE or not file.is_file():
        raise ValueError("an IANA time zone such as UTC or Asia/Baghdad")
    with file.open("rb") as opened:
        return ZoneInfo.from_file(opened, key=name)


def latest(*moments: Moment | None) -> Moment:
    """The latest moment. None values are skipped; at least one value must be a moment."""
    return max((moment_ for moment_ in moments if moment_ is not None), key=Moment.when)
