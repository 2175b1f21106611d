"""Views of profiles: what the landing page of a term says about its articles."""

from __future__ import annotations

from tagarchive.views.charts import Activity
from tagarchive.views.common import Link, View


class Share(View, frozen=True, kw_only=True):
    """A tag, source or author with its number of articles in an archive."""

    title: str
    """Its name."""
    url: str
    """URL of what it leads to; empty if the site has no such archive."""
    count: int
    """Number of articles."""


class Shares(View, frozen=True, kw_only=True):
    """The tags, sources or authors with the most articles in an archive."""

    shown: tuple[Share, ...]
    """The largest, largest first."""
    more: int
    """Number of others."""


class Profile(View, frozen=True, kw_only=True):
    """Profile of the articles of a term, on its landing page."""

    activity: Activity | None
    """The articles over time; nothing if a chart would say too little."""
    sources: Shares
    """Sources of the articles."""
    authors: Shares
    """Authors of the articles."""
    tags: Shares
    """Tags that the articles also have. The URL of a tag is that of the pair with the term, if there is one."""
    narrower: Shares
    """Tags below the tag."""
    related: tuple[Link, ...]
    """Tags to see also."""
