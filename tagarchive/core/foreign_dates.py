"""Dates in other formats: the same date in the expected format.

A day such as 2021-11-08 with another spelling of the time is certain. Others become hints. Ambiguous dates give two
suggestions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from tagarchive.core.letters import seen

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*[.,]* )?"
_YEAR = "(?P<year>[1-9][0-9]{3})"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = (
    r"(?:(?: at |, ?| |t)(?P<hour>[01]?[0-9]|2[0-3])(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?:(?P<utc>z|utc|gmt)|(?:utc|gmt)?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)))?)?"
)
_ISO_DAY = re.compile(rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_TIME}")
_SPELLINGS = tuple(
    re.compile(_WEEKDAY + day + _TIME)
    for day in (
        rf"{_YEAR}(?P<between>[-/. ])(?P<month>[0-9]{{1,2}})(?P=between){_DAY}",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"{_DAY}(?:[ -]| of ){_MONTH}(?:, ?|[ -]){_YEAR}",
        rf"{_MONTH} {_DAY}(?:, ?| ){_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
        # The order of day and month differs between countries, so both orders are tried.
        rf"(?P<day>[0-9]{{1,2}})(?P<between>[/-])(?P<month>[0-9]{{1,2}})(?P=between){_YEAR}",
        rf"(?P<month>[0-9]{{1,2}})(?P<between>[/-])(?P<day>[0-9]{{1,2}})(?P=between){_YEAR}",
    )
)


def with_iso_day(written: str) -> str:
    """A date that begins as 2021-11-08 does, in the expected format. Empty for other texts and impossible dates."""
    match = _ISO_DAY.fullmatch(_plain(written)) if written.isascii() else None
    return next(_readings(match), "") if match else ""


def hint_of(written: str) -> str:
    """A hint with a date in the expected format. Empty if the text is not a date, or the date does not exist."""
    text = _plain(written)
    matches = (spelling.fullmatch(text) for spelling in _SPELLINGS)
    readings = list(dict.fromkeys(reading for match in matches if match for reading in _readings(match)))
    certain = f"write {readings[0]}" if readings else ""
    return certain if len(readings) < 2 else f"{certain} or {readings[1]}, whichever is meant"


def _plain(written: str) -> str:
    """The text in lower case, with ASCII digits and hyphens, single spaces and no invisible characters."""
    text = unicodedata.normalize("NFKC", seen(written)).casefold()
    digits = "".join(str(unicodedata.digit(c, c)) for c in text)
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", digits).split())


def _readings(match: re.Match[str]) -> Iterator[str]:
    """The date of a match in the expected format. Yields nothing if it does not exist or its weekday is wrong."""
    parts = {"weekday": "", "name": "", "month": "", **match.groupdict(default="")}
    month = _MONTHS.index(parts["name"][:3]) + 1 if parts["name"] else int(parts["month"])
    time = _time(parts)
    try:
        day = datetime.fromisoformat(f"{parts['year']}-{month:02}-{int(parts['day']):02}{time}")
    except ValueError:
        return
    if parts["weekday"] in ("", _WEEKDAYS[day.weekday()]):
        yield f"{day:%Y-%m-%d}{time}"


def _time(parts: dict[str, str]) -> str:
    """The time of day in ISO 8601, or "". An hour alone is ambiguous and gives an invalid time, which is rejected."""
    if not parts["hour"]:
        return ""
    hour, half = int(parts["hour"]), parts["half"]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    minute = parts["minute"] or ("00" if half else "99")
    second = f":{parts['second']}" if parts["second"] else ""
    return f"T{hour:02}:{minute}{second}{_offset(parts)}"


def _offset(parts: dict[str, str]) -> str:
    digits = parts["offset"][1:].replace(":", "")
    hours = digits if len(digits) < 3 else digits[:-2]
    return "Z" if parts["utc"] else digits and f"{parts['offset'][0]}{hours:0>2}:{digits[len(hours) :] or '00'}"
