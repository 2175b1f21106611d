"""Files that are copied unchanged: static files of the theme and the site, and files beside articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import CopyRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import File

ORIGIN = "a file"
"""The origin of copied files in messages."""


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for file in archive.statics:
        yield from static(file)
    for address, file in archive.files:
        yield _planned(file, address)


def static(file: File) -> Iterator[PlannedFile]:
    """A file of `static/`. Style sheets and scripts are copied a second time, to a fingerprinted address."""
    address = urls.static(file.path)
    yield _planned(file, address)
    if urls.is_asset(file.path):
        yield _planned(file, urls.named_by_content(address, file.digest))


def _planned(file: File, address: Address) -> PlannedFile:
    return PlannedFile(urls.file_path(address), recipe, (file,), ORIGIN, Location(file.path), kind=FileKind.FILE)


def active(files: Iterable[File]) -> Iterator[Problem]:
    """Notices for files beside articles with active content, which runs when a reader opens the file itself."""
    for file in files:
        if file.active:
            message = f"found {file.active}, which acts in the name of your site when a reader opens the file"
            hint = "save it without; if you trust it, put it into static/ and link to it there"
            yield Problem(Location(file.path), "active-file", message, hint)


def recipe(site: SiteContext, file: File) -> CopyRecipe:  # noqa: ARG001 (a file is copied as it is)
    return CopyRecipe(file)
