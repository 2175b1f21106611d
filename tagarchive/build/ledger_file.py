"""The file `published.txt`."""

from __future__ import annotations

from pathlib import Path

from tagarchive.archive.ledger import Ledger, text_of
from tagarchive.build.top_file import write_top_file
from tagarchive.reading.documents import LEDGER_FILE


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Writes the ledger atomically. Raises `SiteError` if the file can't be written."""
    write_top_file(root, LEDGER_FILE, text_of(ledger))
