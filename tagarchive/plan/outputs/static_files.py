"""Files that are published as they are, or cleaned: static files of theme and site, and files beside articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.content_names import is_asset, named_by_content
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.files import File
from tagarchive.reading.pictures.formats import format_named

ORIGIN = "a file"
"""The origin of copied files in messages."""


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for file in archive.statics:
        yield from static(file)
    for address, file in archive.files:
        path, where = urls.file_path(address), Location(file.path)
        yield PlannedFile(path, recipe_beside, (file,), ORIGIN, where, kind=FileKind.FILE)


def static(file: File) -> Iterator[PlannedFile]:
    """A file of `static/`. Style sheets and scripts are copied a second time, to a fingerprinted address."""
    address = urls.static(file.path)
    yield _planned(file, address)
    if is_asset(file.path):
        yield _planned(file, named_by_content(address, file.digest))


def _planned(file: File, address: Address) -> PlannedFile:
    return PlannedFile(urls.file_path(address), recipe, (file,), ORIGIN, Location(file.path), kind=FileKind.FILE)


def active(files: Iterable[File], *, sanitise: bool) -> Iterator[Problem]:
    """Notices for files beside articles with active content, which runs when a reader opens the file itself.

    Of drawings that is left out if the config sanitises.
    """
    for file in files:
        if file.active:
            acts = "which acts in the name of your site when a reader opens the file"
            is_cleaned = sanitise and format_named(file.path) == "svg"
            message = f"found {file.active}, {'and published the drawing without it' if is_cleaned else acts}"
            hint = "save it without; if you trust it, put it into static/ and link to it there"
            yield Problem(Location(file.path), "active-file", message, hint)


def recipe(site: SiteContext, file: File) -> CopyRecipe:  # noqa: ARG001 (a file is copied as it is)
    return CopyRecipe(file)


def recipe_beside(site: SiteContext, file: File) -> CopyRecipe | PictureRecipe:
    """The recipe of a file beside articles: a picture is cleaned, unless the config leaves such files as they are."""
    is_drawing = format_named(file.path) == "svg"
    cleans = site.config.html.sanitise if is_drawing else file.picture is not None
    return PictureRecipe(file.path, file.digest) if cleans else CopyRecipe(file)
