"""Files that are published as they are: those of the theme and the site, and those beside articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagarchive import urls
from tagarchive.errors import Location
from tagarchive.holdings import Archive
from tagarchive.model import File
from tagarchive.plan.site import Site
from tagarchive.recipes import CopyRecipe, Planned
from tagarchive.urls import Address


def planned(archive: Archive, statics: Sequence[File]) -> Iterator[Planned]:
    """`statics` stand at the site's root, whatever folder they come from."""
    for file in statics:
        yield from static(file)
    for address, file in archive.files:
        yield _planned(file, address)


def static(file: File) -> Iterator[Planned]:
    """A file of `static/`, and a second time by its content where pages ask for it so."""
    address = urls.static(file.path)
    yield _planned(file, address)
    if urls.is_asset(file.path):
        yield _planned(file, urls.named_by_content(address, file.digest))


def _planned(file: File, address: Address) -> Planned:
    return Planned(urls.out_path(address), recipe, (file,), "a file", Location(file.path))


def recipe(site: Site, file: File) -> CopyRecipe:  # noqa: ARG001 (a file is copied as it is)
    return CopyRecipe(file)
