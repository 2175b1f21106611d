"""The bytes of recipes of pictures, from the cache or from the picture itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tagarchive.build.pictures.picture_cache import PictureCache
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.plan.recipes import PictureRecipe
from tagarchive.reading.disk import read
from tagarchive.reading.pictures.facts import Variant


def pictures_made(
    root: Path, cache: PictureCache, recipes: Sequence[PictureRecipe]
) -> Iterator[tuple[PictureRecipe, bytes]]:
    """The bytes of recipes of one picture, in any order. The picture is read and opened only if it has to be.

    Raises `SiteError` if it changed since it was planned, or if it can't be read.
    """
    missing: dict[Variant | None, PictureRecipe] = {}
    for recipe in recipes:
        data = cache.found(recipe) if recipe.variant else None
        if data is None:
            missing[recipe.variant] = recipe
        else:
            yield recipe, data
    if missing:
        for recipe, data in _made(root, missing):
            if recipe.variant:
                cache.keep(recipe, data)
            yield recipe, data


def _made(root: Path, missing: dict[Variant | None, PictureRecipe]) -> Iterator[tuple[PictureRecipe, bytes]]:
    from tagarchive.render.pictures.cleaning import cleaned  # noqa: PLC0415 (few builds make a picture)
    from tagarchive.render.pictures.damage import DamagedError  # noqa: PLC0415

    first = next(iter(missing.values()))
    source = read(root, first.path)
    if source.digest != first.digest:
        message = "found another picture than a moment ago"
        raise SiteError(Problem(Location(first.path), "changed-meanwhile", message, "build again"))
    try:
        clean = cleaned(first.path, source.data)
        if None in missing:
            yield missing.pop(None), clean
        if missing:
            from tagarchive.render.pictures.smaller import variants  # noqa: PLC0415 (it needs Pillow)

            wanted = [variant for variant in missing if variant]
            for made in variants(clean, wanted, first.quality or next(iter(missing.values())).quality):
                yield missing[made.variant], made.data
    except DamagedError as error:
        where, message = Location(first.path), f"found {error}, expected a picture to show"
        raise SiteError(Problem(where, "damaged-picture", message, "get it again, or save it anew")) from error
