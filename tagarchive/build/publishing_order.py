"""Order in which files are put in place: what pages show, article pages, lists, feeds.

A reader who opens a page while files are put in place finds its style sheets and pictures there, and one who opens a
list or a feed finds the articles that it names.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from tagarchive.core.urls import FEED_FILES, REDIRECTS, OutPath, out_path

_LISTS_FOR_PROGRAMS = (".xml", ".opml")
"""Endings of feeds, of their archives and of the sitemap."""


def in_order(paths: Iterable[OutPath], articles: Container[OutPath]) -> list[OutPath]:
    """Files in the order of publishing; `articles` are the pages of articles. Files of one rank keep their order."""
    return sorted(paths, key=lambda path: rank(path, articles))


def rank(path: OutPath, articles: Container[OutPath]) -> int:
    """The turn of a file: 0 what pages show, 1 article pages, 2 other pages, 3 what programs follow."""
    if path in articles:
        return 1
    if path.endswith(_LISTS_FOR_PROGRAMS) or path.rpartition("/")[2] in _FEEDS or path == out_path(REDIRECTS):
        return 3
    return 2 if path.endswith(".html") else 0


_FEEDS = frozenset(FEED_FILES.values())
