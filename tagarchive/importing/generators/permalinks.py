"""Patterns of old addresses: placeholders such as `:year` or `:title`, and what stands for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, tzinfo

from tagarchive.importing.inputs.dates import Dated, in_zone


def moment_of(dated: Dated, zone: tzinfo) -> datetime | None:
    """The moment of a date on the clock of a zone; a day alone begins at midnight there."""
    if not dated.is_day:
        return None
    moment = datetime.fromisoformat(in_zone(dated, zone))
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def date_parts(moment: datetime) -> dict[str, str]:
    """The parts of a date that patterns name, in the words of Jekyll and Hugo."""
    months = "January February March April May June July August September October November December".split()
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    month, day = months[moment.month - 1], days[moment.weekday()]
    iso = moment.isocalendar()
    return {
        "year": f"{moment.year}",
        "short_year": f"{moment.year % 100:02}",
        "month": f"{moment.month:02}",
        "i_month": f"{moment.month}",
        "short_month": month[:3],
        "long_month": month,
        "monthname": month.lower(),
        "day": f"{moment.day:02}",
        "i_day": f"{moment.day}",
        "y_day": f"{moment.timetuple().tm_yday:03}",
        "yearday": f"{moment.timetuple().tm_yday}",
        "weekday": f"{(moment.weekday() + 1) % 7}",
        "weekdayname": day.lower(),
        "short_day": day[:3],
        "long_day": day,
        "week": f"{iso.week:02}",
        "w_year": f"{iso.year}",
        "w_day": f"{iso.weekday}",
        "hour": f"{moment.hour:02}",
        "minute": f"{moment.minute:02}",
        "second": f"{moment.second:02}",
    }


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with values for its placeholders, without doubled slashes; empty if one of them is unknown."""
    names = sorted(values, key=len, reverse=True)
    # A longer name counts first, as in `:title` before `:t`.
    known = re.compile(f":({'|'.join(map(re.escape, names))})") if names else re.compile(r"(?!)")
    text = known.sub(lambda found: values[found[1]], pattern)
    return "" if re.search(r"(?:^|[/:_-]):[a-z_]+", text) else re.sub(r"/{2,}", "/", f"/{text.lstrip('/')}")


def hyphened(text: str, *, keeps_case: bool = False) -> str:
    """A name as most generators write it in addresses: lower case, hyphens for spaces, without other signs."""
    normal = unicodedata.normalize("NFC", text)
    lower = normal if keeps_case else normal.lower()
    kept = "".join(
        c if c.isalnum() or c in "_.-~+" or unicodedata.category(c)[0] == "M" else " " if c.isspace() else ""
        for c in lower
    )
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", kept.strip()))


def dashed(text: str) -> str:
    """A name with a hyphen for each run of other signs, in ASCII."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
