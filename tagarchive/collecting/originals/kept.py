"""Kept originals: what a server sent, as files in `originals/` that nothing publishes and nothing changes."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tagarchive.collecting.originals.warc_file import ENDING, identity_of, warc_of
from tagarchive.core.dates import Moment
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.exchanges import Exchange
from tagarchive.importing.inputs.items import Value
from tagarchive.reading.disk import FOLDERS, within
from tagarchive.reading.provenance import ORIGINALS, CopyOf, KeptFile, Sha256
from tagarchive.reading.text_types import Line


def keep(root: Path, exchanges: Sequence[Exchange], made: datetime) -> CopyOf:
    """Writes exchanges, of which the last gave the original, into a file in `originals/` of the site in a folder.

    `made` is the moment of keeping. Returns the item for `copies:`. The same exchanges kept again are the same file.
    Raises `SiteError` if the file can't be written.
    """
    moment = made.astimezone(UTC)
    host = re.sub(r"[^a-z0-9.-]+", "-", (urlsplit(exchanges[-1].url).hostname or "").lower())[:60].strip(".-")
    name = f"{moment:%Y%m%dT%H%M%SZ}-{host or 'host'}-{identity_of(exchanges)}{ENDING}"
    path, data = f"{ORIGINALS}/{moment:%Y}/{name}", warc_of(name, exchanges, moment)
    _write(root, path, data)
    return CopyOf(
        file=KeptFile(path),
        kind=Line("warc"),
        made=Moment(moment.isoformat(timespec="seconds")),
        sha256=Sha256(digest_of_bytes(data)),
    )


def matter_of(copy: CopyOf) -> dict[str, Value]:
    """An item of `copies:` as front matter."""
    texts = {"url": copy.url, "file": copy.file, "kind": copy.kind, "made": copy.made and copy.made.text}
    return {key: text for key, text in (texts | {"sha256": copy.sha256}).items() if text}


def _write(root: Path, path: str, data: bytes) -> None:
    """Writes a new file, whole or not at all. One of that name that is there already is left as it is."""
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _check_place(root, file)
        if file.exists():
            _check_same(path, file.read_bytes(), data)
            return
        beside = file.with_name(f".{file.name}.new")
        beside.unlink(missing_ok=True)
        # Mode "x" does not follow a link that someone else placed in the folder.
        with beside.open("xb") as made:
            made.write(data)
        beside.replace(file)
    except OSError as error:
        message = f"found that it can't be written: {error.strerror or error}"
        raise SiteError(Problem(Location(path), "unwritable", message, "correct its permissions")) from error


def _check_same(path: str, there: bytes, data: bytes) -> None:
    if there != data:
        message = "found a file of that name with other content, expected that it is unchanged"
        raise SiteError(Problem(Location(path), "unwritable", message, "move it away, and look what changed it"))


def _check_place(root: Path, file: Path) -> None:
    """Raises `SiteError` if a file would come to lie where a build publishes files, or outside of `originals/`."""
    top, place = os.path.realpath(root / ORIGINALS), os.path.realpath(file.parent)
    public = any(within(os.path.realpath(root / folder), top) for folder in FOLDERS)
    if public or not within(top, place):
        message = f"found a link to {top if public else place}, expected a folder that is not published"
        raise SiteError(Problem(Location(ORIGINALS), "unwritable", message, "remove the link"))
