"""Times at which the garbage collector runs. A site is many values that stay and hold no reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pauses the garbage collector, which would look through all values of a site again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


@contextmanager
def collection_of_new_objects() -> Iterator[None]:
    """Resumes a paused garbage collector for new objects only: parsers and templates make reference cycles."""
    if gc.isenabled():
        yield
        return
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.disable()


@contextmanager
def values_kept() -> Iterator[None]:
    """Pauses the garbage collector, and has it pass over what is made meanwhile: values without reference cycles.

    They go when nothing refers to them. A collection would look through all values of a site, and take longer than most
    edits.
    """
    enabled = gc.isenabled()
    gc.collect(1)  # Cycles that were made before would be passed over, too.
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
