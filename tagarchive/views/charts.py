"""Views of article counts over time. Pages show them as charts and as tables."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.common import View


class Trend(View, frozen=True, kw_only=True):
    """A tag and its number of articles in each period."""

    title: str
    """Name of the tag."""
    url: str
    """URL of the tag archive."""
    count: int
    """Total number of articles."""
    counts: tuple[int, ...]
    """Number of articles in each period."""
    path: str
    """`counts` as a bar chart: the `d` attribute of an SVG path, 4 units wide for each period and 20 units high."""


class Trends(View, frozen=True, kw_only=True):
    """Several tags over the same periods."""

    periods: tuple[Moment, ...]
    """First day of each period, oldest first."""
    monthly: bool
    """True if a period is a month; otherwise a period is a year or a decade."""
    width: int
    """Width of the bar charts in SVG units."""
    tags: tuple[Trend, ...]
    """The tags, most articles first."""


class Period(View, frozen=True, kw_only=True):
    """A period in the activity of a term: a month, a year or a decade."""

    first: Moment
    """First day of the period."""
    count: int
    """Number of articles."""
    height: int
    """Height of its bar in SVG units, 0 to 40."""
    url: str
    """URL of its first article in the archive of the term, in the order of the archive; empty if it has none."""


class Activity(View, frozen=True, kw_only=True):
    """The number of articles of a term over time."""

    periods: tuple[Period, ...]
    """The periods without a gap, oldest first."""
    monthly: bool
    """True if a period is a month; otherwise a period is a year or a decade."""


class Month(View, frozen=True, kw_only=True):
    """A month in the calendar of a year."""

    first: Moment
    """First day of the month."""
    count: int
    """Number of articles."""
    url: str
    """URL of the archive of the month, or else of its newest article in that of the year; empty without articles."""


class Day(View, frozen=True, kw_only=True):
    """A day with articles."""

    date: Moment
    """The day."""
    count: int
    """Number of articles."""
    url: str
    """URL of the archive of the day."""


class Calendar(View, frozen=True, kw_only=True):
    """The months of a year."""

    title: str
    """The year."""
    url: str
    """URL of the archive of the year."""
    count: int
    """Number of articles."""
    months: tuple[Month, ...]
    """All twelve months."""
