"""Facts about pictures in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

import msgspec

from tagarchive.build.seal import sealed, unsealed
from tagarchive.build.store import Store
from tagarchive.reading.pictures.facts import PictureFacts

_FACT = "pictures"


def known_pictures(store: Store, made_by: str) -> dict[str, PictureFacts]:
    """The facts in the store, by key. All are forgotten if something else made them.

    Raises `sqlite3.DatabaseError` if one is damaged.
    """
    database: sqlite3.Connection = store.database
    if store.fact(_FACT, str) != made_by:
        database.execute("DELETE FROM pictures")
        store.keep(_FACT, made_by)
    decoder = msgspec.msgpack.Decoder(PictureFacts)
    return {key: unsealed(facts, decoder) for key, facts in database.execute("SELECT key, facts FROM pictures")}


def remember_pictures(store: Store, new: Mapping[str, PictureFacts], gone: Collection[str]) -> None:
    """Adds facts to the store, and deletes those of pictures that are gone."""
    rows = ((key, sealed(msgspec.msgpack.encode(facts))) for key, facts in new.items())
    store.database.executemany("REPLACE INTO pictures VALUES (?, ?)", rows)
    store.database.executemany("DELETE FROM pictures WHERE key = ?", ((key,) for key in gone))
