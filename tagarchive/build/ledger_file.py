"""The file `published.txt`."""

from __future__ import annotations

from pathlib import Path

from tagarchive.archive.ledger import Ledger, read_ledger, text_of
from tagarchive.build.top_file import write_top_file
from tagarchive.core.text import decode
from tagarchive.reading.disk import read
from tagarchive.reading.files import LEDGER_FILE


def ledger_at(root: Path) -> Ledger:
    """The ledger of the site in a folder. Raises `SiteError` with every fault of it."""
    if not (root / LEDGER_FILE).is_file():
        return Ledger()
    return read_ledger(decode(read(root, LEDGER_FILE).data, LEDGER_FILE)[0])


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Writes the ledger atomically. Raises `SiteError` if the file can't be written."""
    write_top_file(root, LEDGER_FILE, text_of(ledger))
