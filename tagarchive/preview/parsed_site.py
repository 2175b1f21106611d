"""A site as it was parsed: the last valid version of each file, and the faults of the others."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.ledger import Ledger
from tagarchive.build.card_fonts import CardSite, FoundFonts, found_fonts, shows_all
from tagarchive.build.config_file import languages_of, usable_config_at
from tagarchive.build.context import BuildContext
from tagarchive.build.dead_originals import dead_originals_at
from tagarchive.build.engine import engine
from tagarchive.build.ledger_file import ledger_at
from tagarchive.build.parse_worker import Wanted, read_all
from tagarchive.build.pictures.measured import measured, measured_again
from tagarchive.build.site_loader import dead_of, fonts_of, read_documents
from tagarchive.build.sketch_table import SketchTable, decoded_sketch
from tagarchive.build.template_closures import Checked, checked_sources, checked_templates, template_sources
from tagarchive.core.errors import Problem, Problems, SiteError
from tagarchive.core.problem_groups import by_file
from tagarchive.reading.config import Config
from tagarchive.reading.disk import FOLDERS, file_at, read
from tagarchive.reading.documents import Document
from tagarchive.reading.file_state import Seen, State, state_of
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE, File
from tagarchive.reading.hidden_files import is_hidden
from tagarchive.reading.site_files import SETTLED, Inputs, load
from tagarchive.reading.sketches import Sketch
from tagarchive.reading.text_files import is_text
from tagarchive.render.templates import Templates

_DOCUMENT = msgspec.msgpack.Decoder(Document)


class ParsedSite(NamedTuple):
    """The last valid version of each file, and the faults of those that are not valid now.

    Attributes:
        dead: addresses of dead originals
        fonts: fonts of social cards; None if the site has no cards
        documents: documents by path
        bodies: encoded bodies of the documents that were read after the start; the store has the others
        faults: faults by the path of the document or of a file at the top, or by `templates/`
        sketches: sketches of the articles, which change with each reading
        pairs: pairs of articles that may be copies

    """

    inputs: Inputs
    config: Config
    ledger: Ledger
    dead: Collection[str]
    fonts: FoundFonts | None
    checked: Checked
    templates: Templates
    documents: Mapping[str, Document]
    bodies: Mapping[str, bytes]
    faults: Mapping[str, tuple[Problem, ...]]
    sketches: SketchTable
    pairs: tuple[Pair, ...]


TEMPLATES = "templates/"
SINGLE = frozenset({CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE})
"""Files at the top of the folder. After a change of one of them the whole site is read again."""


def first_reading(root: Path, context: BuildContext) -> ParsedSite:
    """The whole site, with what the store remembers. Raises `SiteError` if config or templates have faults."""
    seen = context.store.seen()
    inputs = load(root, seen)
    problems, faulty = Problems(), Problems()
    config, languages = Config(), tuple[str, ...]()
    with problems.gathered():
        config = usable_config_at(root)
        languages = languages_of(config)
    with problems.gathered():
        ledger = ledger_at(root)
    dead = dead_of(inputs, context, problems)
    with problems.gathered():
        checked = checked_templates(inputs.templates, context, languages)
    problems.raise_any()
    found = read_documents(inputs, config, context, faulty)
    inputs = measured(inputs._replace(seen={**inputs.seen, **found.seen}), config, context, faulty)
    fonts = fonts_of(config, inputs, found.documents, context)
    context.store.remember_seen(seen, inputs.seen)
    context.store.commit()
    documents = {document.path: document for document in found.documents}
    templates = Templates(dict(template_sources(root, inputs.templates)))
    faults, sketches = by_file(faulty.found), SketchTable(context.store.database).copied()
    pairs = found.pairs
    return ParsedSite(inputs, config, ledger, dead, fonts, checked, templates, documents, {}, faults, sketches, pairs)


def warm(root: Path, reading: ParsedSite | None) -> None:
    """Imports and starts the parser, so that the first edit does not wait for it."""
    if reading and reading.documents:
        read_all([Wanted(next(iter(reading.documents)), "")], str(root), reading.config.parsing)


def read_again(before: ParsedSite, root: Path) -> ParsedSite:
    """The whole site, read again. Opens changed files only. Raises `SiteError` if the folder can't be walked."""
    inputs = load(root, before.inputs.seen)
    reading = _with_config(before._replace(inputs=inputs), root)
    inputs = measured_again(inputs, before.inputs, reading.config, before.config, root)
    reading = reading._replace(inputs=inputs)
    if inputs.verdicts != before.inputs.verdicts or VERDICTS_FILE in before.faults:
        reading = _with_verdicts(reading, root)
    if (inputs.templates, languages_of(reading.config)) != (before.inputs.templates, languages_of(before.config)):
        reading = _with_templates(reading, root)
    if reading.config.parsing != before.config.parsing:
        reading = reading._replace(documents={}, bodies={})
    paths = {found.path for found in inputs.documents}
    gone = (reading.documents.keys() | reading.faults.keys()) - paths - {*SINGLE, TEMPLATES}
    new = [found.path for found in inputs.documents if not _is_known(found.path, found.digest, reading)]
    return _without_sketches(_with_fonts(_with_documents(_without(reading, gone), root, new), root))


def _is_known(path: str, digest: str, reading: ParsedSite) -> bool:
    known = reading.documents.get(path)
    return known is not None and known.digest == digest and path not in reading.faults


class Reread(NamedTuple):
    """A parsed site after known files were read again, and the files that had changed."""

    reading: ParsedSite
    changed: frozenset[str]


def read_files(before: ParsedSite, root: Path, paths: Collection[str]) -> Reread | None:
    """The site after known files changed; None if the whole site has to be read again."""
    seen, changed, links = dict(before.inputs.seen), set[str](), before.inputs.links
    for path in {*paths, *(link for link, target in links.items() if target in paths)}:
        now = _seen_now(root, path, before)
        if now is None:
            return None
        if now.digest != seen.get(path, now).digest:
            changed.add(path)
        if path in seen:
            seen[path] = now
    if not changed.isdisjoint((*SINGLE, *(font.text for font in before.config.cards.font))):
        return None
    inputs = _with_files(before.inputs._replace(seen=seen), changed)
    if inputs.files is not before.inputs.files:
        inputs = measured_again(inputs, before.inputs, before.config, before.config, root)
    reading = before._replace(inputs=inputs)
    if inputs.templates != before.inputs.templates:
        reading = _with_templates(reading, root)
    documents = [path for path in changed if _is_document(path)]
    reading = _with_documents(reading, root, documents)
    new = (reading.documents[path] for path in documents if path in reading.documents)
    is_shown = reading.fonts is None or shows_all(reading.fonts, new)
    return Reread(reading if is_shown else _with_fonts(reading, root), frozenset(changed))


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


def _seen_now(root: Path, path: str, before: ParsedSite) -> Seen | None:
    """A known file as it is now; None if it is gone or no plain file, or if a new one has come."""
    known = before.inputs.seen.get(path)
    if known is None:
        hidden = is_hidden(path, before.config.static.include) or not _is_there(root, path, before.inputs.seen)
        return _NOTHING if hidden else None
    try:
        found = os.lstat(_place(root, path, before.inputs.links))
        state = state_of(found)
        if not stat.S_ISREG(found.st_mode):
            return None
        if known.settled and known.state == state:
            return known
        settled = max(state.mtime, state.ctime) < time.time_ns() - SETTLED
        return Seen(state, settled, "").of(read(root, path))
    except (OSError, SiteError):
        return None


def _place(root: Path, path: str, links: Mapping[str, str]) -> Path:
    """The file on disk of a path; of a link that leads where it led, the file that it leads to."""
    file = file_at(root, path)
    target = file_at(root, links[path]) if path in links else file
    return target if os.path.realpath(file) == os.path.realpath(target) else file


def _is_there(root: Path, path: str, seen: Mapping[str, Seen]) -> bool:
    """True if an unknown path exists now, or is a folder that existed."""
    return os.path.lexists(file_at(root, path)) or any(known.startswith(f"{path}/") for known in seen)


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


def _with_config(reading: ParsedSite, root: Path) -> ParsedSite:
    reading = _without(reading, {CONFIG_FILE, LEDGER_FILE})
    problems = Problems()
    with problems.gathered():
        reading = reading._replace(config=usable_config_at(root))
    with problems.gathered():
        reading = reading._replace(ledger=ledger_at(root))
    return reading._replace(faults={**reading.faults, **by_file(problems.found)})


def _with_verdicts(reading: ParsedSite, root: Path) -> ParsedSite:
    try:
        return _without(reading, {VERDICTS_FILE})._replace(dead=dead_originals_at(root))
    except SiteError as error:
        return reading._replace(faults={**reading.faults, VERDICTS_FILE: error.problems})


def _with_fonts(reading: ParsedSite, root: Path) -> ParsedSite:
    """The parsed site with the fonts for its cards."""
    site = CardSite(root, reading.config, reading.inputs.statics, reading.documents.values())
    return reading._replace(fonts=found_fonts(site, reading.fonts))


def _with_templates(reading: ParsedSite, root: Path) -> ParsedSite:
    try:
        sources = dict(template_sources(root, reading.inputs.templates))
        checked = checked_sources(reading.inputs.templates, sources, languages_of(reading.config), engine())
    except SiteError as error:
        return reading._replace(faults={**reading.faults, TEMPLATES: error.problems})
    return _without(reading, {TEMPLATES})._replace(checked=checked, templates=Templates(sources))


def _with_documents(reading: ParsedSite, root: Path, paths: Collection[str]) -> ParsedSite:
    """The parsed site with these documents read again. A document with faults keeps its previous version."""
    if not paths:
        return reading
    documents, bodies, faults = dict(reading.documents), dict(reading.bodies), dict(reading.faults)
    seen, sketches = dict(reading.inputs.seen), dict[str, Sketch | None]()
    wanted = [Wanted(path, documents[path].digest if path in documents else "") for path in sorted(paths)]
    for (path, _), outcome in zip(wanted, read_all(wanted, str(root), reading.config.parsing), strict=True):
        faults.pop(path, None)
        if isinstance(outcome, SiteError):
            faults[path] = outcome.problems
            continue
        seen[path] = seen[path]._replace(digest=outcome.digest)
        if outcome.document:
            documents[path], bodies[path] = _DOCUMENT.decode(outcome.document), outcome.body
            sketches[path] = decoded_sketch(outcome.sketch) if outcome.sketch else None
    inputs, pairs = reading.inputs._replace(seen=seen), reading.sketches.update(sketches)
    return reading._replace(inputs=inputs, documents=documents, bodies=bodies, faults=faults, pairs=pairs)


def _without_sketches(reading: ParsedSite) -> ParsedSite:
    """The parsed site without the sketches of documents that it does not have any more."""
    gone = reading.sketches.paths() - reading.documents.keys()
    return reading._replace(pairs=reading.sketches.update(dict.fromkeys(gone))) if gone else reading


def _without(reading: ParsedSite, paths: Collection[str]) -> ParsedSite:
    """The parsed site without the faults of some files."""
    if not paths:
        return reading
    kept = ({path: one for path, one in many.items() if path not in paths} for many in _by_path(reading))
    documents, bodies, faults = kept
    return reading._replace(documents=documents, bodies=bodies, faults=faults)  # type: ignore[arg-type]


def _by_path(reading: ParsedSite) -> tuple[Mapping[str, object], ...]:
    return reading.documents, reading.bodies, reading.faults
