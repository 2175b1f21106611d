"""Views for citing an article: the original, when it was retrieved, and this archive as the place where it is kept."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.views.common import View


class CitationView(View, frozen=True, kw_only=True):
    """An article as others cite it. A clipping is cited as its original. Each text is in one line."""

    key: str
    """Key for reference lists, in ASCII: author or publisher, year and slug, such as `reuters2021-drones`."""
    clipping: bool
    """True if the article is a clipping, whose original is cited."""
    title: str
    """The headline."""
    authors: tuple[str, ...]
    """Names of the authors of the original, or of the article if it is no clipping."""
    publisher: str
    """Name of the source, or of this site if the article is no clipping."""
    issued: Moment
    """Publication date of the original if it is known, else that of the article."""
    retrieved: Moment | None
    """Date of the clipping."""
    url: str
    """Absolute URL of the original if it is known, else of the article's page."""
    archive: str
    """Name of this site, where a clipping is kept."""
    archive_url: str
    """Absolute URL of the article's page."""
    archived: str
    """Absolute URL of an archived copy elsewhere, or nothing."""
    language: str
    """Language of the article, as a BCP 47 tag."""
    rights: str
    """Copyright or licence line, or nothing."""
    summary: str
    """One or two sentences of plain text, or nothing."""
    keywords: tuple[str, ...]
    """Tags of the article."""
