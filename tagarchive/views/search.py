"""Views of the search index: the articles as readers find them."""

from __future__ import annotations

from tagarchive.views.common import View


class SearchRecord(View, frozen=True, kw_only=True):
    """An article in the search index. It holds what pages show, and the place of the text in the store."""

    url: str
    """URL of its page."""
    language: str
    """Language of the pages among which it is, as the first part of a BCP 47 tag. Its rules cut words to stems."""
    title: str
    """The headline."""
    date: str
    """Day of its publication, such as `2021-11-08`."""
    tags: tuple[str, ...]
    """Names of its tags and of the tags above them."""
    source: str
    """Name of its source, or nothing."""
    authors: tuple[str, ...]
    """Names of its authors."""
    opening: tuple[str, ...]
    """Texts that its page shows beside the text: summary, key points, captions and corrections."""
    path: str
    """Path of its file."""
    body: str
    """Digest of its text; empty if none is shown."""


class SearchRecords(View, frozen=True, kw_only=True):
    """All articles in the search index."""

    records: tuple[SearchRecord, ...]
    """The articles, oldest first."""
