"""The smaller files of the pictures beside articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.archive.model import Archive
from tagarchive.core import urls
from tagarchive.core.errors import Location
from tagarchive.plan.pictures.files import address_of
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import PictureRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.files import File
from tagarchive.reading.pictures.facts import Variant


class SmallerFile(NamedTuple):
    """A smaller file of a picture.

    Attributes:
        file: the picture
        variant: the smaller file

    """

    file: File
    variant: Variant

    @property
    def key(self) -> str:
        return f"{self.variant.format} {self.variant.width} {self.variant.height} {self.file.key}"


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for address, file in archive.files:
        for variant in file.picture.variants if file.picture else ():
            path = urls.file_path(address_of(site, address, file, variant))
            where = Location(file.path)
            yield PlannedFile(
                path, recipe, (SmallerFile(file, variant),), "a picture in another size", where, kind=FileKind.FILE
            )


def recipe(site: SiteContext, smaller: SmallerFile) -> PictureRecipe:
    return PictureRecipe(smaller.file.path, smaller.file.digest, smaller.variant, site.config.images.quality)
