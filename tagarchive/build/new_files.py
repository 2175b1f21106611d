"""Creation of new files in a site. Existing files are never overwritten and links never followed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tagarchive.core.errors import Location, Problem, SiteError


def write_new(root: Path, texts: Mapping[Path, str]) -> None:
    """Writes texts to new files. Raises `SiteError`, and writes nothing, if one of the files exists."""
    there = [file for file in texts if os.path.lexists(file)]
    if there:
        hint = "nothing was written; choose another name, or edit that file"
        raise SiteError(
            *(
                Problem(Location(_shown(file, root)), "file-exists", "found a file, expected none", hint)
                for file in there
            )
        )
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Mode "x" does not follow a dangling link out of the site.
            with file.open("x", encoding="utf-8", newline="\n") as made:
                made.write(text)
        except OSError as error:
            message = f"found that it can't be written: {error.strerror}"
            raise SiteError(
                Problem(Location(str(file)), "unwritable", message, "name another folder, or correct its permissions")
            ) from error


def _shown(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()
