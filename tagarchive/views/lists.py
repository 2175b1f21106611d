"""Views that all lists of articles share."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.articles import Card
from tagarchive.views.common import Head, SiteView, View


class PagerStep(View, frozen=True, kw_only=True):
    """A page of a list in its pager, or the pages left out between two others."""

    number: int
    """Number of the page; 0 for a landing page that has none."""
    url: str
    """URL of the page; empty for the page itself."""
    is_gap: bool
    """True if it stands for pages left out."""


class Pager(View, frozen=True, kw_only=True):
    """Position of a page in a paginated list."""

    number: int
    """Number of the page; 0 for the landing page, which has none."""
    newer: str
    """URL of the page with newer articles, or nothing."""
    older: str
    """URL of the page with older articles, or nothing."""
    oldest_first: bool
    """True if the list has its oldest articles first."""
    steps: tuple[PagerStep, ...]
    """The first page, those near this one and the last; empty if there is one page."""


class ListPage(View, frozen=True, kw_only=True):
    """A page of a list of articles: the landing page or a numbered one."""

    site: SiteView
    """The site."""
    head: Head
    """Metadata of the page."""
    title: str
    """Subject of the list: name of the tag, author, source or year."""
    landing: str
    """URL of the landing page."""
    cards: tuple[Card, ...]
    """The articles of this page in the order of the list, which is newest first unless the tag says otherwise."""
    pager: Pager
    """Position of this page in the list."""


class TermSummary(View, frozen=True, kw_only=True):
    """A tag, author, source or year with its number of articles and their dates."""

    title: str
    """Name of the term."""
    url: str
    """URL of the term's archive."""
    initial: str
    """Index heading of the term: the letter that the language looks its name up by, `0–9`, or `#`."""
    summary: str
    """A sentence about the term, or nothing."""
    count: int
    """Number of articles."""
    first: Moment
    """Date of the oldest article."""
    last: Moment
    """Date of the newest article."""
