"""Views of filter indexes: data with which a script shows the articles of a tag that have other tags too."""

from __future__ import annotations

import msgspec

from tagarchive.views.common import View


class FilterLink(View, frozen=True, kw_only=True):
    """Address of the filter index of a tag."""

    tag: str
    """Slug of the tag."""
    parts: tuple[str, ...]
    """URLs of the parts of the index, newest articles first."""


class FilterEntry(msgspec.Struct, frozen=True, array_like=True):
    """An article in a filter index. Numbers are places in the lists of the part.

    Attributes:
        title: the headline
        url: URL of its page
        date: day of its publication
        tags: its tags and the tags above them, without the tag of the index
        sources: its source, if it has one
        authors: its authors

    """

    title: str
    url: str
    date: str
    tags: tuple[int, ...]
    sources: tuple[int, ...]
    authors: tuple[int, ...]


class FilterPart(View, frozen=True, kw_only=True):
    """A part of a filter index: `filter-1.json`."""

    tags: tuple[tuple[str, str], ...]
    """Slug and name of each tag."""
    sources: tuple[str, ...]
    """Names of the sources."""
    authors: tuple[str, ...]
    """Names of the authors."""
    articles: tuple[FilterEntry, ...]
    """The articles, newest first."""
