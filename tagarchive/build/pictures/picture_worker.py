"""The worker that opens pictures: to learn about them, and to make files of them in the stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.job import Job
from tagarchive.build.pictures.picture_bytes import pictures_made
from tagarchive.build.pictures.picture_cache import PictureCache
from tagarchive.build.render_worker import DueFile, DuePicture, Made, staged
from tagarchive.core.errors import SiteError
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
    """The setup of a worker: the folder of the site, the cache, and the job that the files are of."""

    root: str
    cache: PictureCache
    job: Job


PictureFiles = Sequence[tuple[DueFile, DuePicture]]
"""Files that are made of one picture."""


def make_pictures(groups: Sequence[PictureFiles], setup: PictureSetup) -> list[list[Made] | SiteError]:
    """The results for groups of files, each of one picture. A picture that can't be read yields its error."""
    return [_made(group, setup) for group in groups]


def _made(group: PictureFiles, setup: PictureSetup) -> list[Made] | SiteError:
    numbers = {picture.recipe: number for number, (_, picture) in enumerate(group)}
    results: dict[int, Made] = {}
    try:
        for recipe, data in pictures_made(Path(setup.root), setup.cache, list(numbers)):
            number = numbers[recipe]
            file, picture = group[number]
            row = picture.written._replace(reason=setup.job.reason(file.path, recipe, b""))
            results[number] = staged(data, file, row, setup.job)
    except SiteError as error:
        return error
    return [results[number] for number in sorted(results)]
