"""Changed paths, and when to look at each: at once, or after a moment without further changes."""

from __future__ import annotations

import asyncio
from collections.abc import Collection


class Debounce:
    """Collects changed paths on an event loop until it is time to look at them."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._told = asyncio.Event()

    def add(self, paths: Collection[str], wait: float) -> None:
        due = asyncio.get_running_loop().time() + wait
        for path in paths:
            self._due[path] = due
        self._told.set()

    def wake(self) -> None:
        """Wakes the waiting task, so that it checks the time."""
        self._told.set()

    async def ready(self, limit: float | None) -> list[str]:
        """The paths to look at now; empty if there were none within `limit` seconds."""
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
