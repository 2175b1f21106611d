"""The writers of exports by the class of their view and by format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from tagarchive.reading.export_options import ExportFormat
from tagarchive.render.exports.articles_csv import articles_csv, articles_csv_index
from tagarchive.render.exports.articles_json import articles_json, articles_json_index
from tagarchive.render.exports.bibtex import bibtex_file, bibtex_index
from tagarchive.render.exports.bookmarks import bookmarks_file, bookmarks_index
from tagarchive.render.exports.citations import citations
from tagarchive.render.exports.csl import csl_file, csl_index
from tagarchive.render.exports.datapackage import datapackage
from tagarchive.render.exports.filter_json import filter_json
from tagarchive.render.exports.ris import ris_file, ris_index
from tagarchive.render.exports.tags_csv import tags_csv
from tagarchive.views.exports import ArticlesFile, ArticlesIndex, DataPackage, Export, TagsFile
from tagarchive.views.filters import FilterPart

_FILES: Mapping[ExportFormat, Callable[[ArticlesFile], bytes]] = {
    "csl": lambda file: csl_file(citations(file.records)),
    "bibtex": lambda file: bibtex_file(citations(file.records)),
    "ris": lambda file: ris_file(citations(file.records)),
    "json": articles_json,
    "csv": articles_csv,
    "bookmarks": lambda file: bookmarks_file(file.title, file.url, citations(file.records)),
}

_INDEXES: Mapping[ExportFormat, Callable[[ArticlesIndex], bytes]] = {
    "csl": csl_index,
    "bibtex": bibtex_index,
    "ris": ris_index,
    "json": articles_json_index,
    "csv": articles_csv_index,
    "bookmarks": bookmarks_index,
}


def export(view: Export) -> bytes:
    """The file of an export in its format."""
    match view:
        case ArticlesFile():
            return _FILES[view.format](view)
        case ArticlesIndex():
            return _INDEXES[view.format](view)
        case TagsFile():
            return tags_csv(view)
        case DataPackage():
            return datapackage(view)
        case FilterPart():
            return filter_json(view)
    assert_never(view)
