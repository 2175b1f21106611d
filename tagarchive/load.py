"""The only reader of a site's files: walks the folders and tells what is there, and which of it it knows already."""

from __future__ import annotations

import io
import os
import re
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from tagarchive.body import Size
from tagarchive.digests import digest_of_bytes
from tagarchive.errors import Location, Problem, Problems, SiteError
from tagarchive.model import CONFIG_FILE, LEDGER_FILE, File, Source

THEME = "theme/"
"""What stands before the path of a file of the default theme."""

# Bytes that are no UTF-8 come as lone surrogates (PEP 383).
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

CONTENT, TEMPLATES, STATIC = FOLDERS = ("content", "templates", "static")

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")

SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file shows in its times on every file system; FAT counts in two seconds."""


_LARGEST = 2**63 - 1
"""The largest number that SQLite keeps."""


class State(NamedTuple):
    """What changes about a file when it is written or replaced, as the system tells it (POSIX, <sys/stat.h>)."""

    size: int
    mtime: int
    ctime: int
    inode: int


class Seen(NamedTuple):
    """A file as a build saw it: its state, whether a later write shows in it, its SHA-256, and a picture's size."""

    state: State
    settled: bool
    digest: str
    size: Size | None = None

    def file(self, path: str) -> File:
        """The file at a path, once its digest is known."""
        return File(path, self.digest, self.state.size, self.size)


Known = Mapping[str, Seen]
"""What an earlier build saw, by path."""


class Found(NamedTuple):
    """A file of the site: its path from the site's folder, and its SHA-256, or nothing where only reading it tells."""

    path: str
    digest: str


class Inputs(NamedTuple):
    """Everything that a build is made of, in the order of paths.

    Templates are keyed by name; a site's own hides the theme's, which stays there as `theme/NAME`. `seen` is what
    the next build may know; the digest of a document that has to be read is not in it yet.
    """

    config: File
    ledger: File | None
    documents: tuple[Found, ...]
    files: tuple[File, ...]
    templates: Mapping[str, File]
    statics: tuple[File, ...]
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]


def theme_folder() -> Path:
    """The folder of the default theme: inside the installed package, or beside it in a checkout."""
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent


def file_at(root: Path, path: str) -> Path:
    """The file on disk of a path that `Inputs` names."""
    return theme_folder() / path.removeprefix(THEME) if path.startswith(THEME) else root / path


def read(root: Path, path: str) -> Source:
    """A file of the site or the theme. Raises `SiteError` where it can't be read."""
    try:
        data = file_at(root, path).read_bytes()
    except OSError as error:
        raise SiteError(_unreadable(path, error)) from error
    return Source(path, data, digest_of_bytes(data))


def load(root: Path, known: Known) -> Inputs:
    """What a site is made of. Raises `SiteError` where it has no `site.toml` or a file can't be read.

    A file whose state is one that is `known` is not read again (git's racy rule: unless it was written so shortly
    before it was seen that a later write might not show).
    """
    check_site(root)
    walk, theme, ledger = _Walk(known), theme_folder(), root / LEDGER_FILE
    if not (root / CONTENT).is_dir():
        raise SiteError(_no_content(root))
    content = walk.paths(root, CONTENT)
    templates, statics = (walk.layered(root, theme, folder) for folder in (TEMPLATES, STATIC))
    beneath = {THEME + _name(path): path for path in walk.paths(theme, TEMPLATES, THEME)}
    inputs = Inputs(
        config=walk.file(root, CONFIG_FILE, state_of(os.stat(root / CONFIG_FILE))),
        ledger=walk.file(root, LEDGER_FILE, state_of(os.stat(ledger))) if ledger.is_file() else None,
        documents=tuple(Found(path, walk.seen[path].digest) for path in content if path.endswith(".md")),
        files=tuple(walk.file(root, path) for path in content if not path.endswith(".md")),
        templates={name: walk.file(root, path) for name, path in (templates | beneath).items()},
        statics=tuple(walk.file(root, path) for path in statics.values()),
        seen=walk.seen,
        notices=tuple(walk.notices),
    )
    walk.problems.raise_any()
    return inputs


def check_site(root: Path) -> None:
    """Raises `SiteError` where a folder holds no site."""
    if not (root / CONFIG_FILE).is_file():
        raise SiteError(no_site(root))


def no_site(root: Path) -> Problem:
    """What to say of a folder that holds no site."""
    what = f"found no {CONFIG_FILE} in {root}, expected the folder of a site"
    above = next((folder for folder in root.resolve().parents if (folder / CONFIG_FILE).is_file()), None)
    hint = f"`tagarchive init {root}` makes a new site; --root names the folder of one"
    return Problem(Location(CONFIG_FILE), what, f"there is one in {above}: --root {above}" if above else hint)


def _no_content(root: Path) -> Problem:
    what = f"found no folder {CONTENT}/ in {root}, expected the articles of the site"
    return Problem(Location(f"{CONTENT}/"), what, "is a disk not mounted? A site without articles has an empty folder")


def size_of(source: Source) -> Size | None:
    """The size of a picture; None of anything else."""
    if not source.path.lower().endswith(PICTURES):
        return None
    import imagesize  # noqa: PLC0415 (few builds meet a new picture)

    with suppress(ValueError, OSError, struct.error):
        width, height = imagesize.get(io.BytesIO(source.data))
        return Size(round(width), round(height)) if width > 0 and height > 0 else None
    return None


def state_of(found: os.stat_result) -> State:
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _LARGEST)


def _name(path: str) -> str:
    """The name of a template or a static file: its path without the folder."""
    return path.removeprefix(THEME).partition("/")[2]


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(Location(path), f"found that it can't be read: {error.strerror}", "mend its permissions")


class _Walk:
    """Walks the folders of one site, and keeps what it saw and what was odd or wrong about it."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.now = time.time_ns()
        self.seen: dict[str, Seen] = {}
        self.notices: list[Problem] = []
        self.problems = Problems()

    def layered(self, root: Path, theme: Path, folder: str) -> dict[str, str]:
        """The paths of a folder's files by name, a site's own instead of the theme's, in the order of names."""
        found = {_name(path): path for path in self.paths(theme, folder, THEME)}
        if theme != root:
            found |= {_name(path): path for path in self.paths(root, folder)}
        return dict(sorted(found.items()))

    def paths(self, root: Path, folder: str, prefix: str = "") -> list[str]:
        """The paths of the files below a folder, in their order; hidden ones and backups left out."""
        found: list[str] = []
        if (root / folder).is_dir():
            self.folder(os.path.realpath(root), str(root / folder), prefix + folder, found)
        return found

    def folder(self, root: str, folder: str, path: str, found: list[str]) -> None:
        with self.telling(path):
            for entry in sorted(os.scandir(folder), key=attrgetter("name")):
                if (entry.name[0] not in ".#" and entry.name[-1] != "~") or not _is_hidden(entry.name, path):
                    self.entry(root, entry, f"{path}/{entry.name}", found)

    def entry(self, root: str, entry: os.DirEntry[str], path: str, found: list[str]) -> None:
        if not entry.name.isprintable() and _NO_NAME.search(entry.name):
            shown = path.encode(errors="backslashreplace").decode()
            self.notice(shown, "found a name that no address can carry; left out", "rename it")
        elif entry.is_file(follow_symlinks=False):
            found.append(path)
            self.see(path, state_of(entry.stat(follow_symlinks=False)))
        elif entry.is_symlink() and (entry.is_dir() or not os.path.realpath(entry.path).startswith(root + os.sep)):
            self.notice(path, "found a link that leads elsewhere; left out", "copy here what it leads to")
        elif entry.is_dir():
            self.folder(root, entry.path, path, found)
        elif entry.is_file():
            found.append(path)
            self.see(path, state_of(entry.stat()))
        else:
            self.notice(path, "found neither a file nor a folder; left out", "delete it or mend what it leads to")

    def see(self, path: str, state: State) -> None:
        known = self.known.get(path)
        if known and known.settled and known.state == state:
            self.seen[path] = known
        else:
            self.seen[path] = Seen(state, max(state.mtime, state.ctime) < self.now - SETTLED, "")

    def file(self, root: Path, path: str, state: State | None = None) -> File:
        """A file with its digest, which is read where it is not known."""
        if state:
            self.see(path, state)
        seen = self.seen[path]
        if not seen.digest:
            with self.problems.gathered():
                source = read(root, path)
                self.seen[path] = seen = seen._replace(digest=source.digest, size=size_of(source))
        return seen.file(path)

    def notice(self, path: str, what: str, hint: str) -> None:
        self.notices.append(Problem(Location(path), what, hint))

    @contextmanager
    def telling(self, path: str) -> Iterator[None]:
        """Keeps what the system says of a folder that can't be read, and goes on."""
        try:
            yield
        except OSError as error:
            self.problems.found.add(_unreadable(path, error))


def is_hidden(path: str) -> bool:
    """Whether a file or a folder that it lies in is not for readers, by its path from the site's folder."""
    parts = path.split("/")
    return any(_is_hidden(name, "/".join(parts[:depth])) for depth, name in enumerate(parts))


def _is_hidden(name: str, folder: str) -> bool:
    """Whether a file is not for readers: a hidden one, unless hosts look for it, or an editor's backup."""
    if folder.removeprefix(THEME).partition("/")[0] == STATIC:
        return name in (".DS_Store", ".git", ".gitignore", ".gitkeep") or name.startswith(".tagarchive")
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
