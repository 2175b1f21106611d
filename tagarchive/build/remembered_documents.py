"""Documents that the store remembers, as values. A build with nothing to do needs neither them nor their types."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tagarchive.build.seal import unsealed
from tagarchive.build.store import Remembered
from tagarchive.reading.documents import Document
from tagarchive.reading.shared_texts import with_shared_texts


def documents_of(remembered: Iterable[Remembered]) -> list[Document]:
    """The decoded documents. Raises `sqlite3.DatabaseError` if one is damaged."""
    decoder = msgspec.msgpack.Decoder(Document)
    return [with_shared_texts(unsealed(document.sealed, decoder)) for document in remembered]
