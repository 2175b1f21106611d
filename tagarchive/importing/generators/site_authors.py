"""Names of authors in the data of a site, by the keys that texts use."""

from __future__ import annotations

import re

from tagarchive.importing.generators.author_names import known_names
from tagarchive.importing.generators.site_config import data_or_nothing
from tagarchive.importing.inputs.files import Files

_FILE = re.compile(
    r"(?:.*/)?(?:(?:_?data|src/data|src/content|content)/)?\.?(?:authors?|people|team)(?:/(?P<key>[^/]+))?"
    r"\.(?:ya?ml|toml|json)"
)


def site_authors(files: Files, names: frozenset[str]) -> dict[str, str]:
    """The names of authors in files such as `_data/authors.yml` or `data/authors/ada.toml`.

    A file that can't be read gives none: the names stay as the texts write them.
    """
    known: dict[str, str] = {}
    for name in sorted(names):
        match = _FILE.fullmatch(name)
        if match and "node_modules/" not in name:
            data = data_or_nothing(files, name)
            known |= known_names({match["key"]: data} if match["key"] else data)
    return known
