"""The worker that opens pictures: to learn about them, and to make files of them in the stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.pictures.picture_bytes import pictures_made
from tagarchive.build.pictures.picture_cache import PictureCache
from tagarchive.build.render_worker import Rendered, RenderJob, staged
from tagarchive.core.errors import SiteError
from tagarchive.plan.recipes import PictureRecipe
from tagarchive.reading.disk import read
from tagarchive.reading.pictures.facts import PictureFacts, Size
from tagarchive.reading.pictures.variants import Wishes


class UnknownPicture(NamedTuple):
    """A picture to learn about: its path, and its size if it is a drawing."""

    path: str
    size: Size | None


def measure_all(unknown: Sequence[UnknownPicture], root: str, wishes: Wishes) -> list[PictureFacts | SiteError]:
    """The facts about pictures. One that can't be read from the disk yields its error."""
    return [_facts(one, Path(root), wishes) for one in unknown]


def _facts(unknown: UnknownPicture, root: Path, wishes: Wishes) -> PictureFacts | SiteError:
    from tagarchive.render.pictures.measuring import facts_of  # noqa: PLC0415 (it needs Pillow)

    try:
        return facts_of(unknown.path, read(root, unknown.path).data, wishes, unknown.size)
    except SiteError as error:
        return error


class PictureSetup(NamedTuple):
    """The setup of a worker: the folder of the site, the cache, and the stage, which is empty for a dry run."""

    root: str
    cache: PictureCache
    stage: str


def make_pictures(groups: Sequence[Sequence[RenderJob]], setup: PictureSetup) -> list[list[Rendered] | SiteError]:
    """The results for groups of files, each of one picture. A picture that can't be read yields its error."""
    return [_made(group, setup) for group in groups]


def _made(group: Sequence[RenderJob], setup: PictureSetup) -> list[Rendered] | SiteError:
    jobs: dict[PictureRecipe, int] = {}
    for number, job in enumerate(group):
        if isinstance(job.recipe, PictureRecipe):
            jobs[job.recipe] = number
    results: dict[int, Rendered] = {}
    try:
        for recipe, data in pictures_made(Path(setup.root), setup.cache, list(jobs)):
            number = jobs[recipe]
            results[number] = staged(data, b"", group[number], setup.stage)
    except SiteError as error:
        return error
    return [results[number] for number in sorted(results)]
