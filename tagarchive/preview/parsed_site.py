"""A site as it was parsed: the last valid version of each file, and the faults of the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec

from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.ledger import Ledger
from tagarchive.build.card_fonts import CardSite, FoundFonts, found_fonts
from tagarchive.build.compiled_templates import compiled_templates, folder_of
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
from tagarchive.reading.documents import Document
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE
from tagarchive.reading.site_files import Inputs, load
from tagarchive.reading.sketches import Sketch
from tagarchive.reading.template_source import TemplateSources
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

    def has_the_texts_of(self, other: ParsedSite) -> bool:
        """True if no text came or went between two readings of a site."""
        return self.inputs.documents is other.inputs.documents


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
    templates = _templates(dict(template_sources(root, inputs.templates)))
    faults, pairs = by_file(faulty.found), found.pairs
    with ThreadPoolExecutor(1) as beside:
        # SQLite copies by itself, so the parser that the first edit needs can start meanwhile.
        beside.submit(_start_parser, root, config, tuple(documents)[:1])
        sketches = SketchTable(context.store.database).copied()
    return ParsedSite(inputs, config, ledger, dead, fonts, checked, templates, documents, {}, faults, sketches, pairs)


def _start_parser(root: Path, config: Config, paths: Collection[str]) -> None:
    """Imports and starts the parser, so that the first edit does not wait for it."""
    read_all([Wanted(path, "") for path in paths], str(root), config.parsing)


def read_again(before: ParsedSite, root: Path) -> ParsedSite:
    """The whole site, read again. Opens changed files only. Raises `SiteError` if the folder can't be walked."""
    inputs = load(root, before.inputs.seen)
    reading = _with_config(before._replace(inputs=inputs), root)
    inputs = measured_again(inputs, before.inputs, reading.config, before.config, root)
    reading = reading._replace(inputs=inputs)
    if inputs.verdicts != before.inputs.verdicts or VERDICTS_FILE in before.faults:
        reading = _with_verdicts(reading, root)
    if (inputs.templates, languages_of(reading.config)) != (before.inputs.templates, languages_of(before.config)):
        reading = with_templates(reading, root)
    if reading.config.parsing != before.config.parsing:
        reading = reading._replace(documents={}, bodies={})
    paths = {found.path for found in inputs.documents}
    gone = (reading.documents.keys() | reading.faults.keys()) - paths - {*SINGLE, TEMPLATES}
    new = [found.path for found in inputs.documents if not _is_known(found.path, found.digest, reading)]
    return _without_sketches(with_fonts(with_documents(without(reading, gone), root, new), root))


def _is_known(path: str, digest: str, reading: ParsedSite) -> bool:
    known = reading.documents.get(path)
    return known is not None and known.digest == digest and path not in reading.faults


def _with_config(reading: ParsedSite, root: Path) -> ParsedSite:
    reading = without(reading, {CONFIG_FILE, LEDGER_FILE})
    problems = Problems()
    with problems.gathered():
        reading = reading._replace(config=usable_config_at(root))
    with problems.gathered():
        reading = reading._replace(ledger=ledger_at(root))
    return reading._replace(faults={**reading.faults, **by_file(problems.found)})


def _with_verdicts(reading: ParsedSite, root: Path) -> ParsedSite:
    try:
        return without(reading, {VERDICTS_FILE})._replace(dead=dead_originals_at(root))
    except SiteError as error:
        return reading._replace(faults={**reading.faults, VERDICTS_FILE: error.problems})


def with_fonts(reading: ParsedSite, root: Path) -> ParsedSite:
    """The parsed site with the fonts for its cards."""
    site = CardSite(root, reading.config, reading.inputs.statics, reading.documents.values())
    return reading._replace(fonts=found_fonts(site, reading.fonts))


def with_templates(reading: ParsedSite, root: Path) -> ParsedSite:
    try:
        sources = dict(template_sources(root, reading.inputs.templates))
        checked = checked_sources(reading.inputs.templates, sources, languages_of(reading.config), engine())
    except SiteError as error:
        return reading._replace(faults={**reading.faults, TEMPLATES: error.problems})
    return without(reading, {TEMPLATES})._replace(checked=checked, templates=_templates(sources))


def _templates(sources: TemplateSources) -> Templates:
    return Templates(sources, compiled_templates(folder_of(engine())))


def with_documents(reading: ParsedSite, root: Path, paths: Collection[str], gone: Collection[str] = ()) -> ParsedSite:
    """The parsed site with these documents read again. A document with faults keeps its previous version.

    `gone` are paths of documents that it does not have any more.
    """
    if not paths and not gone:
        return reading
    documents, bodies, faults = dict(reading.documents), dict(reading.bodies), dict(reading.faults)
    seen, sketches = dict(reading.inputs.seen), dict[str, Sketch | None].fromkeys(gone)
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


def without(reading: ParsedSite, paths: Collection[str]) -> ParsedSite:
    """The parsed site without some documents, and without the faults of some files."""
    if not paths:
        return reading
    kept = ({path: one for path, one in many.items() if path not in paths} for many in _by_path(reading))
    documents, bodies, faults = kept
    return reading._replace(documents=documents, bodies=bodies, faults=faults)  # type: ignore[arg-type]


def _by_path(reading: ParsedSite) -> tuple[Mapping[str, object], ...]:
    return reading.documents, reading.bodies, reading.faults
