"""Places in the files of a site, found when a finding needs one."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, SiteError
from tagarchive.core.text import decode
from tagarchive.reading import front_matter
from tagarchive.reading.disk import read
from tagarchive.reading.node import Node
from tagarchive.reading.positions import Places
from tagarchive.reading.text_files import is_text

_KEPT = 50
"""Number of files that are kept; findings come in the order of files."""


class _File(NamedTuple):
    text: str
    places: Places
    matter: Node | None


class SiteFinder:
    """Finds places in the files of the site in a folder. A file that can't be read has none."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = lru_cache(_KEPT)(self._read)

    def text(self, path: str, written: str) -> Location:
        """The first place of a text in a file, after its front matter if it is there too."""
        file = self._file(path)
        return file.places.of(written) if file else Location(path)

    def url(self, path: str, url: str) -> Location:
        """The first place of a URL in a file; of a longer one that begins with it, only if there is no other."""
        file = self._file(path)
        whole = re.search(rf"{re.escape(url)}(?![\w/?=&%.~#+-])", file.text) if file else None
        return file.places.at(whole.start()) if file and whole else self.text(path, url)

    def key(self, path: str, name: str) -> Location:
        """The place of a key of the front matter of a file, or of its start."""
        file = self._file(path)
        keys = file.matter.value if file and file.matter else None
        return keys[name].where if isinstance(keys, dict) and name in keys else Location(path, 1)

    def _read(self, path: str) -> _File | None:
        try:
            text, _ = decode(read(self._root, path).data, path)
            if not is_text(path):
                return _File(text, Places(text, 0, path), None)
            matter = front_matter.split(text, path)
        except SiteError:
            return None
        return _File(text, Places(text, matter.offset, path), matter.node)
