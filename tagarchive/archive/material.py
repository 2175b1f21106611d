"""Material: what an archive is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.ledger import Ledger
from tagarchive.reading.card_fonts import CardFonts
from tagarchive.reading.documents import Document
from tagarchive.reading.files import File


class Material(NamedTuple):
    """Input of an archive.

    Attributes:
        documents: all documents that could be read
        files: files in the content folder that are not documents
        statics: static files of the site and the theme
        ledger: addresses and guids recorded in `published.txt`
        unread: texts of documents with faults of their own, by path; a link to one of them is not a second fault
        pairs: pairs of articles that may be copies
        dead: addresses of originals that are no longer there
        fonts: fonts of social cards; None if the site has no cards

    """

    documents: Sequence[Document]
    files: Sequence[File] = ()
    statics: Sequence[File] = ()
    ledger: Ledger = Ledger()
    unread: Mapping[str, str] = {}
    pairs: Sequence[Pair] = ()
    dead: Collection[str] = frozenset()
    fonts: CardFonts | None = None
