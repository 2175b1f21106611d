"""The only reader of a site's folders. It finds all files, and reads those that are new or changed."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.reading.disk import (
    CONTENT,
    STATIC,
    TEMPLATES,
    THEME,
    WORDS,
    check_site,
    entries,
    included_statics,
    inner_path,
    no_content,
    originals_place,
    read,
    refusal,
    shows_too_much,
    split,
    theme_folder,
    unreadable,
    within,
)
from tagarchive.reading.file_state import Known, Seen, same_files, state_of
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE, File
from tagarchive.reading.hidden_files import hides, is_for_hosts, is_litter
from tagarchive.reading.text_files import ENDINGS, is_text

_NO_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # Bytes that are not UTF-8 become lone surrogates (PEP 383).
_FEW = 8  # Entries of a folder that are looked at one by one.
_SIGNS = ".#~"  # Hidden texts begin with one of these.
_NEVER = "what is in originals/ is never published"
SETTLED = 2_000_000_000
"""Coarsest resolution of file times, in nanoseconds: FAT counts in two seconds."""


Entries = Sequence[tuple[str, os.DirEntry[str]]]
"""The entries of a folder with their names in NFC."""


class Found(NamedTuple):
    """The path of a document, relative to the site's folder, and its SHA-256; empty if the file is not read yet."""

    path: str
    digest: str


class Inputs(NamedTuple):
    """The files of a site, in the order of paths.

    Attributes:
        config: `site.toml`
        ledger: `published.txt`, if there is one
        verdicts: `originals.toml`, if there is one
        documents: texts under `content/`
        files: other files under `content/`
        templates: templates by name; those of the theme are also named `theme/NAME`, for templates that override them.
            Catalogues of words are among them, by their path after a slash, which no template starts with
        statics: static files of the site and the theme
        seen: all files by path, for the next build; a document that is not read yet has no digest
        notices: remarks that do not stop a build
        links: path of the target of each file that is a symbolic link, by path

    """

    config: File
    ledger: File | None
    verdicts: File | None
    documents: tuple[Found, ...]
    files: tuple[File, ...]
    templates: Mapping[str, File]
    statics: tuple[File, ...]
    seen: Mapping[str, Seen]
    notices: tuple[Problem, ...]
    links: Mapping[str, str]


def load(root: Path, known: Known, check: Callable[[Known], None] = lambda _: None) -> Inputs:
    """The files of a site. Raises `SiteError` if it has no `site.toml` or no `content/`, or if a file can't be read.

    `check` is called with all files that were seen before any of them is read. A file whose settled state is in `known`
    is not read again (see git's racy-git documentation).
    """
    check_site(root)
    walk, theme = _Walk(root, known), theme_folder()
    if not os.path.lexists(root / CONTENT):
        raise SiteError(no_content(root))
    content = walk.paths(root, CONTENT)
    templates, statics = (walk.layered(theme, folder) for folder in (TEMPLATES, STATIC))
    beneath = {THEME + split(path)[1]: path for path in walk.paths(theme, TEMPLATES, THEME)}
    is_theme = os.path.realpath(theme) == os.path.realpath(root)
    words = [*walk.paths(theme, WORDS, THEME), *(() if is_theme else walk.paths(root, WORDS))]
    named = templates | beneath | {f"/{path}": path for path in words}
    check(walk.seen)
    texts = dict.fromkeys(filter(is_text, content))
    inputs = Inputs(
        config=walk.single(CONFIG_FILE),
        ledger=walk.single_if_there(LEDGER_FILE),
        verdicts=walk.single_if_there(VERDICTS_FILE),
        documents=tuple(Found(path, walk.seen[path].digest) for path in texts),
        files=tuple(walk.file(path) for path in content if path not in texts),
        templates={name: walk.file(path) for name, path in named.items()},
        statics=tuple(walk.file(path) for path in statics.values()),
        seen=walk.seen,
        notices=tuple(walk.all_notices()),
        links=walk.links,
    )
    walk.problems.raise_any()
    return inputs


class _Walk:
    """A walk through the folders of a site and its theme, which gathers files, notices and problems."""

    def __init__(self, root: Path, known: Known) -> None:
        self.root = root
        self.known = known
        self.now = time.time_ns()
        self.seen: dict[str, Seen] = {}
        self.links: dict[str, str] = {}
        self.kept = originals_place(root)
        self.hidden: list[str] = []
        self.notices: list[Problem] = []
        self.problems = Problems()

    def layered(self, theme: Path, folder: str) -> dict[str, str]:
        """The paths of files in a folder by name, in order; files of the site override those of the theme."""
        by_name = {split(path)[1]: path for path in self.paths(theme, folder, THEME)}
        if theme != self.root:
            by_name |= {split(path)[1]: path for path in self.paths(self.root, folder)}
        return dict(sorted(by_name.items()))

    def paths(self, root: Path, folder: str, prefix: str = "") -> list[str]:
        """The paths of the files below a folder, sorted, without hidden files and backups."""
        top, paths = os.path.realpath(root / folder), list[str]()
        todo = [(top, prefix + folder)] if self.is_folder(root, folder, top) else []
        while todo:
            place, path = todo.pop()
            if place == self.kept:
                self.notice(path, "refused-link", "found the folder of kept originals; left out", _NEVER)
                continue
            try:
                listed = entries(place)
                same = self.same_texts(place, path, listed) if len(listed) > _FEW else {}
            except OSError as error:
                self.problems.found.add(unreadable(path, error))
            else:
                self.seen |= same
                paths += same
                rest = [one for one in listed if f"{path}/{one[0]}" not in same] if same else listed
                todo += self.folder(rest, path, top, paths)
        return sorted(paths)

    def same_texts(self, place: str, path: str, listed: Entries) -> dict[str, Seen]:
        """The texts in a folder that are as they were seen, by path.

        Most texts are. To look for many together takes less time than `entry` takes for each.
        """
        names = [entry.name for _, entry in listed]
        letters = "".join(names)
        if not (self.known and letters.isascii() and letters.isprintable()):
            return {}  # There may be names in other forms, or such as no address can carry.
        texts = (name for name in names if name.endswith(ENDINGS) and name[0] not in _SIGNS)
        return same_files({f"{path}/{name}": f"{place}/{name}" for name in texts}, self.known)

    def is_folder(self, root: Path, folder: str, top: str) -> bool:
        """True if a folder of the site exists. It may be a link, but not to a folder with files that are not public."""
        place = root / folder
        if not os.path.isdir(place):
            if os.path.lexists(place):
                message = f"found neither a folder nor a link to one, expected the folder {folder}/"
                hint = "delete it or fix what it leads to"
                self.problems.found.add(Problem(Location(folder), "no-folder", message, hint))
            return False
        if not os.path.islink(place):
            return True
        if shows_too_much(root, folder, top):
            message = f"found a link to {top}, which holds more of the site than readers may see"
            hint = "name a folder that holds nothing else"
            self.problems.found.add(Problem(Location(folder), "no-folder", message, hint))
            return False
        message = f"found a link to {top} and followed it"
        self.notice(folder, "linked-folder", message, "everything there counts as part of the site")
        return True

    def folder(self, listed: Entries, path: str, top: str, paths: list[str]) -> Iterator[tuple[str, str]]:
        """Adds the files in a folder to `paths`; yields the place and path of each subfolder."""
        before, twin = "", ""
        for name, entry in listed:
            inner = f"{path}/{name}"
            if (name[0] in _SIGNS or not is_text(name)) and self.hides(name, inner):
                continue
            if name == before:
                self.twins(path, twin, entry.name)
            elif self.entry(entry, inner, top, paths):
                yield entry.path, inner
            before, twin = name, entry.name

    def entry(self, entry: os.DirEntry[str], path: str, top: str, paths: list[str]) -> bool:
        """Adds a file to `paths`; returns True if the entry is a folder instead."""
        if not entry.name.isprintable() and _NO_NAME.search(entry.name):
            shown = path.encode(errors="backslashreplace").decode()
            self.notice(shown, "bad-name", "found a name that no address can carry; left out", "rename it")
            return False
        try:
            if entry.is_file(follow_symlinks=False):
                self.see(path, entry.stat(follow_symlinks=False))
                paths.append(path)
            elif entry.is_dir(follow_symlinks=False):
                return True
            elif entry.is_symlink():
                self.link(entry.path, path, top, paths)
            else:
                self.notice(path, "special-file", "found neither a file nor a folder; left out", "delete it")
        except FileNotFoundError:
            pass  # It was deleted during the walk.
        except OSError as error:
            self.problems.found.add(unreadable(path, error))
        return False

    def link(self, link: str, path: str, top: str, paths: list[str]) -> None:
        place = os.path.realpath(link)
        if self.kept and within(self.kept, place):
            self.notice(path, "refused-link", "found a link to a kept original; left out", _NEVER)
        elif why := refusal(path, top, place):
            hint = "delete it or fix what it leads to" if why.endswith("nowhere") else "copy here what it leads to"
            self.notice(path, "refused-link", f"found {why}; left out", hint)
        else:
            self.see(path, os.stat(place))
            self.links[path] = path.removesuffix(split(path)[1]) + inner_path(top, place)
            paths.append(path)

    def hides(self, name: str, path: str) -> bool:
        """True if a file or folder is left out because of its name."""
        if not hides(name) or is_for_hosts(path):
            return False
        if path.startswith(f"{STATIC}/"):
            if path in self.included:
                return False
            if not is_litter(name):
                self.hidden.append(split(path)[1])
        return True

    @cached_property
    def included(self) -> frozenset[str]:
        return included_statics(self.root)

    def twins(self, folder: str, *names: str) -> None:
        shown = " and ".join(name.encode("ascii", "backslashreplace").decode() for name in sorted(names))
        message = f"found two names that are one to readers: {shown}"
        self.problems.found.add(Problem(Location(folder), "twin-names", message, "rename or delete one of the two"))

    def see(self, path: str, status: os.stat_result) -> None:
        known = self.known.get(path)
        state = state_of(status, known.state if known else None)
        if not (known and known.settled and known.state == state):
            known = Seen(state, max(state.mtime, state.ctime) < self.now - SETTLED, "")
        self.seen[path] = known

    def single_if_there(self, path: str) -> File | None:
        return self.single(path) if os.path.lexists(self.root / path) else None

    def single(self, path: str) -> File:
        """A file at the top of the site's folder."""
        try:
            self.see(path, os.stat(self.root / path))
        except OSError as error:
            self.problems.found.add(unreadable(path, error))
            return File(path, "")
        return self.file(path)

    def file(self, path: str) -> File:
        """A file with its digest; the file is read if its digest is not known."""
        if not self.seen[path].digest:
            with self.problems.gathered():
                self.seen[path] = self.seen[path].of(read(self.root, path))
        return self.seen[path].file(path)

    def notice(self, path: str, code: str, message: str, hint: str) -> None:
        self.notices.append(Problem(Location(path), code, message, hint))

    def all_notices(self) -> Iterator[Problem]:
        """All notices, with a single one for the hidden files in `static/`."""
        yield from self.notices
        if self.hidden:
            names = ", ".join(sorted(self.hidden)[:5]) + (", …" if len(self.hidden) > 5 else "")
            message = f"found hidden files, backups or keys, and left them out: {names}"
            hint = "`[static] include` in site.toml names those to publish all the same"
            yield Problem(Location(STATIC), "hidden-file", message, hint)
