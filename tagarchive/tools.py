"""What a build works with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from tagarchive.engine import Engine
from tagarchive.store import Store
from tagarchive.workers import Workers

T = TypeVar("T")


class Watch(Protocol):
    """Hands on things as they are done; told how many there will be and what they are."""

    def __call__(self, things: Iterable[T], count: int, what: str) -> Iterable[T]: ...


class Tools(NamedTuple):
    """What a build works with: the site's folder, the engine, the store, the workers, and who watches."""

    root: Path
    engine: Engine
    store: Store
    workers: Workers
    watch: Watch
