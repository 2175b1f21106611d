"""Dates as other programs write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tagarchive.importing.inputs.dates import date_of, date_of_epoch, in_zone

TIMES = {
    "2024-11-08T21:05:00Z": "2024-11-08T21:05:00+00:00",
    "2024-11-08 21:05:00.123 -0400": "2024-11-08T21:05:00-04:00",
    "2024-11-08T21:05+05:30": "2024-11-08T21:05:00+05:30",
    "2020-10-03 21:05:00 UTC+02:00": "2020-10-03T21:05:00+02:00",
    "2020-10-03 21:05 UTC+2": "2020-10-03T21:05:00+02:00",
    "2024-5-6 7:05 -3": "2024-05-06T07:05:00-03:00",
    "Mon, 04 Mar 2024 13:15:00 GMT": "2024-03-04T13:15:00+00:00",
    "Sun, 03 Mar 2024 01:05:00 -0500": "2024-03-03T01:05:00-05:00",
    "4 Mar 2024 13:15 +0100": "2024-03-04T13:15:00+01:00",
    "Sun, 3 Mar 24 7:05 +0100": "2024-03-03T07:05:00+01:00",
    "Monday, 4 March 2024 08:15:00 EST": "2024-03-04T08:15:00-05:00",
    "Mon, 04 Mar 2024 08:15:00 CEST": "2024-03-04T08:15:00+02:00",
    "Mon, 04 Mar 2024 8:15 PM EST": "2024-03-04T20:15:00-05:00",
    "2024-03-04 08:15:00 EST": "2024-03-04T08:15:00-05:00",
    "Mon, 04 Mar 2024 08:15:00 -0000": "2024-03-04T08:15:00+00:00",
    "Mon, 04 Mar 2024 24:00:00 GMT": "2024-03-05T00:00:00+00:00",
    "2024-12-31T24:00:00Z": "2025-01-01T00:00:00+00:00",
}


@pytest.mark.parametrize(("written", "expected"), TIMES.items())
def test_a_time_keeps_its_zone(written: str, expected: str) -> None:
    dated = date_of(written)
    assert (dated.text, dated.exact, dated.has_zone) == (expected, "time", True)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Monday, 04 March 2024 8:15 PM", "2024-03-04T20:15:00"), ("04 Mar 2024 12:05 a.m.", "2024-03-04T00:05:00")],
)
def test_half_days_are_read(written: str, expected: str) -> None:
    assert date_of(written).text == expected


DAYS = {
    "2024-07-03": "2024-07-03",
    "20240506": "2024-05-06",
    "2024/11/08": "2024-11-08",
    "9.11.2024": "2024-11-09",
    "15/4/2024": "2024-04-15",
    "4/15/2024": "2024-04-15",
    "4/4/2024": "2024-04-04",
    "May 4, 2023": "2023-05-04",
    "4 May 2023": "2023-05-04",
    "Friday, November 8, 2024": "2024-11-08",
}


@pytest.mark.parametrize(("written", "expected"), DAYS.items())
def test_a_day_is_a_day(written: str, expected: str) -> None:
    assert (date_of(written).text, date_of(written).exact) == (expected, "day")


@pytest.mark.parametrize(
    ("written", "exact"), [("2019", "year"), ("2024-11", "month"), ("November 2024", "month"), ("May 2023", "month")]
)
def test_a_year_or_a_month_alone_is_not_made_a_day(written: str, exact: str) -> None:
    assert date_of(written).exact == exact
    assert not date_of(written).is_day
    assert "alone" in date_of(written).why


NO_DATES = [
    *("", "0", "1970-01-01 00:00:00", "0000-00-00 00:00:00", "-0001-11-30 00:00:00", "30 February 2024", "spring 1998"),
    *("Fri, 30 Nov -0001 00:00:00 +0000", "Thu, 31 Feb 2024 10:00:00 GMT", "9999-12-31T24:00:00Z"),
    *("3/4/2024", "July 3", "undated, after the flood", "2024-13-45", "x" * 1000, "99999999999999999999"),
]


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_or_two_is_none(written: str) -> None:
    dated = date_of(written)
    assert (dated.text, dated.exact) == ("", "none")
    assert dated.why


@pytest.mark.parametrize("written", ["2004-04-02T12:30", "Fri, 02 Apr 2004 12:30:00", "Fri, 02 Apr 2004 12:30:00 XYZ"])
def test_a_time_without_a_zone_that_is_known_says_so(written: str) -> None:
    dated = date_of(written)
    assert (dated.text, dated.exact, dated.has_zone) == ("2004-04-02T12:30:00", "time", False)
    assert "no zone" in dated.why


def test_a_time_without_a_zone_is_in_that_of_the_site() -> None:
    dated = date_of("2024-07-03 07:30:00")
    assert not dated.has_zone
    assert in_zone(dated, ZoneInfo("Europe/Berlin")) == "2024-07-03T07:30:00+02:00"
    assert in_zone(date_of("2024-07-03"), ZoneInfo("Europe/Berlin")) == "2024-07-03"


@pytest.mark.parametrize("written", ["1709716320", "1709716320000", "1709716320000000", 1709716320.5])
def test_seconds_milliseconds_and_microseconds_are_told_apart(written: str | float) -> None:
    assert date_of_epoch(written).text == "2024-03-06T09:12:00+00:00"


@pytest.mark.parametrize("written", ["0", 0, "", "x", "-5", "9" * 19])
def test_zero_and_nonsense_are_no_moment(written: str | float) -> None:
    assert date_of_epoch(written).text == ""
