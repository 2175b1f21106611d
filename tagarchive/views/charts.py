"""How much there is of something over time, for pages that draw it and say it in a table."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.common import View


class Trend(View, frozen=True, kw_only=True):
    """A tag, and how many articles it has in each of some periods."""

    title: str
    """Its name."""
    url: str
    """Address of its archive."""
    count: int
    """How many articles it has in all."""
    counts: tuple[int, ...]
    """How many it has in each period."""
    path: str
    """The same as bars: the `d` of an SVG path, 4 wide for each period and 20 high."""


class Trends(View, frozen=True, kw_only=True):
    """Some tags over the same periods."""

    periods: tuple[Moment, ...]
    """The first day of each period, the oldest first."""
    monthly: bool
    """Whether a period is a month; else it is a year or a decade."""
    width: int
    """How wide the bars are."""
    tags: tuple[Trend, ...]
    """The tags, that with the most articles first."""


class Month(View, frozen=True, kw_only=True):
    """A month of the calendar of a year."""

    first: Moment
    """Its first day."""
    count: int
    """How many articles it has."""
    url: str
    """Where the newest of them stands in the archive of the year; nothing where there is none."""


class Calendar(View, frozen=True, kw_only=True):
    """A year, month by month."""

    title: str
    """The year."""
    url: str
    """Address of its archive."""
    count: int
    """How many articles it has."""
    months: tuple[Month, ...]
    """All twelve."""
