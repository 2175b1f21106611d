"""Paths that something happened to, and when to look at each: at once, or when it has been left alone for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Collection


class Pending:
    """Gathers paths on an event loop, until it is time to look at them."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._told = asyncio.Event()

    def add(self, paths: Collection[str], wait: float) -> None:
        due = asyncio.get_running_loop().time() + wait
        for path in paths:
            self._due[path] = due
        self._told.set()

    def wake(self) -> None:
        """Makes whoever waits see what time it is."""
        self._told.set()

    async def ready(self, limit: float | None) -> list[str]:
        """The paths whose time has come; none where there were none within `limit` seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + limit if limit is not None else None
        while True:
            now = loop.time()
            found = [path for path, due in self._due.items() if due <= now]
            if found or (end is not None and end <= now):
                for path in found:
                    del self._due[path]
                return found
            if self._told.is_set():
                self._told.clear()
                if not self._due:
                    return []
            times = [*self._due.values(), *([end] if end is not None else [])]
            try:
                async with asyncio.timeout_at(min(times) if times else None):
                    await self._told.wait()
            except TimeoutError:
                pass
