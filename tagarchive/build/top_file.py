"""Files at the top of the folder of a site that commands write, such as `published.txt`."""

from __future__ import annotations

from pathlib import Path

from tagarchive.core.errors import Location, Problem, SiteError


def write_top_file(root: Path, name: str, text: str) -> None:
    """Writes a file whole or not at all, if it says something else. Raises `SiteError` if it can't be written."""
    file = root / name
    beside = file.with_name(f".{name}.new")
    try:
        if file.is_file() and file.read_bytes() == text.encode():
            return
        beside.unlink(missing_ok=True)
        # Mode "x" does not follow a link that someone else placed in the folder.
        with beside.open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
        beside.replace(file)
    except OSError as error:
        message = f"found that it can't be written: {error.strerror}"
        raise SiteError(Problem(Location(name), "unwritable", message, "correct its permissions")) from error
