"""Paths and addresses that lead nowhere, and the one that was probably meant. Pure."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

_MOST = 200
"""Names among which one that is like another is looked for, and paths for which that is done: it takes time."""

_FEW = 20
"""Folders with a file of one name among which the nearest is looked for."""


class Known:
    """The paths that there are."""

    def __init__(self, paths: Collection[str]) -> None:
        self.paths = paths
        self.told: dict[str, str] = {}

    def hint(self, path: str) -> str:
        """A hint that names the path that was probably meant; nothing where none is like it."""
        if path not in self.told:
            near = self._cased(path) or self._elsewhere(path) or self._alike(path)
            self.told[path] = f"did you mean “{near}”?" if near else ""
        return self.told[path]

    def _cased(self, path: str) -> str:
        """The path that differs in case or Unicode form alone."""
        return self._folded.get(_fold(path), "")

    def _elsewhere(self, path: str) -> str:
        """The path of the same name in the folder that is most like this one."""
        return _nearest(path, self._named.get(_fold(_parts(path)[1]), ())[:_FEW], 0)

    def _alike(self, path: str) -> str:
        """The path of the same folder whose name is most like this one."""
        folder, name = _parts(path)
        inside = self._inside.get(folder, {})
        too_many = max(len(inside), len(self.told)) > _MOST
        near = "" if too_many else _nearest(name, inside, 0.6)
        return inside[near] if near else ""

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {_fold(path): path for path in sorted(self.paths)}

    @cached_property
    def _named(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for path in sorted(self.paths):
            found[_fold(_parts(path)[1])].append(path)
        return found

    @cached_property
    def _inside(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted(self.paths):
            folder, name = _parts(path)
            found[folder][name] = path
        return found


def _nearest(word: str, words: Collection[str], cutoff: float) -> str:
    return next(iter(difflib.get_close_matches(word, list(words), n=1, cutoff=cutoff)), "")


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _parts(path: str) -> tuple[str, str]:
    """The folder and the name of a path or an address; an article in a folder of its own is called as that is."""
    folder, _, name = path.removesuffix("/").removesuffix("/index.md").rpartition("/")
    return folder, name
