"""Datelines: place, agency and date at the start of the first paragraph, such as “KELMOUTH, March 2 (Coastwire) - ”."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import NamedTuple

from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of

_CAPITALS = r"[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’]*"
_PLACE = rf"{_CAPITALS}(?:(?:[ /-]|, (?={_CAPITALS}[ ,/—–(-]))(?:\d+-)?{_CAPITALS}){{0,6}}"
_REGION = r"(?:, (?:[^\W\d_]\.){2,3}|, [^\W\d_a-z](?:[^\W\d_]|[.’'-])*(?: (?:[^\W\d_]|[.’'-])+){0,3})?"
_DAY = (
    r"(?:(?:[^\W\d_]{2,9}\.?,? )?(?:[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?|"
    r"\d{1,2}\.?(?:er|º)? (?:de )?[^\W\d_]{3,10}\.?)(?:,? (?:de )?\d{4})?)"
)
_AGENCY = r"\((?P<agency>[^()\d]{2,40})\)"
_DASH = r"(?:\s*[—–―]\s*|\s+--?\s+|\s*--\s*|\.-\s*|\.\s?[—–]\s*)"
_MIXED = r"[^\W\d_a-z][\w.’'-]*(?:[ /][^\W\d_a-z][\w.’'-]*){0,3}"
_SHAPES = (
    # KELMOUTH, Nov 8 (Agency) - and all shorter forms of it: KELMOUTH (Agency) - and KELMOUTH, Lower Valley -.
    re.compile(rf"(?P<place>{_PLACE}{_REGION})(?:,? (?P<date>{_DAY}))?,?(?: {_AGENCY})?{_DASH}(?=\S)"),
    # Kelmouth, Nov 8 (Agency) -: in small letters the agency has to be there.
    re.compile(rf"(?P<place>{_MIXED}{_REGION})(?:,? (?P<date>{_DAY}))?,? {_AGENCY}(?:{_DASH}|\.\s*)(?=\S)"),
    # Nov 8 (Agency) -
    re.compile(rf"(?P<place>)(?P<date>{_DAY})? ?{_AGENCY}{_DASH}(?=\S)"),
)
_SHORT = 4


class Dateline(NamedTuple):
    """A dateline and the text before its end.

    Attributes:
        place: place, such as "RIYADH, Saudi Arabia"
        agency: agency; may be empty
        date: day as it is printed; may be empty
        length: number of characters up to the first word of the text

    """

    place: str
    agency: str
    date: str
    length: int

    def fields(self) -> dict[str, str]:
        """The fields of front matter that are not empty."""
        named = {"place": self.place, "agency": self.agency, "date": self.date}
        return {key: value for key, value in named.items() if value}


def dateline_of(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph; None if there is none."""
    start = text[:200]
    for shape in _SHAPES:
        match = shape.match(start)
        if match and _is_likely(match):
            place, agency, date = (" ".join((match[name] or "").split()) for name in ("place", "agency", "date"))
            return Dateline(place.strip(" ,."), agency.strip(), date, match.end())
    return None


def _is_likely(match: re.Match[str]) -> bool:
    """False for a short word in capitals before a dash that may be an abbreviation, such as “NATO —”."""
    place = match["place"] or ""
    if match["agency"] or match["date"] or "," in place:
        return bool(place or match["agency"])
    letters = [character for character in place if character.isalpha()]
    return (len(letters) > _SHORT or slugify(place) in _cities()) and len(letters) > 1


@cache
def _cities() -> frozenset[str]:
    """The cities after which time zones are named: those with short names are no abbreviations."""
    return frozenset(slugify(name.rpartition("/")[2]) for name in zoneinfo.available_timezones() if "/" in name)


def day_of(written: str) -> Dated:
    """The day of a dateline; without a year it is none."""
    if not written:
        return NO_DATE
    dated = date_of(written)
    if re.search(r"\d{4}", written) and dated.is_day:
        return dated
    return Dated("", "none", why=f"the dateline names “{written}” without a year")


def day_near(written: str, near: Dated) -> str:
    """The day of a dateline without a year: the last such day that is not after another date; empty if unknown."""
    if not written or not near.is_day or re.search(r"\d{4}", written):
        return ""
    year = int(near.text[:4])
    days = (date_of(f"{written} {candidate}") for candidate in (year, year - 1))
    # A day of difference, since the desk may be west of the place.
    return next((day.text for day in days if day.exact == "day" and day.text[:10] <= _next_day(near.text)), "")


def _next_day(text: str) -> str:
    return f"{text[:8]}{min(int(text[8:10]) + 1, 31):02}"
