"""Known files of a previewed site: those that changed are read again, and new articles are added to them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.card_fonts import shows_all
from tagarchive.build.pictures.measured import measured_again
from tagarchive.core.errors import SiteError
from tagarchive.preview.parsed_site import (
    SINGLE,
    ParsedSite,
    with_documents,
    with_fonts,
    with_templates,
    without,
)
from tagarchive.reading.disk import FOLDERS, file_at, read
from tagarchive.reading.file_state import Seen, State, state_of
from tagarchive.reading.files import CONFIG_FILE, File
from tagarchive.reading.hidden_files import is_hidden
from tagarchive.reading.site_files import SETTLED, Found, Inputs, load
from tagarchive.reading.text_files import is_text


class Reread(NamedTuple):
    """A parsed site after known files were read again, and the files that had changed."""

    reading: ParsedSite
    changed: frozenset[str]


def read_files(before: ParsedSite, root: Path, paths: Collection[str]) -> Reread | None:
    """The site after known files changed, or texts came or went; None if the whole site has to be read again."""
    seen, changed, links = dict(before.inputs.seen), set[str](), before.inputs.links
    for path in {*paths, *(link for link, target in links.items() if target in paths)}:
        known, now = seen.get(path), _seen_now(root, path, before)
        if now is None:
            return None
        if now is _NOTHING:
            changed.update([path] if seen.pop(path, None) else ())
            continue
        if known is None or now.digest != known.digest:
            changed.add(path)
        seen[path] = now
    if not changed.isdisjoint((*SINGLE, *(font.text for font in before.config.cards.font))):
        return None
    inputs = _with_files(before.inputs._replace(seen=seen), changed)
    if inputs.files is not before.inputs.files:
        inputs = measured_again(inputs, before.inputs, before.config, before.config, root)
    come, gone = changed - before.inputs.seen.keys(), changed - seen.keys()
    reading = before._replace(inputs=_with_texts(inputs, come, gone) if come or gone else inputs)
    if inputs.templates != before.inputs.templates:
        reading = with_templates(reading, root)
    documents = [path for path in changed - gone if _is_document(path)]
    reading = with_documents(without(reading, gone), root, documents, gone)
    new = (reading.documents[path] for path in documents if path in reading.documents)
    is_shown = reading.fonts is None or (not gone and shows_all(reading.fonts, new))
    return Reread(reading if is_shown else with_fonts(reading, root), frozenset(changed))


def _with_texts(inputs: Inputs, come: Collection[str], gone: Collection[str]) -> Inputs:
    """The files of a site with other texts."""
    kept = (found for found in inputs.documents if found.path not in gone)
    return inputs._replace(documents=tuple(sorted((*kept, *(Found(path, "") for path in come)))))


def stale_paths(reading: ParsedSite, root: Path) -> set[str]:
    """The files whose state differs from the one that was read. Reads no document."""
    before = reading.inputs.seen
    try:
        now = load(root, before).seen
    except SiteError:
        return {*FOLDERS, CONFIG_FILE}
    both = now.keys() & before.keys()
    return (now.keys() ^ before.keys()) | {path for path in both if _differs(now[path], before[path])}


def _differs(now: Seen, before: Seen) -> bool:
    """True if a file may have other bytes. A document with faults has no digest, so its state tells."""
    return now.digest != before.digest or (not now.digest and now.state != before.state)


_NOTHING = Seen(State(0, 0, 0, 0), settled=True, digest="")
"""Stands for a file that the site does not have."""


def _seen_now(root: Path, path: str, before: ParsedSite) -> Seen | None:
    """A known file, or a new text, as it is now. None if only a walk through all folders can tell what it is."""
    known, links = before.inputs.seen.get(path), before.inputs.links
    if known is None and is_hidden(path, before.config.static.include):
        return _NOTHING
    try:
        found = os.lstat(_place(root, path, links))
        state = state_of(found)
        if not stat.S_ISREG(found.st_mode) or not (known or _is_new_text(path, before.inputs.seen)):
            return None
        if known and known.settled and known.state == state:
            return known
        settled = max(state.mtime, state.ctime) < time.time_ns() - SETTLED
        return Seen(state, settled, "").of(read(root, path))
    except FileNotFoundError:
        was_text = known and path not in links and _is_document(path)
        was_nothing = known is None and not _was_folder(path, before.inputs.seen)
        return _NOTHING if was_text or was_nothing else None
    except (OSError, SiteError):
        return None


def _place(root: Path, path: str, links: Mapping[str, str]) -> Path:
    """The file on disk of a path; of a link that leads where it led, the file that it leads to."""
    file = file_at(root, path)
    target = file_at(root, links[path]) if path in links else file
    return target if os.path.realpath(file) == os.path.realpath(target) else file


def _was_folder(path: str, seen: Mapping[str, Seen]) -> bool:
    return any(known.startswith(f"{path}/") for known in seen)


def _is_new_text(path: str, seen: Mapping[str, Seen]) -> bool:
    """True if an unknown file is a text in a known folder, with a name that is the same on all disks."""
    is_plain = path.isascii() and path.isprintable() and _is_document(path)
    return is_plain and _was_folder(path.rpartition("/")[0], seen)


def _is_document(path: str) -> bool:
    return path.startswith("content/") and is_text(path)


def _with_files(inputs: Inputs, changed: Collection[str]) -> Inputs:
    def now(file: File) -> File:
        return inputs.seen[file.path].file(file.path) if file.path in changed else file

    if all(map(_is_document, changed)):
        return inputs
    return inputs._replace(
        files=tuple(map(now, inputs.files)),
        statics=tuple(map(now, inputs.statics)),
        templates={name: now(file) for name, file in inputs.templates.items()},
    )
