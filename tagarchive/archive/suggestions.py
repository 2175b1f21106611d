"""Hints for broken paths and addresses: the existing one that was probably meant. Pure."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

_MOST = 200
"""Maximum number of names in a search for a similar one, and of paths to search for. The search is slow."""

_FEW = 20
"""Maximum number of paths with the same file name in a search for the nearest folder."""


class Known:
    """Existing paths, from which hints are taken."""

    def __init__(self, paths: Collection[str]) -> None:
        self.paths = paths
        self._hints: dict[str, str] = {}

    def hint(self, path: str) -> str:
        """A hint with the path that was probably meant, or "" if no path is similar."""
        if path not in self._hints:
            near = self._cased(path) or self._elsewhere(path) or self._alike(path)
            self._hints[path] = f"did you mean “{near}”?" if near else ""
        return self._hints[path]

    def _cased(self, path: str) -> str:
        """The path that differs in case or Unicode form only, or ""."""
        return self._folded.get(_fold(path), "")

    def _elsewhere(self, path: str) -> str:
        """The path with the same file name in the folder with the most similar name, or ""."""
        return _nearest(path, self._named.get(_fold(_parts(path)[1]), ())[:_FEW], 0)

    def _alike(self, path: str) -> str:
        """The path with the most similar file name in the same folder, or ""."""
        folder, name = _parts(path)
        inside = self._inside.get(folder, {})
        too_many = max(len(inside), len(self._hints)) > _MOST
        near = "" if too_many else _nearest(name, inside, 0.6)
        return inside[near] if near else ""

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {_fold(path): path for path in sorted(self.paths)}

    @cached_property
    def _named(self) -> Mapping[str, Sequence[str]]:
        paths = defaultdict(list)
        for path in sorted(self.paths):
            paths[_fold(_parts(path)[1])].append(path)
        return paths

    @cached_property
    def _inside(self) -> Mapping[str, Mapping[str, str]]:
        folders: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted(self.paths):
            folder, name = _parts(path)
            folders[folder][name] = path
        return folders


def _nearest(word: str, words: Collection[str], cutoff: float) -> str:
    return next(iter(difflib.get_close_matches(word, list(words), n=1, cutoff=cutoff)), "")


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _parts(path: str) -> tuple[str, str]:
    """Folder and name of a path or an address. An article in its own folder has the name of that folder."""
    folder, _, name = path.removesuffix("/").removesuffix("/index.md").removesuffix("/index.markdown").rpartition("/")
    return folder, name
