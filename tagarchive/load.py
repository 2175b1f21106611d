"""The only reader of a site's files: walks the folders and hands on what it found, unparsed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tagarchive.config import CONFIG_FILE
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.model import File, Source

THEME = "theme/"
"""What stands before the path of a file of the default theme."""

# Bytes that are no UTF-8 come as lone surrogates (PEP 383).
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

CONTENT, TEMPLATES, STATIC = FOLDERS = ("content", "templates", "static")


class Inputs(NamedTuple):
    """Everything that a build reads, in the order of paths.

    Templates and static files are keyed by their name in either folder; a site's own hides the theme's.
    """

    config: Source
    documents: tuple[Source, ...]
    files: tuple[File, ...]
    templates: Mapping[str, Source]
    statics: tuple[File, ...]
    notices: tuple[Problem, ...]


def theme_folder() -> Path:
    """The folder of the default theme: inside the installed package, or beside it in a checkout."""
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent


def file_at(root: Path, path: str) -> Path:
    """The file on disk of a path that `Inputs` names."""
    return theme_folder() / path.removeprefix(THEME) if path.startswith(THEME) else root / path


def load(root: Path) -> Inputs:
    """Reads a site. Raises `SiteError` where it has no `site.toml`."""
    config = root / CONFIG_FILE
    if not config.is_file():
        hint = f"`tagarchive init {root}` makes a new site; --root names the folder of one"
        raise SiteError(Problem(Location(CONFIG_FILE), f"found no {CONFIG_FILE} in {root}", hint))
    notices: list[Problem] = []
    content = list(_walk(root, CONTENT, notices))
    theme = theme_folder()
    templates = {
        name: Source(path, file.read_bytes()) for name, path, file in _layered(theme, root, TEMPLATES, notices)
    }
    return Inputs(
        Source(CONFIG_FILE, config.read_bytes()),
        tuple(Source(path, file.read_bytes()) for path, file in content if path.endswith(".md")),
        tuple(_file(path, file) for path, file in content if not path.endswith(".md")),
        templates,
        tuple(_file(path, file) for _, path, file in _layered(theme, root, STATIC, notices)),
        tuple(notices),
    )


def _layered(theme: Path, root: Path, folder: str, notices: list[Problem]) -> Iterator[tuple[str, str, Path]]:
    """Name, path and file of each file of a folder, the site's own instead of the theme's."""
    found = {path.partition("/")[2]: (THEME + path, file) for path, file in _walk(theme, folder, [])}
    if theme != root:
        found |= {path.partition("/")[2]: (path, file) for path, file in _walk(root, folder, notices)}
    for name in sorted(found):
        yield name, *found[name]


def _walk(root: Path, folder: str, notices: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Path and file of each file below a folder, in the order of names; hidden ones and backups left out."""
    if not (root / folder).is_dir():
        return
    for entry in sorted(os.scandir(root / folder), key=lambda one: one.name):
        path = f"{folder}/{entry.name}"
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue
        if _NO_NAME.search(path):
            shown = path.encode(errors="backslashreplace").decode()
            notices.append(Problem(Location(shown), "found a name that no address can carry; left out", "rename it"))
        elif entry.is_symlink() and (entry.is_dir() or not _inside(entry.path, root)):
            notices.append(Problem(Location(path), "found a link that leads elsewhere; left out", "copy it here"))
        elif entry.is_dir():
            yield from _walk(root, path, notices)
        elif entry.is_file():
            yield path, Path(entry.path)


def _inside(path: str, root: Path) -> bool:
    return Path(path).resolve().is_relative_to(root.resolve())


def _file(path: str, file: Path) -> File:
    with file.open("rb") as opened:
        return File(path, hashlib.file_digest(opened, "sha256").hexdigest())
