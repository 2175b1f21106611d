"""Messages to open pages: reload, swap a style sheet, show problems.

They are server-sent events (HTML Living Standard, 9.2), since only the server sends messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

import msgspec

from tagarchive.preview.changed_files import Changed, changed_files
from tagarchive.preview.diagnostics import Diagnostic
from tagarchive.preview.state import NOTHING, Scene
from tagarchive.preview.status_bar import StatusBar

PING = 10.0
"""Seconds of silence after which a stream says that it is still there, and learns whether its page is."""


class Broadcast:
    """Holds the current scene, and wakes the tasks that wait for the next."""

    def __init__(self) -> None:
        self.scene = NOTHING
        self.closed = False
        self._changed = asyncio.Event()

    def show(self, scene: Scene) -> None:
        self.scene = scene
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def close(self) -> None:
        """Ends every stream."""
        self.closed = True
        self._changed.set()

    async def change(self, seen: Scene) -> None:
        """Returns when there is another scene than the one that was seen, and after some time anyway."""
        if self.scene is seen and not self.closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(PING):
                    await self._changed.wait()


class PageStatus(NamedTuple):
    """The state of a page in a scene.

    That is its fingerprint, a digest of the site's plain files, where it stands, what is wrong with it, and its bar.
    """

    fingerprint: str
    copies: str
    url: str
    diagnostics: tuple[Diagnostic, ...]
    bar: StatusBar


class _State(msgspec.Struct, frozen=True):
    """The message that shows problems over a page."""

    diagnostics: tuple[Diagnostic, ...]
    bar: StatusBar


Look = Callable[[Scene], Awaitable[PageStatus]]


async def stream(board: Broadcast, look: Look, shown: str) -> AsyncIterator[bytes]:
    """The messages to a page with this `print`, while it is open."""
    yield b"retry: 500\n\n"
    fingerprint, _, copies = shown.partition("-")
    before: Scene | None = None
    told = b""
    while not board.closed:
        scene = board.scene
        standing = await look(scene)
        edit = scene.edit if before and scene.edit is not before.edit else None
        missed = before is None and copies != standing.copies
        if edit and edit.url != standing.url:
            yield _message("go", edit)
        elif (standing.fingerprint != fingerprint or missed) and not standing.diagnostics:
            fingerprint = standing.fingerprint
            yield _message("reload", edit.passage if edit else "")
        elif before and (files := _files(before, scene)):
            yield _message("files", {"files": files, "print": f"{fingerprint}-{standing.copies}"})
        state = _message("state", _State((*scene.diagnostics, *standing.diagnostics), standing.bar))
        yield state if state != told else b": \n\n"
        before, told = scene, state
        await board.change(scene)


def _files(before: Scene, scene: Scene) -> tuple[Changed, ...]:
    return changed_files(before.snapshot, scene.snapshot) if before.snapshot and scene.snapshot else ()


def _message(event: str, value: object) -> bytes:
    return b"event: " + event.encode() + b"\ndata: " + msgspec.json.encode(value) + b"\n\n"
