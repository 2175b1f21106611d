"""One preview from start to Ctrl-C: the socket, the first reading, the server, and its background tasks."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import uvicorn

from tagarchive.build.context import BuildContext, Progress, with_store
from tagarchive.build.engine import engine
from tagarchive.build.garbage import collection_paused
from tagarchive.build.process_pool import Workers
from tagarchive.build.store import FILE, FOLDER, Store
from tagarchive.core.errors import Problem
from tagarchive.preview import DEFAULT_ADDRESS
from tagarchive.preview.access import Access, Name, access
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.connections import BACKLOG, Connection, Connections, most_connections, most_streams
from tagarchive.preview.debounce import Debounce
from tagarchive.preview.diagnostics import Diagnostic
from tagarchive.preview.entrances import Entrances
from tagarchive.preview.listener import listening
from tagarchive.preview.live_reload import Broadcast
from tagarchive.preview.page_cache import INBOX, PageCache
from tagarchive.preview.parsed_site import ParsedSite, first_reading
from tagarchive.preview.publisher import Outcome, Publisher, outcome_of
from tagarchive.preview.server import PageServer, application
from tagarchive.preview.state import PreviewState, Scene
from tagarchive.preview.watcher import Watcher, is_limit
from tagarchive.reading.disk import check_site
from tagarchive.reading.edition import Edition

if TYPE_CHECKING:
    from tagarchive.preview.inbox_desk import InboxDesk

QUIET = 1.0
"""Seconds without a change after which the whole site is compared with what was read, in case an event was lost."""


class PreviewOptions(NamedTuple):
    """Options of a preview: the site, the address, the port if one is asked for, and how to behave."""

    root: Path
    port: int | None
    drafts: bool
    future: bool
    follow: bool
    poll: bool
    jobs: int
    now: Callable[[], datetime]
    edit: bool = False
    publishes: bool = False
    address: str = DEFAULT_ADDRESS
    allowed: tuple[Name, ...] = ()


class Terminal(Protocol):
    """Reports to the terminal."""

    def ready(self, url: str, scene: Scene, inbox: str = "") -> None: ...
    def scene(self, scene: Scene) -> None: ...
    def polling(self, reason: str) -> None: ...
    def crowded(self) -> None: ...
    def others(self, urls: Sequence[str]) -> None: ...
    def published(self, outcome: Outcome) -> None: ...
    def bug(self, error: BaseException) -> None: ...


def preview(wishes: PreviewOptions, terminal: Terminal, watch: Progress, waiting: Callable[[], None]) -> None:
    """Serves the preview until Ctrl-C. Raises `SiteError` if the port is taken or the folder holds no site."""
    check_site(wishes.root)
    with listening(wishes.port, wishes.address) as listener:
        desk = _desk(wishes, watch, waiting)
        with collection_paused():
            scene = desk.look()
        # A site is large and stays. To look through it for cycles would take longer than an edit.
        gc.freeze()
        session = _Session(wishes, desk, terminal)
        entrances = Entrances(access(wishes.address, wishes.allowed), wishes.address, listener.getsockname()[1])
        home = session.home(scene)
        terminal.ready(entrances.here(home), scene, entrances.here(INBOX) if wishes.edit else "")
        if entrances.access.token:
            terminal.others(entrances.elsewhere(home))
        session.run(listener, entrances.access)


def _desk(wishes: PreviewOptions, watch: Progress, waiting: Callable[[], None]) -> PreviewState:
    this = engine()

    def first() -> ParsedSite:
        # Processes are started from the main thread alone: elsewhere they might inherit a lock that is held.
        jobs = wishes.jobs if threading.current_thread() is threading.main_thread() else 1

        def read(store: Store, _: tuple[Problem, ...]) -> ParsedSite:
            with Workers(jobs) as workers:
                return first_reading(wishes.root, BuildContext(wishes.root, this, store, workers, watch))

        return with_store(wishes.root, read, waiting)

    def edition() -> Edition:
        return Edition(wishes.drafts, wishes.now(), wishes.future)

    body_source = BodySource(wishes.root, _store(wishes))
    return PreviewState(body_source, this.whole, follow=wishes.follow, edition=edition, first=first)


def _store(wishes: PreviewOptions) -> str:
    return str(wishes.root / FOLDER / FILE)


class _Server(uvicorn.Server):
    """A server that ends its event streams before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, board: Broadcast) -> None:
        super().__init__(config)
        self.board = board

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.board.close()
        super().handle_exit(sig, frame)


class _Session:
    """The server and its background tasks: watching, reading, reporting."""

    def __init__(self, wishes: PreviewOptions, desk: PreviewState, terminal: Terminal) -> None:
        self.wishes = wishes
        self.desk = desk
        self.terminal = terminal
        self.polling = wishes.poll
        self.rescan_at: float | None = None
        self.readers = ThreadPoolExecutor(1, "desk")
        self.scanners = ThreadPoolExecutor(1, "scan")

    def home(self, scene: Scene) -> str:
        return str(scene.snapshot.plan.site.view.home) if scene.snapshot else "/"

    def run(self, listener: socket.socket, access: Access) -> None:
        self.board = Broadcast()
        self.board.show(self.desk.scene)
        self.crowd = Connections(most_connections(), self.terminal.crowded)
        page_cache, streams = PageCache(self.wishes.root, _store(self.wishes)), most_streams(self.crowd.most)
        self.site = PageServer(self.wishes.root, self.board, page_cache, streams)
        inbox = self.inbox() if self.wishes.edit else None
        config = uvicorn.Config(
            application(self.site, self.life, access, inbox.routes if inbox else ()),
            http=cast("type[asyncio.Protocol]", partial(Connection, self.crowd)),
            backlog=BACKLOG,
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        try:
            _Server(config, self.board).run([listener])
        finally:
            workers = (self.readers, self.scanners, self.site.printers, self.site.indexers)
            _end(*workers, *((inbox.worker,) if inbox else ()))

    def inbox(self) -> InboxDesk:
        """The page that changes files."""
        # What reads and writes front matter takes long to import, and few previews change files.
        from tagarchive.preview.inbox_desk import InboxDesk  # noqa: PLC0415

        return InboxDesk(self.wishes.root, self.board, self.wishes.now)

    async def life(self) -> AsyncIterator[None]:
        """Watches and reads while the server runs."""
        self.pending = Debounce()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self.crowd.handle)

        def tell(path: str, wait: float) -> None:
            loop.call_soon_threadsafe(self.pending.add, [path], wait)

        self.watcher = Watcher(self.wishes.root, tell)
        if not self.polling:
            self.arm(self.watcher.start)
        self.rescan_at = loop.time() + QUIET
        self.publisher = Publisher(self.wishes.root, self.wishes.jobs, self.wishes.now)
        tasks = [asyncio.create_task(self.changes())]
        tasks += [asyncio.create_task(self.publish())] if self.wishes.publishes else []
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.watcher.stop()

    def arm(self, watch: Callable[[], None]) -> None:
        """Watches the folders, or polls from now on if the system refuses."""
        try:
            watch()
        except OSError as error:
            self.polling = True
            self.terminal.polling("the limit of inotify is reached" if is_limit(error) else str(error))

    async def changes(self) -> None:
        """Looks at changed files until it is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            paths = await self.pending.ready(self.seconds_left())
            if paths or self.is_time():
                if paths and not self.polling:
                    self.arm(self.watcher.rearm)
                await self.look(paths)
                self.rescan_at = loop.time() + QUIET
            elif self.rescan_at is not None and loop.time() >= self.rescan_at:
                self.rescan_at = None
                self.scan = asyncio.create_task(self.rescan())

    def seconds_left(self) -> float | None:
        """Seconds until time alone changes the site."""
        times = [] if self.rescan_at is None else [self.rescan_at - asyncio.get_running_loop().time()]
        snapshot = self.board.scene.snapshot
        if snapshot and snapshot.until:
            times.append((snapshot.until - self.wishes.now()).total_seconds())
        return max(min(times), 0.0) if times else None

    def is_time(self) -> bool:
        """True if time alone changes the site now."""
        snapshot = self.board.scene.snapshot
        return bool(snapshot and snapshot.until and snapshot.until <= self.wishes.now())

    async def look(self, paths: list[str]) -> None:
        before = self.board.scene
        scene = await self.done(self.readers, lambda: self.desk.look(paths))
        if isinstance(scene, Scene) and scene is not before:
            self.board.show(scene)
            if scene.diagnostics != before.diagnostics:
                self.terminal.scene(scene)
            if not scene.diagnostics:
                self.publisher.is_due.set()

    async def publish(self) -> None:
        """Publishes after each change that holds, until it is cancelled."""
        while True:
            request = await self.publisher.due()
            outcome = await self.done(self.publisher.worker, lambda: outcome_of(request))  # noqa: B023 (it is awaited)
            if isinstance(outcome, tuple):
                self.terminal.published(outcome)

    async def rescan(self) -> None:
        """Compares the whole site with what was read, in case an event was lost."""
        paths = await self.done(self.scanners, self.desk.stale)
        if isinstance(paths, Collection) and paths:
            self.pending.add(paths, 0)
        if self.polling or self.desk.lost:
            self.rescan_at = asyncio.get_running_loop().time() + QUIET
            self.pending.wake()

    async def done(self, executor: Executor, work: Callable[[], object]) -> object:
        """The result of some work in a thread. A bug there prints its traceback and does not end the preview."""
        (result,) = await asyncio.gather(
            asyncio.get_running_loop().run_in_executor(executor, work), return_exceptions=True
        )
        if isinstance(result, Exception):
            self.terminal.bug(result)
            diagnostic = Diagnostic(
                "tagarchive", f"found a bug of its own: {result!r}", "the terminal shows where", 0, ()
            )
            self.board.show(self.board.scene._replace(diagnostics=(diagnostic,)))
        return result


def _end(*executors: ThreadPoolExecutor) -> None:
    """Ends the program at once, even while a thread still reads. The next start reads it again."""
    for executor in executors:
        executor.shutdown(wait=False, cancel_futures=True)
    busy = [thread for thread in threading.enumerate() if thread.name.startswith(("desk", "scan", "press", "index"))]
    for thread in busy:
        thread.join(0.3)
    if any(thread.is_alive() for thread in busy):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(130)
