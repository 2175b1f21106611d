"""Recipes: how each file of the site is made. A recipe holds everything that its bytes depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from tagarchive.errors import Location
from tagarchive.model import File
from tagarchive.urls import OutPath
from tagarchive.views.feeds import FeedView
from tagarchive.views.pages import Page, SitemapEntry


class TemplateRecipe(msgspec.Struct, frozen=True, tag=True):
    """A page: a view, rendered by the template that the view's class names."""

    view: Page


class FeedRecipe(msgspec.Struct, frozen=True, tag=True):
    """An RSS feed."""

    view: FeedView


class CopyRecipe(msgspec.Struct, frozen=True, tag=True):
    """A file of the site or the theme, as it is."""

    file: File


Recipe = TemplateRecipe | FeedRecipe | CopyRecipe


class Planned(NamedTuple):
    """One file of the site before its recipe is made.

    `origin` says in words what it is, `where` which line of the user's files asked for it. `entry` is its
    line in the sitemap, if it is to be found by search engines.
    """

    path: OutPath
    make: Callable[[], Recipe]
    origin: str
    where: Location | None = None
    entry: SitemapEntry | None = None


class Plan(Mapping[OutPath, Recipe]):
    """Every file of the site by its output path. Listing it makes no recipe; asking for one makes that one."""

    def __init__(self, planned: Mapping[OutPath, Planned]) -> None:
        self._planned = planned

    def __getitem__(self, path: OutPath) -> Recipe:
        return self._planned[path].make()

    def __iter__(self) -> Iterator[OutPath]:
        return iter(self._planned)

    def __len__(self) -> int:
        return len(self._planned)
