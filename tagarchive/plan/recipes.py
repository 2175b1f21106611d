"""Recipes: how each file of the site is made. A recipe holds everything that its bytes depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Location
from tagarchive.core.urls import Address, OutPath
from tagarchive.reading.documents import File
from tagarchive.views.feeds import FeedView
from tagarchive.views.pages import Page


class TemplateRecipe(msgspec.Struct, frozen=True, tag=True):
    """A page: a view, rendered by the template that the view's class names, or by one for this page alone."""

    view: Page
    own: str = ""

    @property
    def template(self) -> str:
        return self.own or self.view.template


class FeedRecipe(msgspec.Struct, frozen=True, tag=True):
    """An RSS feed."""

    view: FeedView


class CopyRecipe(msgspec.Struct, frozen=True, tag=True):
    """A file of the site or the theme, as it is."""

    file: File


Recipe = TemplateRecipe | FeedRecipe | CopyRecipe

FEED, COPY = "", "="
"""Template names recorded for feeds and copied files, which no template makes."""


def template_of(recipe: Recipe) -> str:
    """Name of the template that a recipe renders, or `FEED` or `COPY`."""
    match recipe:
        case TemplateRecipe():
            return recipe.template
        case FeedRecipe():
            return FEED
    return COPY


class Keyed(Protocol):
    """A value with a digest of all that can be seen of it."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


class Many(tuple[K, ...]):
    """Some keyed values in their order, as one part."""

    __slots__ = ()

    @property
    def key(self) -> str:
        return "\3".join([one.key for one in self])


class SitemapItem(NamedTuple):
    """A page that search engines may list: where it stands and when it last changed, if anybody can say."""

    address: Address
    modified: Moment | None

    @property
    def key(self) -> str:
        return f"{self.address}\2{self.modified.text if self.modified else ''}"


class FileKind(Enum):
    """The kind of a planned file, by which builds count what they made."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"


class PlannedFile(NamedTuple):
    """One file of the site before its recipe is made, by `make(site, *parts)`.

    A recipe is a function of the site's config and of its parts, so that where their keys are what they were, the
    recipe is too and need not be made. `origin` says in words what the file is, `where` which line of the user's
    files asked for it. `listed` is its line in the sitemap, if it has one.
    """

    path: OutPath
    make: Callable[..., Recipe]
    parts: tuple[Keyed | str, ...]
    origin: str
    where: Location | None = None
    listed: SitemapItem | None = None
    kind: FileKind = FileKind.PAGE


class Plan(Mapping[OutPath, Recipe]):
    """Every file of the site by its output path. Listing it makes no recipe; asking for one makes that one."""

    def __init__(self, site: Any, planned: Mapping[OutPath, PlannedFile]) -> None:
        self.site = site
        self.planned = planned

    def of(self, planned: Mapping[OutPath, PlannedFile]) -> Plan:
        """The plan of the same files made of other parts."""
        return Plan(self.site, planned)

    def __getitem__(self, path: OutPath) -> Recipe:
        planned = self.planned[path]
        return planned.make(self.site, *planned.parts)

    def __contains__(self, path: object) -> bool:
        return path in self.planned

    def __iter__(self) -> Iterator[OutPath]:
        return iter(self.planned)

    def __len__(self) -> int:
        return len(self.planned)

    def key(self, path: OutPath) -> str:
        """A digest of all that the recipe of a file is made of: equal keys, equal recipes."""
        planned = self.planned[path]
        parts = (part if isinstance(part, str) else part.key for part in planned.parts)
        make = planned.make
        return digest_of_text("\1".join((self.site.key, make.__module__, make.__qualname__, *parts)))
