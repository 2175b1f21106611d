"""The target of a place, ready to be used. Packages of an extra are imported for the places that need them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from tagarchive.build.output_folder import check_folder
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.deploy.folder import FolderTarget
from tagarchive.deploy.git_branch import BranchTarget
from tagarchive.deploy.rsync import RsyncTarget
from tagarchive.deploy.target import Target
from tagarchive.reading.deploy_options import (
    BranchPlace,
    BucketPlace,
    DeployOptions,
    FolderPlace,
    Place,
    RsyncPlace,
    SftpPlace,
)
from tagarchive.reading.disk import FOLDERS


def opened(options: DeployOptions, root: Path, output: Path, now: datetime) -> AbstractContextManager[Target]:
    """The target of a place, as a context manager that ends connections."""
    place = options.to
    if isinstance(place, FolderPlace):
        return nullcontext(FolderTarget(_folder(place, root, output)))
    if isinstance(place, RsyncPlace):
        return RsyncTarget(place.destination, root, options.timeout)
    if isinstance(place, BranchPlace):
        return BranchTarget(place, options.timeout, int(now.timestamp()))
    try:
        return _of_an_extra(place, options)
    except ImportError as error:
        raise missing_package(error, place) from None


def _of_an_extra(place: Place, options: DeployOptions) -> AbstractContextManager[Target]:
    if isinstance(place, SftpPlace):
        from tagarchive.deploy.sftp import SftpTarget  # noqa: PLC0415 (an extra)

        return SftpTarget(place, options.timeout)
    assert isinstance(place, BucketPlace)  # noqa: S101 (there are no others)
    from tagarchive.deploy.s3 import BucketTarget  # noqa: PLC0415 (an extra)

    return nullcontext(BucketTarget(place, options))


def missing_package(error: ImportError, place: Place) -> SiteError:
    """The error of a deploy without a package of the extra. Raises `error` if it is a bug."""
    if not error.name or error.name.startswith("tagarchive"):
        raise error
    what = f"found no package {error.name}, but a deploy to {place.written} needs it"
    hint = "pip install 'tagarchive[deploy]'"
    return SiteError(Problem(Location("tagarchive deploy"), "missing-extra", what, hint))


def _folder(place: FolderPlace, root: Path, output: Path) -> Path:
    """The folder of a place. Raises `SiteError` if the site or its published folder is in it, or it in them."""
    folder = root / Path(place.path).expanduser()
    try:
        check_folder(folder, root, FOLDERS)
    except SiteError as error:
        hint = "name another folder in `to`, such as ../mirror"
        raise SiteError(*(replace(one, hint=hint) for one in error.problems)) from None
    there, here = folder.resolve(), output.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        what = "found the folder that builds publish to, or one around or in it, expected another to deploy to"
        hint = "name another folder in `to`, such as ../mirror"
        raise SiteError(Problem(Location(str(folder)), "bad-output-folder", what, hint))
    return folder
