"""The only reader of a site's files: walks the folders and hands on what it found, unparsed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tagarchive.config import CONFIG_FILE
from tagarchive.errors import Location, Problem, Problems, SiteError
from tagarchive.model import File, Source

THEME = "theme/"
"""What stands before the path of a file of the default theme."""

# Bytes that are no UTF-8 come as lone surrogates (PEP 383).
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

CONTENT, TEMPLATES, STATIC = FOLDERS = ("content", "templates", "static")


class Inputs(NamedTuple):
    """Everything that a build reads, in the order of paths.

    Templates are keyed by name; a site's own hides the theme's, which stays there as `theme/NAME`.
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
    """Reads a site. Raises `SiteError` where it has no `site.toml` or a file can't be read."""
    config = root / CONFIG_FILE
    if not config.is_file():
        raise SiteError(no_site(root))
    reader, theme = _Reader(root), theme_folder()
    content = list(reader.walk(root, CONTENT))
    own = reader.layered(theme, TEMPLATES)
    theirs = {THEME + name: found for name, found in _Reader(theme).layered(theme, TEMPLATES).items()}
    inputs = Inputs(
        reader.source(CONFIG_FILE, config),
        tuple(reader.source(*found) for found in content if found[0].endswith(".md")),
        tuple(reader.file(*found) for found in content if not found[0].endswith(".md")),
        {name: reader.source(*found) for name, found in {**own, **theirs}.items()},
        tuple(reader.file(*found) for found in reader.layered(theme, STATIC).values()),
        tuple(reader.notices),
    )
    reader.problems.raise_any()
    return inputs


def no_site(root: Path) -> Problem:
    """What to say of a folder that holds no site."""
    what = f"found no {CONFIG_FILE} in {root}, expected the folder of a site"
    above = next((folder for folder in root.resolve().parents if (folder / CONFIG_FILE).is_file()), None)
    hint = f"`tagarchive init {root}` makes a new site; --root names the folder of one"
    return Problem(Location(CONFIG_FILE), what, f"there is one in {above}: --root {above}" if above else hint)


Found = tuple[str, Path]
"""A file's path within the site or the theme, and where it is on disk."""


class _Reader:
    """Reads the files of one site, and keeps what was odd or wrong about them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notices: list[Problem] = []
        self.problems = Problems()

    def layered(self, theme: Path, folder: str) -> dict[str, Found]:
        """The files of a folder by name, a site's own instead of the theme's, in the order of names."""
        found = {path.partition("/")[2]: (THEME + path, file) for path, file in self.walk(theme, folder)}
        if theme != self.root:
            found |= {path.partition("/")[2]: (path, file) for path, file in self.walk(self.root, folder)}
        return dict(sorted(found.items()))

    def walk(self, root: Path, folder: str) -> Iterator[Found]:
        """The files below a folder, in the order of names; hidden ones and backups left out."""
        with self.telling(folder):
            entries = sorted(os.scandir(root / folder), key=lambda one: one.name) if (root / folder).is_dir() else []
            for entry in entries:
                if not _is_hidden(entry.name, folder):
                    yield from self.walk_entry(root, f"{folder}/{entry.name}", entry)

    def walk_entry(self, root: Path, path: str, entry: os.DirEntry[str]) -> Iterator[Found]:
        if _NO_NAME.search(path):
            shown = path.encode(errors="backslashreplace").decode()
            self.notice(shown, "found a name that no address can carry; left out", "rename it")
        elif entry.is_symlink() and (entry.is_dir() or not Path(entry.path).resolve().is_relative_to(root.resolve())):
            self.notice(path, "found a link that leads elsewhere; left out", "copy here what it leads to")
        elif entry.is_dir():
            yield from self.walk(root, path)
        elif entry.is_file():
            yield path, Path(entry.path)
        else:
            self.notice(path, "found neither a file nor a folder; left out", "delete it or mend what it leads to")

    def notice(self, path: str, what: str, hint: str) -> None:
        self.notices.append(Problem(Location(path), what, hint))

    def source(self, path: str, file: Path) -> Source:
        data = b""
        with self.telling(path):
            data = file.read_bytes()
        return Source(path, data)

    def file(self, path: str, file: Path) -> File:
        digest = ""
        with self.telling(path), file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return File(path, digest)

    @contextmanager
    def telling(self, path: str) -> Iterator[None]:
        """Keeps what the system says of a file that can't be read, and goes on."""
        try:
            yield
        except OSError as error:
            what = f"found that it can't be read: {error.strerror}"
            self.problems.found.add(Problem(Location(path), what, "mend its permissions"))


def _is_hidden(name: str, folder: str) -> bool:
    """Whether a file is not for readers: a hidden one, unless hosts look for it, or an editor's backup."""
    if folder.partition("/")[0] == STATIC:
        return name in (".DS_Store", ".git", ".gitignore", ".gitkeep") or name.startswith(".tagarchive")
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
