"""`datapackage.json`: the tables of a site with their columns (datapackage.org/standard/data-package)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tagarchive.core.names import ascii_letters
from tagarchive.render.exports import articles_csv, tags_csv
from tagarchive.render.exports.tables import Column
from tagarchive.views.exports import ARTICLES_VERSION, DataPackage


def datapackage(package: DataPackage) -> bytes:
    """The description of the tables of a site."""
    data = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", ascii_letters(package.title)).strip("-") or "archive",
        "title": package.title,
        "description": package.description,
        "homepage": package.url,
        "version": ARTICLES_VERSION,
        "rights": package.rights,
        "resources": [
            _resource("tags", "All tags", ["tags.csv"], tags_csv.COLUMNS, "url"),
            *(
                [_resource("articles", "All articles", list(package.years), articles_csv.COLUMNS, "id")]
                if package.years
                else []
            ),
        ],
    }
    said = {name: value for name, value in data.items() if value}
    return msgspec.json.format(msgspec.json.encode(said)) + b"\n"


def _resource(name: str, title: str, paths: list[str], columns: Sequence[Column], key: str) -> dict[str, Any]:
    fields = [{"name": column.name, "type": column.kind, "description": column.description} for column in columns]
    return {
        "name": name,
        "type": "table",
        "title": title,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": [key]},
    }
