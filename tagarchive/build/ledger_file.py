"""The file `published.txt`."""

from __future__ import annotations

from pathlib import Path

from tagarchive.archive.ledger import Ledger, text_of
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.documents import LEDGER_FILE


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Writes the ledger atomically. Raises `SiteError` if the file can't be written."""
    file = root / LEDGER_FILE
    text = text_of(ledger)
    if file.is_file() and file.read_text("utf-8") == text:
        return
    beside = file.with_name(f".{LEDGER_FILE}.new")
    try:
        beside.unlink(missing_ok=True)
        # Mode "x" does not follow a link that someone else placed in the folder.
        with beside.open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
        beside.replace(file)
    except OSError as error:
        message = f"found that it can't be written: {error.strerror}"
        raise SiteError(Problem(Location(LEDGER_FILE), "unwritable", message, "correct its permissions")) from error
