"""Dates as other programs write them: the day and time they state, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from typing import Literal, NamedTuple

from dateutil.parser import parse

Exactness = Literal["time", "day", "month", "year", "none"]


_LAST = 9_999_999_999
"""Exclusive maximum of seconds since 1970, in the year 2286; what is more counts milliseconds or microseconds."""


class Dated(NamedTuple):
    """A date that was read.

    Attributes:
        text: the date as front matter has it; of a month or a year alone the year and month; empty if there is none
        exact: how much of it is stated
        has_zone: False if a time stands without a zone
        why: what is open, for the report; empty if nothing is

    """

    text: str
    exact: Exactness
    has_zone: bool = True
    why: str = ""

    @property
    def is_day(self) -> bool:
        """True if a day is known, so that it can be a date of the front matter."""
        return self.exact in ("time", "day")


NO_DATE = Dated("", "none", why="no date is given")

_YEAR = re.compile(r"(?P<year>[1-9]\d{3})(?:[-/.]?(?P<month>0[1-9]|1[0-2]))?")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:[T ](?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?|UTC|GMT)?)?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<by>[/.-])(?P<b>\d{1,2})(?P=by)(?P<year>\d{4})(?P<rest>.*)")
_MAIL = re.compile(
    r"(?:[a-z]+\.?,?\s+)?\d{1,2}[\s-]+[a-z]{3,9}\.?[\s-]+(?:\d{4}|\d\d)"
    r"(?:\s+\d{1,2}:\d\d(?::\d\d)?(?:\s*(?P<zone>[+-]\d{4}|[a-z]{1,5}))?)?",
    re.IGNORECASE,
)
"""A date of RFC 5322 (3.3) or RFC 822 (5.1)."""

_NEGATIVE = re.compile(r"[a-z]\.? -\d{4}\b", re.IGNORECASE)
"""A month with a year before Christ: what programs make of a date that is not set."""

_HOURS: Mapping[str, float] = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "jst": 9,
    "kst": 9,
    "awst": 8,
    "acst": 9.5,
    "acdt": 10.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "nst": -3.5,
    "ndt": -2.5,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "brt": -3,
    "art": -3,
    "sast": 2,
    "wib": 7,
    "sgt": 8,
    "hkt": 8,
}  # fmt: skip (a table)
"""Names of zones that stand for one offset each, or for the one that RFC 822 gives them."""

_HALF_DAY = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
_EPOCH = re.compile(r"\d{1,19}(?:\.\d+)?")


def date_of(written: str) -> Dated:
    """The date that a text states, in the forms of RFC 3339, RFC 822, ISO 8601, and in English words.

    A year or month alone is not made a day. "3/4/2024" is open unless one of the two is greater than 12; dots mean that
    the day comes first. Zero, 1970-01-01 at midnight and years before 1000 are no dates.
    """
    text = " ".join(written.split())
    if not text:
        return NO_DATE
    if re.fullmatch(_YEAR, text) and not re.fullmatch(r"\d{6}", text):
        exact: Exactness = "year" if len(text) == 4 else "month"
        return Dated(text, exact, why=f"“{text}” is a {exact} alone")
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _of_numbers(numbers, text)
    iso = _ISO.fullmatch(text)
    if iso:
        return _of_iso(iso, text)
    return _of_words(text)


def date_of_epoch(written: str | float) -> Dated:
    """The moment of a number of seconds, milliseconds or microseconds since 1970; 0 is no date."""
    text = str(written).strip()
    if not _EPOCH.fullmatch(text):
        return NO_DATE
    seconds = next((float(text) / unit for unit in (1, 1_000, 1_000_000) if float(text) / unit < _LAST), 0.0)
    if seconds < 1:
        return Dated("", "none", why=f"“{text}” is no date")
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return _no_date(text)
    return Dated(_written(moment), "time")


def in_zone(dated: Dated, zone: tzinfo) -> str:
    """The date as front matter has it, with the offset of a zone where it states a time without one."""
    if dated.exact != "time" or dated.has_zone:
        return dated.text
    return _written(datetime.fromisoformat(dated.text).replace(tzinfo=zone))


def _of_numbers(numbers: re.Match[str], text: str) -> Dated:
    first, second, year = int(numbers["a"]), int(numbers["b"]), numbers["year"]
    if numbers["by"] != "." and first <= 12 and second <= 12 and first != second:
        return Dated("", "none", why=f"“{text}” may be two days, since either number may be the month")
    day, month = (first, second) if numbers["by"] == "." or first > 12 else (second, first)
    rest = numbers["rest"].strip(" ,")
    return date_of(f"{year}-{month:02}-{day:02}{f' {rest}' if rest else ''}") if month <= 12 else _no_date(text)


def _of_iso(iso: re.Match[str], text: str) -> Dated:
    year, month, day = (int(part) for part in iso["day"].split("-"))
    zone = (iso["zone"] or "").upper()
    try:
        moment = _moment(f"{year:04}-{month:02}-{day:02}", _time(iso["time"] or "00:00"), _offset(zone))
    except (ValueError, OverflowError):
        return _no_date(text)
    if moment.year < 1000 or (moment.replace(tzinfo=None) == datetime(1970, 1, 1)):  # noqa: DTZ001 (compared naive)
        return Dated("", "none", why=f"“{text}” is no date")
    if not iso["time"]:
        return Dated(moment.date().isoformat(), "day")
    return Dated(_written(moment), "time", has_zone=bool(zone), why="" if zone else f"“{text}” has no zone")


def _moment(day: str, time: str, offset: str) -> datetime:
    """A moment; ISO 8601 calls the end of a day 24:00."""
    if re.fullmatch(r"24:00(?::00)?", time):
        return datetime.fromisoformat(f"{day}T00:00{offset}") + timedelta(days=1)
    return datetime.fromisoformat(f"{day}T{time}{offset}")


def _time(written: str) -> str:
    return written if written[2] == ":" else f"0{written}"


def _offset(zone: str) -> str:
    if zone in ("Z", "UTC", "GMT"):
        return "+00:00"
    shift = zone.removeprefix("UTC").removeprefix("GMT")
    hours, minutes = (
        (shift[1:].split(":") if ":" in shift else (shift[1:-2], shift[-2:]))
        if len(shift) > 3
        else (
            shift[1:],
            "0",
        )
    )
    return f"{shift[0]}{hours:0>2}:{minutes:0>2}" if shift else ""


def _of_words(text: str) -> Dated:
    if _NEGATIVE.search(text):
        return Dated("", "none", why=f"“{text}” is no date")
    mail = _MAIL.fullmatch(text)
    # It takes 2:12 PM for the night.
    fields = parsedate_tz(text) if mail and not _HALF_DAY.search(text) else None
    if mail is None or fields is None:
        return _of_free_words(text)
    year, month, day, hour, minute, second = fields[:6]
    zone = mail["zone"] or ""
    if not zone and ":" not in text:
        return _of_iso_text(f"{year:04}-{month:02}-{day:02}", text)
    # RFC 5322, 3.3: "-0000" says that nothing is known of the zone; the time is in UTC.
    offset = zone if zone[:1] in ("+", "-") else _shift(_zone_named(zone))
    return _of_iso_text(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}", text)


def _zone_named(name: str | None, seconds: int | None = None) -> tzinfo | None:
    """The zone with a name, or with an offset in seconds; None if it is unknown."""
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    hours = _HOURS.get((name or "").lower())
    return None if hours is None else timezone(timedelta(hours=hours))


def _shift(zone: tzinfo | None) -> str:
    return "" if zone is None else datetime(2000, 1, 1, tzinfo=zone).isoformat()[-6:]


def _of_iso_text(iso: str, text: str) -> Dated:
    match = _ISO.fullmatch(iso)
    return _of_iso(match, text) if match else _no_date(text)


def _of_free_words(text: str) -> Dated:
    """A date in words, such as “May 4, 2023 at 10:15 pm”: two readings with other defaults agree on what is stated."""
    first, second = (_parsed(text, default) for default in (datetime(2001, 1, 1), datetime(1904, 2, 29)))  # noqa: DTZ001
    if first is None or second is None or first.year != second.year:
        return _no_date(text)
    if first.month != second.month:
        return Dated(f"{first.year:04}", "year", why=f"“{text}” is a year alone")
    if first.day != second.day:
        return Dated(f"{first.year:04}-{first.month:02}", "month", why=f"“{text}” is a month alone")
    if ":" not in text:
        return _of_iso_text(first.date().isoformat(), text)
    return _of_iso_text(first.isoformat(timespec="seconds"), text)


def _parsed(text: str, default: datetime) -> datetime | None:
    # dateutil reads "UTC+2" as POSIX does, with the sign turned round.
    if len(text) > 60 or not re.search(r"\d", text) or re.search(r"(?:UTC|GMT)[+-]", text, re.IGNORECASE):
        return None
    try:
        return parse(text, default=default, tzinfos=_zone_named)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _no_date(text: str) -> Dated:
    return Dated("", "none", why=f"“{text[:60]}” is no date that can be read")


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
