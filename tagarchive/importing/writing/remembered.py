"""Validators of imported addresses, in the store of a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tagarchive.build.context import with_store
from tagarchive.build.store import FOLDER, Store
from tagarchive.core.digests import digest_of_text
from tagarchive.importing.inputs.fetching import Validators


def validators_at(root: Path, key: str, waiting: Callable[[], None]) -> Validators | None:
    """The validators that the last import with this key kept; None if there was none."""
    if not (root / FOLDER).is_dir():
        return None
    return with_store(root, lambda store, _: store.fact(_name(key), Validators), waiting)


def keep_validators(root: Path, key: str, validators: Validators, waiting: Callable[[], None]) -> None:
    """Keeps validators for the next import with this key."""

    def kept(store: Store, _: object) -> None:
        store.keep(_name(key), validators)
        store.commit()

    with_store(root, kept, waiting)


def _name(key: str) -> str:
    return f"fetched {digest_of_text(key)}"
