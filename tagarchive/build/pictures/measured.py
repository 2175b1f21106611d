"""The files of a site with what is known of its pictures. A picture is opened once, and never again while it stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from tagarchive.build.context import BuildContext
from tagarchive.build.engine import engine
from tagarchive.build.extras import PILLOW, has
from tagarchive.build.pictures.picture_cache import PictureCache
from tagarchive.build.pictures.picture_table import known_pictures, remember_pictures
from tagarchive.core.digests import digest, digest_of_text
from tagarchive.core.errors import Problems, SiteError
from tagarchive.plan.recipes import PictureRecipe
from tagarchive.reading.config import Config
from tagarchive.reading.files import File
from tagarchive.reading.image_options import ImageOptions
from tagarchive.reading.pictures.facts import PictureFacts
from tagarchive.reading.pictures.formats import format_named
from tagarchive.reading.pictures.variants import wishes_of
from tagarchive.reading.site_files import Inputs

Facts = Mapping[str, PictureFacts]
"""Facts about pictures, by their keys."""


def makes_pictures(images: ImageOptions) -> bool:
    """True if a site wants smaller files of its pictures, and Pillow is there to make them."""
    return images.enabled is not False and has(PILLOW)


def key_of_picture(file: File) -> str:
    """A text that is equal for pictures with one content in one format."""
    return f"{file.digest} {format_named(file.path)}"


def measured(inputs: Inputs, config: Config, context: BuildContext, problems: Problems) -> Inputs:
    """The inputs with facts about all pictures beside articles, and the store up to date. Faults go to `problems`."""
    unknown = unknown_pictures(inputs.files, {})
    if not unknown or not makes_pictures(config.images):
        return inputs
    known = known_pictures(context.store, digest_of_text(f"{context.engine.pictures} {_wanted(config)}"))
    unknown = unknown_pictures(inputs.files, known)
    new = dict(_new(list(unknown.values()), config, context, problems))
    every = known | new
    here = {key_of_picture(file) for file in inputs.files}
    gone = known.keys() - here
    if new or gone:
        remember_pictures(context.store, new, gone)
        context.store.commit()
        cache = PictureCache.beside(context.store.file, context.engine.pictures)
        cache.keep_only(set(_cached(inputs.files, every, cache, config)))
    return inputs._replace(files=with_facts(inputs.files, every))


def unknown_pictures(files: Iterable[File], known: Facts) -> dict[str, File]:
    """The pictures without known facts, one for each key."""
    pictures = ((key_of_picture(file), file) for file in files if format_named(file.path))
    return {key: file for key, file in pictures if key not in known}


def with_facts(files: Iterable[File], known: Facts) -> tuple[File, ...]:
    """The files, each picture with its facts."""
    return tuple(replace(file, picture=known.get(key_of_picture(file))) for file in files)


def _wanted(config: Config) -> str:
    return digest(wishes_of(config.images, config.theme))


def _new(
    unknown: Collection[File], config: Config, context: BuildContext, problems: Problems
) -> Iterator[tuple[str, PictureFacts]]:
    """The facts about pictures that are new, by key."""
    if not unknown:
        return
    from tagarchive.build.pictures.picture_worker import UnknownPicture, measure_all  # noqa: PLC0415 (few builds do)

    measure = partial(measure_all, root=str(context.root), wishes=wishes_of(config.images, config.theme))
    items = ((key_of_picture(file), UnknownPicture(file.path, file.size)) for file in unknown)
    found = context.workers.spread(measure, items, len(unknown), heavy=True)
    for key, outcome in context.watch(found, len(unknown), "pictures"):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
        else:
            yield key, outcome


def _cached(files: Iterable[File], known: Facts, cache: PictureCache, config: Config) -> Iterator[str]:
    """The keys of all smaller files in the cache."""
    for file in files:
        facts = known.get(key_of_picture(file))
        for variant in facts.variants if facts else ():
            yield cache.key(PictureRecipe(file.path, file.digest, variant, config.images.quality))


def measured_again(inputs: Inputs, before: Inputs, config: Config, former: Config, root: Path) -> Inputs:
    """The inputs with facts about all pictures, of which those in `before` are known if the wishes are the same."""
    if not makes_pictures(config.images):
        return inputs
    same = _wanted(config) == _wanted(former)
    known = {key_of_picture(file): file.picture for file in before.files if file.picture} if same else {}
    unknown = unknown_pictures(inputs.files, known)
    if unknown:
        from tagarchive.build.pictures.picture_worker import UnknownPicture, measure_all  # noqa: PLC0415 (few edits do)

        wanted = [UnknownPicture(file.path, file.size) for file in unknown.values()]
        found = measure_all(wanted, str(root), wishes_of(config.images, config.theme))
        known |= {key: one for key, one in zip(unknown, found, strict=True) if not isinstance(one, SiteError)}
    return inputs._replace(files=with_facts(inputs.files, known))


def picture_cache(store: Path) -> PictureCache:
    """The cache beside a store."""
    return PictureCache.beside(store, engine().pictures)
