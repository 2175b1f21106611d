"""The only reader of a site's files: walks the folders and tells what is there, and which of it it knows already."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.core.text import decode
from tagarchive.reading.body import Size
from tagarchive.reading.disk import (
    CONTENT,
    STATIC,
    TEMPLATES,
    THEME,
    check_site,
    composed,
    entries,
    inner_path,
    no_content,
    read,
    refusal,
    split,
    theme_folder,
    unreadable,
    within,
)
from tagarchive.reading.documents import CONFIG_FILE, LEDGER_FILE, File, Source
from tagarchive.reading.file_state import State, state_of
from tagarchive.reading.hidden_files import hides, is_for_hosts, is_hidden, is_litter

# Bytes that are no UTF-8 come as lone surrogates (PEP 383).
_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file shows in its times on every file system; FAT counts in two seconds."""


class Seen(NamedTuple):
    """A file as a build saw it: its state, whether a later write shows in it, its SHA-256, and what is told of it."""

    state: State
    settled: bool
    digest: str
    size: Size | None = None
    active: str = ""

    def file(self, path: str) -> File:
        """The file at a path, once its digest is known."""
        return File(path, self.digest, self.state.size, self.size, self.active)

    def of(self, source: Source) -> Seen:
        """The same once the file was read."""
        from tagarchive.reading.attachments import active_in, size_of  # noqa: PLC0415 (few builds meet a new file)

        active = active_in(source.path, source.data) if source.path.startswith(f"{CONTENT}/") else ""
        return self._replace(digest=source.digest, size=size_of(source.path, source.data), active=active)


Known = Mapping[str, Seen]
"""What an earlier build saw, by path."""


class Found(NamedTuple):
    """A file of the site: its path from the site's folder, and its SHA-256, or nothing where only reading it tells."""

    path: str
    digest: str


class Inputs(NamedTuple):
    """Everything that a build is made of, in the order of paths.

    Templates are keyed by name; a site's own hides the theme's, which stays there as `theme/NAME`. `seen` is what
    the next build may know; the digest of a document that has to be read is not in it yet. `links` has the files that
    are links, and the path that each leads to.
    """

    config: File
    ledger: File | None
    documents: tuple[Found, ...]
    files: tuple[File, ...]
    templates: Mapping[str, File]
    statics: tuple[File, ...]
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]
    links: Mapping[str, str]


def load(root: Path, known: Known, check: Callable[[Known], None] = lambda _: None) -> Inputs:
    """What a site is made of. Raises `SiteError` where it has no `site.toml` or a file can't be read.

    `check` is called with what was seen before any file is read.

    A file whose state is one that is `known` is not read again (git's racy rule: unless it was written so shortly
    before it was seen that a later write might not show).
    """
    check_site(root)
    walk, theme = _Walk(root, known), theme_folder()
    if not os.path.lexists(root / CONTENT):
        raise SiteError(no_content(root))
    content = walk.paths(root, CONTENT)
    templates, statics = (walk.layered(theme, folder) for folder in (TEMPLATES, STATIC))
    beneath = {THEME + split(path)[1]: path for path in walk.paths(theme, TEMPLATES, THEME)}
    check(walk.seen)
    inputs = Inputs(
        config=walk.single(CONFIG_FILE),
        ledger=walk.single(LEDGER_FILE) if os.path.lexists(root / LEDGER_FILE) else None,
        documents=tuple(Found(path, walk.seen[path].digest) for path in content if path.endswith(".md")),
        files=tuple(walk.file(path) for path in content if not path.endswith(".md")),
        templates={name: walk.file(path) for name, path in (templates | beneath).items()},
        statics=tuple(walk.file(path) for path in statics.values()),
        seen=walk.seen,
        notices=tuple(walk.told()),
        links=walk.links,
    )
    walk.problems.raise_any()
    return inputs


class _Walk:
    """Walks the folders of one site and its theme, and keeps what it saw and what was odd or wrong about it."""

    def __init__(self, root: Path, known: Known) -> None:
        self.root = root
        self.known = known
        self.now = time.time_ns()
        self.seen: dict[str, Seen] = {}
        self.links: dict[str, str] = {}
        self.hidden: list[str] = []
        self.notices: list[Problem] = []
        self.problems = Problems()

    def layered(self, theme: Path, folder: str) -> dict[str, str]:
        """The paths of a folder's files by name, a site's own instead of the theme's, in the order of names."""
        found = {split(path)[1]: path for path in self.paths(theme, folder, THEME)}
        if theme != self.root:
            found |= {split(path)[1]: path for path in self.paths(self.root, folder)}
        return dict(sorted(found.items()))

    def paths(self, root: Path, folder: str, prefix: str = "") -> list[str]:
        """The paths of the files below a folder, in their order; hidden ones and backups left out."""
        top, found = os.path.realpath(root / folder), list[str]()
        todo = [(top, prefix + folder)] if self.is_folder(root, folder, top) else []
        while todo:
            place, path = todo.pop()
            try:
                listed = entries(place)
            except OSError as error:
                self.problems.found.add(unreadable(path, error))
            else:
                todo += self.folder(listed, path, top, found)
        return sorted(found)

    def is_folder(self, root: Path, folder: str, top: str) -> bool:
        """Whether a folder of the site is there. It may be a link, but not to what nobody is to see."""
        place, site = root / folder, os.path.realpath(root)
        if not os.path.isdir(place):
            if os.path.lexists(place):
                what = f"found neither a folder nor a link to one, expected the folder {folder}/"
                self.problems.found.add(
                    Problem(Location(folder), "no-folder", what, "delete it or mend what it leads to")
                )
            return False
        if not os.path.islink(place):
            return True
        inner = inner_path(site, top) if within(site, top) else ""
        holds = (site, os.path.realpath(root / CONTENT)) if folder == STATIC else ()
        if any(within(top, one) for one in holds) or is_hidden(inner):
            what = f"found a link to {top}, which holds more of the site than readers may see"
            self.problems.found.add(
                Problem(Location(folder), "no-folder", what, "name a folder that holds nothing else")
            )
            return False
        self.notice(
            folder,
            "linked-folder",
            f"found a link to {top} and followed it",
            "everything there counts as part of the site",
        )
        return True

    def folder(
        self, listed: Sequence[tuple[str, os.DirEntry[str]]], path: str, top: str, found: list[str]
    ) -> Iterator[tuple[str, str]]:
        """Keeps the files of a folder; its folders, by place and path."""
        before = None
        for name, entry in listed:
            inner = f"{path}/{name}"
            if self.hides(name, inner):
                continue
            if before and before.name != entry.name and composed(before.name) == name:
                self.twins(path, before.name, entry.name)
            elif self.entry(entry, inner, top, found):
                yield entry.path, inner
            before = entry

    def entry(self, entry: os.DirEntry[str], path: str, top: str, found: list[str]) -> bool:
        """Keeps a file; whether it is a folder instead."""
        if not entry.name.isprintable() and _NO_NAME.search(entry.name):
            shown = path.encode(errors="backslashreplace").decode()
            self.notice(shown, "bad-name", "found a name that no address can carry; left out", "rename it")
            return False
        try:
            if entry.is_file(follow_symlinks=False):
                self.see(path, state_of(entry.stat(follow_symlinks=False)))
                found.append(path)
            elif entry.is_dir(follow_symlinks=False):
                return True
            elif entry.is_symlink():
                self.link(entry.path, path, top, found)
            else:
                self.notice(path, "special-file", "found neither a file nor a folder; left out", "delete it")
        except FileNotFoundError:
            pass  # It went while we looked.
        except OSError as error:
            self.problems.found.add(unreadable(path, error))
        return False

    def link(self, link: str, path: str, top: str, found: list[str]) -> None:
        place = os.path.realpath(link)
        why = refusal(path, top, place)
        if why:
            hint = "delete it or mend what it leads to" if why.endswith("nowhere") else "copy here what it leads to"
            self.notice(path, "refused-link", f"found {why}; left out", hint)
        else:
            self.see(path, state_of(os.stat(place)))
            self.links[path] = path.removesuffix(split(path)[1]) + inner_path(top, place)
            found.append(path)

    def hides(self, name: str, path: str) -> bool:
        """Whether a file or folder is left out by its name."""
        if (name.endswith(".md") and name[0] not in ".#~") or not hides(name) or is_for_hosts(path):
            return False
        if path.startswith(f"{STATIC}/"):
            if path in self.included:
                return False
            if not is_litter(name):
                self.hidden.append(split(path)[1])
        return True

    @cached_property
    def included(self) -> frozenset[str]:
        """What `[static] include` names. Few sites have anything hidden, and others need not read the config here."""
        from tagarchive.reading.config import read_config  # noqa: PLC0415 (it takes longer than many a walk)

        try:
            config = read_config(decode(read(self.root, CONFIG_FILE).data, CONFIG_FILE)[0])
        except SiteError:
            return frozenset()  # Whoever reads the config tells what is wrong with it.
        return frozenset(f"{STATIC}/{path}" for path in config.static.include)

    def twins(self, folder: str, *names: str) -> None:
        shown = " and ".join(name.encode("ascii", "backslashreplace").decode() for name in names)
        what = f"found two names that are one to readers: {shown}"
        self.problems.found.add(Problem(Location(folder), "twin-names", what, "rename or delete one of the two"))

    def see(self, path: str, state: State) -> None:
        known = self.known.get(path)
        if known and known.settled and known.state == state:
            self.seen[path] = known
        else:
            self.seen[path] = Seen(state, max(state.mtime, state.ctime) < self.now - SETTLED, "")

    def single(self, path: str) -> File:
        """A file that stands in the site's folder itself."""
        try:
            self.see(path, state_of(os.stat(self.root / path)))
        except OSError as error:
            self.problems.found.add(unreadable(path, error))
            return File(path, "")
        return self.file(path)

    def file(self, path: str) -> File:
        """A file with its digest, which is read where it is not known."""
        if not self.seen[path].digest:
            with self.problems.gathered():
                self.seen[path] = self.seen[path].of(read(self.root, path))
        return self.seen[path].file(path)

    def notice(self, path: str, code: str, what: str, hint: str) -> None:
        self.notices.append(Problem(Location(path), code, what, hint))

    def told(self) -> Iterator[Problem]:
        """What was odd, and in one line what of `static/` is not published."""
        yield from self.notices
        if self.hidden:
            names = ", ".join(sorted(self.hidden)[:5]) + (", …" if len(self.hidden) > 5 else "")
            what = f"found hidden files, backups or keys, and left them out: {names}"
            yield Problem(
                Location(STATIC),
                "hidden-file",
                what,
                "`[static] include` in site.toml names those to publish all the same",
            )
