"""Access to the files of a site on disk, with any Unicode form of names and with symbolic links.

Paths within the program are in NFC; names on disk may be in NFD, for example in archives and on disks of macOS.
"""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from operator import itemgetter
from pathlib import Path

from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import decode
from tagarchive.reading.files import CONFIG_FILE, Source
from tagarchive.reading.hidden_files import is_hidden
from tagarchive.reading.provenance import ORIGINALS
from tagarchive.reading.text_files import is_text

THEME = "theme/"
"""Prefix of the paths of files of the default theme."""

CONTENT, TEMPLATES, STATIC, WORDS = FOLDERS = ("content", "templates", "static", "words")


@cache
def theme_folder() -> Path:
    """The folder of the default theme: inside the installed package, or next to it in a checkout."""
    package = Path(__file__).parent.parent
    return package / "theme" if (package / "theme").is_dir() else package.parent


def file_at(root: Path, path: str) -> Path:
    """The file on disk for a path in `Inputs`."""
    if path.startswith(THEME):
        return theme_folder() / path.removeprefix(THEME)
    return root / path if path.isascii() else Path(on_disk(str(root), path))


def place_of(root: Path, path: str) -> str:
    """The file on disk for a path, with links resolved; empty if the site must not publish the target of a link."""
    top = os.path.realpath(theme_folder() / split(path)[0] if path.startswith(THEME) else root / split(path)[0])
    place = os.path.realpath(file_at(root, path))
    return "" if refusal(path, top, place) else place


def refusal(path: str, top: str, place: str) -> str:
    """The reason why a link must not be followed, in words for a message; empty if it may be.

    `top` is the folder of the site that contains the link, such as `content/`, and `place` the target of the link, both
    with links resolved. The target must be a file in `top` that is not hidden. In `content/`, a link with the name of a
    text must lead to a file with the name of one, and any other link must not.
    """
    folder, name = split(path)
    if not within(top, place):
        return "a link that leads elsewhere"
    if os.path.isdir(place):
        return "a link to a folder"
    if not os.path.isfile(place):
        return "a link that leads nowhere"
    inner = inner_path(top, place)
    if inner != name and is_hidden(f"{folder}/{inner}"):
        return "a link to what is not for readers"
    if folder == CONTENT and is_text(inner) != is_text(name):
        return "a link between a text and a file that is none"
    return ""


def shows_too_much(root: Path, folder: str, top: str) -> bool:
    """True if a link in place of a folder leads to files of the site that are not for readers. `top` is its target."""
    site, kept = os.path.realpath(root), originals_place(root)
    inner = inner_path(site, top) if within(site, top) else ""
    sources = (site, os.path.realpath(root / CONTENT)) if folder == STATIC else ()
    return is_hidden(inner) or bool(kept and within(kept, top)) or any(within(top, source) for source in sources)


def originals_place(root: Path) -> str:
    """The folder of kept originals with links resolved; empty if there is none."""
    return os.path.realpath(root / ORIGINALS) if os.path.lexists(root / ORIGINALS) else ""


def included_statics(root: Path) -> frozenset[str]:
    """The paths in `[static] include`."""
    from tagarchive.reading.config import read_config  # noqa: PLC0415 (few sites have hidden files)

    try:
        config = read_config(decode(read(root, CONFIG_FILE).data, CONFIG_FILE)[0])
    except SiteError:
        return frozenset()  # The reader of the config reports its faults.
    return frozenset(f"{STATIC}/{path}" for path in config.static.include)


def inner_path(top: str, place: str) -> str:
    """The path of a place relative to a folder, in NFC and with slashes."""
    return composed(place[len(top) :].replace(os.sep, "/").lstrip("/"))


def split(path: str) -> tuple[str, str]:
    """The top folder of a path in a site or theme, and the rest of the path."""
    folder, _, name = path.removeprefix(THEME).partition("/")
    return folder, name


def read(root: Path, path: str) -> Source:
    """A file of the site or the theme. Raises `SiteError` if it can't be read."""
    try:
        data = file_at(root, path).read_bytes()
    except OSError as error:
        raise SiteError(unreadable(path, error)) from error
    return Source(path, data, digest_of_bytes(data))


def check_site(root: Path) -> None:
    """Raises `SiteError` if a folder has no `site.toml`."""
    if not os.path.isfile(root / CONFIG_FILE):
        raise SiteError(no_site(root))


def no_site(root: Path) -> Problem:
    """The problem of a folder without a `site.toml`; its hint names the nearest folder above that has one."""
    message = f"found no {CONFIG_FILE} in {root}, expected the folder of a site"
    parents = Path(os.path.realpath(root)).parents
    above = next((folder for folder in parents if os.path.isfile(folder / CONFIG_FILE)), None)
    hint = f"`tagarchive init {root}` makes a new site; --root names the folder of one"
    return Problem(
        Location(CONFIG_FILE), "no-site", message, f"there is one in {above}: --root {above}" if above else hint
    )


def no_content(root: Path) -> Problem:
    """The problem of a site without the folder `content/`."""
    message = f"found no folder {CONTENT}/ in {root}, expected the articles of the site"
    return Problem(
        Location(f"{CONTENT}/"),
        "no-content",
        message,
        "is a disk not mounted? A site without articles has an empty folder",
    )


def composed(text: str) -> str:
    """A path or name in NFC, the Unicode form in which paths are compared and published."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def entries(folder: str) -> list[tuple[str, os.DirEntry[str]]]:
    """The entries of a folder with their names in NFC, sorted by name. Raises `OSError` if it can't be read."""
    with os.scandir(folder) as listing:
        named = [(name if (name := entry.name).isascii() else composed(name), entry) for entry in listing]
    return sorted(named, key=itemgetter(0))


def on_disk(folder: str, path: str) -> str:
    """The place on disk of a path in NFC below a folder, whether or not it exists."""
    place = f"{folder}/{path}"
    if path.isascii() or os.path.lexists(place):
        return place
    place = folder
    for name in path.split("/"):
        place = f"{place}/{_on_disk(place, name)}"
    return place


def _on_disk(folder: str, name: str) -> str:
    """The name on disk of the entry whose name in NFC is `name`."""
    if name.isascii():
        return name
    return next((form for form in _forms(folder, name) if os.path.lexists(f"{folder}/{form}")), name)


def _forms(folder: str, name: str) -> Iterator[str]:
    yield name
    yield unicodedata.normalize("NFD", name)
    with suppress(OSError):  # HFS+ and others use forms of their own.
        yield from sorted(listed for listed in os.listdir(folder) if composed(listed) == name)


def within(folder: str, place: str) -> bool:
    """True if a place is a folder or is inside it; both paths have their links resolved."""
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file or folder that can't be read."""
    message = f"found that it can't be read: {error.strerror or error}"
    return Problem(Location(path), "unreadable", message, _HINTS.get(error.errno or 0, ""))


_HINTS = {
    errno.EACCES: "correct its permissions",
    errno.EPERM: "correct its permissions",
    errno.ELOOP: "it leads to itself; delete it",
    errno.ENOENT: "it was there a moment ago, or is a link; delete it or fix what it leads to",
    errno.ENAMETOOLONG: "it lies too deep in folders; move it up, or give them shorter names",
    errno.EMFILE: "close other programs, or raise the limit of open files (ulimit -n)",
    errno.ENFILE: "close other programs",
    errno.ESTALE: "the network folder that it lies in went away; mount it again",
}
