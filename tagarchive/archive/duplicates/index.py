"""The index of sketches: which articles hold a mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from tagarchive.reading.sketches import Sketch

COMMON = 32
"""A mark of more articles is a common one. It stands for boilerplate or a figure of speech, and finds nothing."""


class Sketches(Protocol):
    """The sketches of all articles, by path and by mark."""

    def sketches(self, paths: Collection[str]) -> Mapping[str, Sketch]:
        """The sketches of articles. Paths that are not in the index are left out."""

    def holders(self, marks: Collection[int]) -> Mapping[int, Collection[str]]:
        """The paths that hold each mark; some `COMMON + 1` of them if there are more. Marks of none may be left out."""


class Index(Sketches, Protocol):
    """Sketches that can be changed."""

    def change(self, changes: Mapping[str, Sketch | None]) -> None:
        """Stores a sketch for each path in place of the one that it has; None takes that away."""


class MemoryIndex:
    """An index in memory. A mark that one article holds, as most are, costs no collection."""

    def __init__(self) -> None:
        self._sketches: dict[str, Sketch] = {}
        self._holders: dict[int, str | set[str]] = {}

    def sketches(self, paths: Collection[str]) -> Mapping[str, Sketch]:
        return {path: self._sketches[path] for path in paths if path in self._sketches}

    def holders(self, marks: Collection[int]) -> Mapping[int, Collection[str]]:
        found = ((mark, self._holders.get(mark)) for mark in marks)
        return {mark: [held] if isinstance(held, str) else held for mark, held in found if held}

    def change(self, changes: Mapping[str, Sketch | None]) -> None:
        for path, sketch in changes.items():
            self._drop(path, self._sketches.pop(path).marks if path in self._sketches else ())
            if sketch:
                self._sketches[path] = sketch
                self._add(path, sketch.marks)

    def _add(self, path: str, marks: Iterable[int]) -> None:
        for mark in marks:
            held = self._holders.setdefault(mark, path)
            if isinstance(held, set):
                held.add(path)
            elif held != path:
                self._holders[mark] = {held, path}

    def _drop(self, path: str, marks: Iterable[int]) -> None:
        for mark in marks:
            held = self._holders.get(mark)
            if isinstance(held, set) and len(held) > 1:
                held.discard(path)
            else:
                self._holders.pop(mark, None)
