"""The pages of a site as they are published, for what only a whole page can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from tagarchive.checking.links import ids_in
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.plan.planned_files import FileKind, Plan
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe
from tagarchive.reading.disk import read
from tagarchive.render.renderer import Renderer

_PAGES = (".htm", ".html", ".xhtml")


class Pages:
    """The pages of a site as they are published."""

    def __init__(self, root: Path, plan: Plan | None, renderer: Renderer | None) -> None:
        self._root = root
        self._plan = plan
        self._renderer = renderer

    def ids_of(self, path: OutPath) -> Collection[str] | None:
        """The ids in a page; None for a file that is no page, or a page that can't be made."""
        if self._plan is None or path not in self._plan or not path.endswith(_PAGES):
            return None
        try:
            return ids_in(self._data(path).decode(errors="replace"))
        except SiteError:
            return None

    def _data(self, path: OutPath) -> bytes:
        recipe = self._plan[path] if self._plan else None
        if isinstance(recipe, CopyRecipe):
            return read(self._root, recipe.file.path).data
        if recipe is None or isinstance(recipe, PictureRecipe) or self._renderer is None:
            raise SiteError
        return self._renderer.render(recipe)

    def failures(self) -> Iterator[Problem]:
        """The faults that one page of each kind shows when it is made."""
        if self._plan is None or self._renderer is None:
            return
        pages = (file for file in self._plan.planned.values() if file.kind is FileKind.PAGE)
        for path in {file.make: file.path for file in pages}.values():
            try:
                self._data(path)
            except SiteError as error:
                yield from error.problems
