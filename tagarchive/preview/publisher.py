"""Publication while the preview runs: a build of the public edition after each change that holds."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tagarchive.build.build import build
from tagarchive.build.output_folder import PUBLIC
from tagarchive.build.report import BuildRequest, Report
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.edition import Edition

Outcome = Report | tuple[Problem, ...]
"""The report of a build, or the problems that stopped it."""

_ENDED = Problem(
    Location(f"{PUBLIC}/"),
    "publication-ended",
    "found that the process which builds was ended from outside",
    "is memory short? `tagarchive build` ends with the right files in any case",
)

# A copy of this process might inherit a lock that one of its threads holds.
_PROCESSES = multiprocessing.get_context("spawn")


class Publisher:
    """Publishes the site in a process of its own, one build at a time, so that the preview waits for none.

    Changes during a build lead to one further build. A build that is under way when the preview ends publishes all of
    its work or nothing.
    """

    def __init__(self, root: Path, jobs: int, now: Callable[[], datetime]) -> None:
        self.root = root
        self.jobs = jobs
        self.now = now
        self.is_due = asyncio.Event()
        self.worker = ThreadPoolExecutor(1, "publish")

    async def due(self) -> BuildRequest:
        """The request for the next build, after the next change."""
        await self.is_due.wait()
        self.is_due.clear()
        return BuildRequest(self.root, self.root / PUBLIC, Edition(drafts=False, now=self.now()), self.jobs)


def outcome_of(request: BuildRequest) -> Outcome:
    """The outcome of a build in a process of its own."""
    ear, mouth = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_publish, args=(request, mouth))
    process.start()
    mouth.close()
    outcome: Outcome
    with ear:
        try:
            outcome = ear.recv()
        except EOFError:
            outcome = (_ENDED,)
    process.join()
    return outcome


def _publish(request: BuildRequest, mouth: Connection) -> None:
    """Builds and publishes. Ctrl-C stops it before it puts files in place; after that nothing does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outcome: Outcome
    with mouth, suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            outcome = build(request)
        except SiteError as error:
            outcome = error.problems
        mouth.send(outcome)
