"""Recipes for the files of a site. A recipe holds everything that the bytes of the file depend on."""

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
    """The recipe of a page: a view and a template.

    Attributes:
        view: the data of the page
        own: name of a template for this page alone; empty for the template of the view's class

    """

    view: Page
    own: str = ""

    @property
    def template(self) -> str:
        return self.own or self.view.template


class FeedRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a feed document."""

    view: FeedView


class CopyRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a file that is copied unchanged from the site or the theme."""

    file: File


Recipe = TemplateRecipe | FeedRecipe | CopyRecipe

FEED, COPY = "", "="
"""Template names recorded for feeds and copied files, which have no template."""


def template_of(recipe: Recipe) -> str:
    """Name of the template that a recipe renders, or `FEED` or `COPY`."""
    match recipe:
        case TemplateRecipe():
            return recipe.template
        case FeedRecipe():
            return FEED
    return COPY


class Keyed(Protocol):
    """A value with a digest of its content."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


class Many(tuple[K, ...]):
    """Keyed values in order, as one part."""

    __slots__ = ()

    @property
    def key(self) -> str:
        return "\3".join([item.key for item in self])


class SitemapItem(NamedTuple):
    """A page in the sitemap.

    Attributes:
        address: its address
        modified: date of its last change; None if unknown

    """

    address: Address
    modified: Moment | None

    @property
    def key(self) -> str:
        return f"{self.address}\2{self.modified.text if self.modified else ''}"


class FileKind(Enum):
    """The kind of a planned file. Builds count files by kind."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"


class PlannedFile(NamedTuple):
    """A file of the site before its recipe is made.

    `make(site, *parts)` returns the recipe. A recipe depends on the site's config and on its parts only. If their keys
    are unchanged, the recipe is unchanged too and need not be made.

    Attributes:
        path: its path in the output folder
        make: the function that makes the recipe
        parts: the arguments of `make` after the site
        origin: a description of the file for messages
        where: the line of the source that causes the file, if any
        listed: its entry in the sitemap, if any
        kind: its kind, for counts

    """

    path: OutPath
    make: Callable[..., Recipe]
    parts: tuple[Keyed | str, ...]
    origin: str
    where: Location | None = None
    listed: SitemapItem | None = None
    kind: FileKind = FileKind.PAGE


class Plan(Mapping[OutPath, Recipe]):
    """All files of the site, by output path. Iteration makes no recipes; access to a path makes that recipe."""

    def __init__(self, site: Any, planned: Mapping[OutPath, PlannedFile]) -> None:
        self.site = site
        self.planned = planned

    def of(self, planned: Mapping[OutPath, PlannedFile]) -> Plan:
        """A plan for the same site with other planned files."""
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
        """A digest of everything that the recipe of a file is made of. Equal keys mean equal recipes."""
        planned = self.planned[path]
        parts = (part if isinstance(part, str) else part.key for part in planned.parts)
        make = planned.make
        return digest_of_text("\1".join((self.site.key, make.__module__, make.__qualname__, *parts)))
