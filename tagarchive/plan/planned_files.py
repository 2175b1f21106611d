"""Planned files: the files of a site, each with the parts from which its recipe is made on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Concatenate, Protocol, TypeVar

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.core.digests import joined, key_of, key_of_values
from tagarchive.core.errors import Location
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.alternates import NONE, Alternates
from tagarchive.plan.recipes import Recipe, TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.body import ToSite


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
        return joined(*[item.key for item in self])


class SitemapItem(msgspec.Struct, frozen=True, array_like=True):
    """A page in the sitemap.

    Attributes:
        address: its address
        modified: date of its last change; None if unknown
        alternates: the page in all its languages, if it is in several

    """

    address: Address
    modified: Moment | None
    alternates: Alternates = NONE


class SitemapItems(tuple[SitemapItem, ...]):
    """Pages in the sitemap, as one part."""

    __slots__ = ()

    @property
    def key(self) -> str:
        return key_of_values(self)


class FileKind(Enum):
    """The kind of a planned file. Builds count files by kind."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"


class PlannedFile(msgspec.Struct, frozen=True):
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
        alternates: the page in all its languages, if it is in several
        edition: code of the language of a file in the part of the site in that language, or ""

    """

    path: OutPath
    make: Callable[Concatenate[SiteContext, ...], Recipe]
    parts: tuple[Keyed | str, ...]
    origin: str
    where: Location | None = None
    listed: SitemapItem | None = None
    kind: FileKind = FileKind.PAGE
    alternates: Alternates = NONE
    edition: str = ""


class Plan(Mapping[OutPath, Recipe]):
    """All files of the site, by output path. Iteration makes no recipes; access to a path makes that recipe.

    `sites` are the contexts of its languages, that of the default language first. `broken` are the links to addresses
    at which nothing stands.
    """

    def __init__(
        self, sites: Sequence[SiteContext], planned: Mapping[OutPath, PlannedFile], broken: tuple[ToSite, ...] = ()
    ) -> None:
        self.sites = {site.edition: site for site in sites}
        self.site = sites[0]
        self.planned = planned
        self.broken = broken

    def of(self, planned: Mapping[OutPath, PlannedFile]) -> Plan:
        """A plan for the same site with other planned files."""
        return Plan(tuple(self.sites.values()), planned, self.broken)

    def __getitem__(self, path: OutPath) -> Recipe:
        return self.recipe(self.planned[path])

    def recipe(self, planned: PlannedFile) -> Recipe:
        """The recipe of a planned file of this site."""
        site, alternates = self.sites[planned.edition], planned.alternates
        recipe = planned.make(site, *planned.parts)
        if not alternates or not isinstance(recipe, TemplateRecipe):
            return recipe
        in_others = alternates.view(site.addresses, self.site.config.language)
        return recipe.with_alternates(in_others, alternates.links(site.view.languages, site.addresses))

    def __contains__(self, path: object) -> bool:
        return path in self.planned

    def __iter__(self) -> Iterator[OutPath]:
        return iter(self.planned)

    def __len__(self) -> int:
        return len(self.planned)

    def served(self, address: Address) -> OutPath | None:
        """The file that a host of this site serves for an address; None if the site has none."""
        return next((path for path in self.site.addresses.paths_at(address) if path in self.planned), None)

    def page_near(self, address: Address) -> Address | None:
        """The address with another ending at which this site has a page; None if it has none."""
        bare = address.removesuffix(".html").rstrip("/")
        forms = map(Address, (f"{bare}/", *([bare] if self.site.addresses.is_bare else []), f"{bare}.html"))
        return next((form for form in forms if bare and form != address and self.served(form)), None)

    def key(self, path: OutPath) -> str:
        """A digest of everything that the recipe of a file is made of. Equal keys mean equal recipes."""
        planned = self.planned[path]
        make, parts = planned.make, [part if isinstance(part, str) else part.key for part in planned.parts]
        made = (self.sites[planned.edition].key, make.__module__, make.__name__, *parts)
        return key_of(*made, planned.alternates.key) if planned.alternates else key_of(*made)
