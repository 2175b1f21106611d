"""`[exports]` of `site.toml` as a value."""

from __future__ import annotations

from typing import Literal

import msgspec

ExportFormat = Literal["csl", "bibtex", "ris", "json", "csv", "bookmarks"]


class ExportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[exports]`: files for reference managers, spreadsheets, bookmark tools and programs. They hold no texts."""

    enabled: bool = True
    """Writes the files; `false` turns all of them off."""
    formats: tuple[ExportFormat, ...] = ("csl", "bibtex", "ris", "json", "csv", "bookmarks")
    """Files beside the archive of each tag, source and author: `citations.json` (`csl`), `citations.bib` (`bibtex`),
    `citations.ris` (`ris`), `articles.json` (`json`), `articles.csv` (`csv`) and `bookmarks.html` (`bookmarks`)."""
    tags: bool = True
    """Writes files for each tag, and for each term of a taxonomy."""
    sources: bool = True
    """Writes files for each source, if the site has source archives."""
    authors: bool = True
    """Writes files for each author, if the site has author archives."""
    package: bool = True
    """Writes `/tags.csv`, an `articles.csv` beside the archive of each year, and `/datapackage.json`, which describes
    these tables."""

    @property
    def has_tables(self) -> bool:
        """True if the site has the table of tags, a table of articles for each year, and their description."""
        return self.enabled and self.package

    def formats_of(self, kind: str) -> tuple[ExportFormat, ...]:
        """The formats of the exports of a kind of list: `tag`, `source`, `author`, `year` or the name of a taxonomy."""
        if kind == "year":
            return ("csv",) if self.has_tables else ()
        kinds = {"source": self.sources, "author": self.authors}
        return tuple(dict.fromkeys(self.formats)) if self.enabled and kinds.get(kind, self.tags) else ()
