"""The deployer: sends a published folder to a target, so that a stop at any moment leaves a whole site.

While files are put in place, the manifest of the target names those of both versions; so the next deploy goes on and
removes what was sent in vain. The last step is the manifest.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.context import Progress
from tagarchive.build.published_manifest import EMPTY, NAME, ManifestFile, parsed_manifest
from tagarchive.build.stale_files import most_gone, shown
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.deploy.claims import claimed
from tagarchive.deploy.compressed_copies import Compression, at_target, check_packages, source_of
from tagarchive.deploy.deploy_report import DeployReport
from tagarchive.deploy.deployment import Deployment, deployment
from tagarchive.deploy.opening import missing_package, opened
from tagarchive.deploy.published_folder import PublishedFolder, published_folder
from tagarchive.deploy.target import Target
from tagarchive.deploy.uploads import Uploads
from tagarchive.reading.deploy_options import BucketPlace, DeployOptions


class DeployRequest(NamedTuple):
    """The request for a deploy.

    Attributes:
        root: the folder of the site
        output: the published folder
        name: name of the target
        options: its options
        now: moment of the deploy
        again: sends every file
        dry_run: changes nothing
        allow_removals: allows the removal of most articles
        overwrite: allows a first deploy to a place that holds files of the same names
        break_lock: removes the claims of other deploys

    """

    root: Path
    output: Path
    name: str
    options: DeployOptions
    now: datetime
    again: bool = False
    dry_run: bool = False
    allow_removals: bool = False
    overwrite: bool = False
    break_lock: bool = False

    @property
    def compression(self) -> Compression:
        if not self.options.compress:
            return "none"
        return "encoded" if isinstance(self.options.to, BucketPlace) else "beside"

    @property
    def place(self) -> Location:
        return Location(self.options.to.written)


class HalfDeployedError(SiteError):
    """A deploy was stopped by an error after it began to put files in place."""

    ending = "Some files were sent and some were not; pages that readers see are whole. Fix that and deploy again."


_HALF_DEPLOYED = "Stopped while files were being sent; pages that readers see are whole. Deploy again to go on."


def deploy(request: DeployRequest, watch: Progress) -> DeployReport:
    """Deploys a site. Raises `SiteError` if it can't; the target is then as it was, or whole in every page."""
    source = published_folder(request.output)
    with opened(request.options, request.root, request.output, request.now) as target:
        try:
            return _Deploy(request, source, target, watch).report()
        except ImportError as error:
            raise missing_package(error, request.options.to) from None


class _Deploy:
    """A deploy of one published folder to one target."""

    def __init__(self, request: DeployRequest, source: PublishedFolder, target: Target, watch: Progress) -> None:
        self.request = request
        self.source = source
        self.target = target
        self.watch = watch
        self.wanted = at_target(source.manifest, request.compression)

    def report(self) -> DeployReport:
        if self.request.compression == "beside":
            check_packages()
        plan = self.plan()
        self.check(plan)
        with tempfile.TemporaryDirectory() as folder:
            uploads = Uploads(self.source, self.wanted, Path(folder).resolve())
            if self.request.dry_run:
                sizes = {upload.path: upload.size for upload in uploads.of(plan.sent)}
            elif plan.is_empty and not self.request.again:
                sizes = {}
            elif self.target.is_atomic:
                sizes = self.carry_out(plan, uploads)
                self.target.finish()
            else:
                plan, sizes = self.claimed(uploads)
        request = self.request
        return DeployReport(
            request.name,
            request.place.path,
            sizes,
            plan.all_removed,
            plan.unchanged,
            self.source.foreign,
            request.dry_run,
        )

    def plan(self) -> Deployment:
        return deployment(self.published(), self.wanted, again=self.request.again)

    def published(self) -> ManifestFile:
        """The manifest of the target; an empty one if no deploy wrote one."""
        data = self.target.read(NAME)
        return EMPTY if data is None else parsed_manifest(data)

    def check(self, plan: Deployment) -> None:
        """Raises `SiteError` if a deployment would do harm, before any change."""
        request = self.request
        if not plan.before.files and not request.overwrite:
            self.check_first(plan)
        guids = set(plan.after.articles.values())
        vanishing = "" if request.allow_removals else most_gone(plan.before.articles, plan.after.articles, guids)
        if vanishing:
            hint = "is it the right site, and the right target? Where they are to go: --allow-removals"
            raise SiteError(Problem(request.place, "many-removals", f"{vanishing} would be removed there", hint))
        self.source.check(dict.fromkeys(map(self.source_of, plan.sent)))
        if not request.dry_run:
            self.target.check(plan.sent, plan.all_removed)

    def source_of(self, path: OutPath) -> OutPath:
        return path if path in self.source.manifest.files else source_of(path)

    def check_first(self, plan: Deployment) -> None:
        """Raises `SiteError` if a place to which nothing was deployed holds names that the site needs."""
        wanted = {path.partition("/")[0] for path in plan.sent}
        foreign = sorted(wanted.intersection(self.target.names("")))
        if foreign:
            what = f"found names there that the site needs and no deploy wrote: {shown(foreign)}"
            hint = "is it the right place? Where the site is to replace them: --overwrite"
            raise SiteError(Problem(self.request.place, "foreign-file", what, hint))

    def claimed(self, uploads: Uploads) -> tuple[Deployment, dict[OutPath, int]]:
        """Carries out a deployment with a claim. Another deploy may have ended before, so it is planned anew."""
        request = self.request
        with claimed(
            self.target, request.place, uploads.work, request.now, break_lock=request.break_lock
        ) as check_claim:
            plan = self.plan()
            with _half_deployed():
                self.target.put([uploads.manifest(plan.transition)])
                sizes = self.carry_out(plan, uploads, check_claim)
        return plan, sizes

    def carry_out(
        self, plan: Deployment, uploads: Uploads, check_claim: Callable[[], None] = lambda: None
    ) -> dict[OutPath, int]:
        """Sends and removes files. Returns the size of each file that was sent."""
        ticks = iter(self.watch(range(len(plan.sent)), len(plan.sent), "files"))
        sizes: dict[OutPath, int] = {}
        saved = 0
        self.target.remove(plan.cleared)
        for part in plan.parts():
            sent = uploads.of(part)
            self.target.put(sent)
            sizes |= {upload.path: upload.size for upload in sent}
            for _ in sent:
                next(ticks, None)
            if len(sizes) - saved >= PROGRESS and len(sizes) < len(plan.sent) and not self.target.is_atomic:
                self.target.put([uploads.manifest(plan.reached(sizes))])
                saved = len(sizes)
        check_claim()
        self.target.remove(plan.removed)
        self.target.put([uploads.manifest(plan.after)])
        return sizes


PROGRESS = 200
"""Number of files after which the manifest of the target notes that they are there."""


@contextmanager
def _half_deployed() -> Iterator[None]:
    """Tells of errors and stops after the first change that some files are new and some are old."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_HALF_DEPLOYED) from None
    except SiteError as error:
        raise HalfDeployedError(*error.problems) from error
