"""The addresses of a site that belong on its record. Pure."""

from __future__ import annotations

from collections.abc import Collection

from tagarchive.archive.ledger import is_writable
from tagarchive.archive.model import Archive
from tagarchive.core.urls import Address, OutPath, out_path


def recordable(archive: Archive, planned: Collection[OutPath]) -> dict[Address, str]:
    """The addresses of articles, free pages, tags, authors, sources and files beside articles, with guids of articles.

    Feeds, exports and the pages of lists are made from these. Files of `static/` keep no promise, and neither do those
    whose address nobody can write.
    """
    terms = (term.address for term in (*archive.tags, *archive.authors, *archive.sources))
    files = (address for address, _ in archive.files if is_writable(address))
    others = (*(page.address for page in archive.pages), *terms, *files)
    guids = dict.fromkeys((address for address in others if out_path(address) in planned), "")
    return {**guids, **{article.address: article.guid for article in archive.recorded}}
