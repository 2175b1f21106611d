"""Loading of a site up to its plan. Documents in the store are not parsed again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tagarchive.archive.assemble import Material, assemble
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.ledger import Ledger, read_ledger
from tagarchive.archive.model import Archive
from tagarchive.build.context import BuildContext
from tagarchive.build.engine import Engine
from tagarchive.build.process_pool import Interrupts
from tagarchive.build.sketch_table import SketchTable, decoded_sketch
from tagarchive.build.store import Remembered, documents_of
from tagarchive.core.digests import digest, digest_of_text
from tagarchive.core.errors import Problem, Problems, SiteError
from tagarchive.core.text import decode
from tagarchive.plan.checks import dangling, lonely, odd_pictures
from tagarchive.plan.outputs.feeds import cut_days
from tagarchive.plan.outputs.static_files import active
from tagarchive.plan.plan import plan
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.site_context import menu_target
from tagarchive.reading.body import Target
from tagarchive.reading.config import Config, notices, read_config
from tagarchive.reading.disk import read
from tagarchive.reading.documents import CONFIG_FILE, LEDGER_FILE, Document, File
from tagarchive.reading.edition import Edition
from tagarchive.reading.file_state import Seen
from tagarchive.reading.site_files import Found, Inputs
from tagarchive.reading.template_source import TemplateSource, TemplateSources

if TYPE_CHECKING:
    from tagarchive.build.parse_worker import ReadDocument


class Closure(msgspec.Struct, frozen=True):
    """The closure of a page's template: the templates that it consists of.

    Attributes:
        files: the digest of each template, by name
        digest: digest of the whole closure

    """

    files: dict[str, str]
    digest: str


class Checked(msgspec.Struct, frozen=True):
    """The result of checking the templates, without faults.

    Attributes:
        digest: digest of all templates
        closures: the closure of each page's template
        notices: notices about the templates

    """

    digest: str
    closures: dict[str, Closure]
    notices: tuple[Problem, ...]


class LoadedSite(NamedTuple):
    """A site without faults, ready for rendering.

    Attributes:
        config: its config
        archive: its archive
        plan: the plan of its files
        closures: the closure of each page's template
        notices: notices about the site
        seen: the states and digests of its files

    """

    config: Config
    archive: Archive
    plan: Plan
    closures: Mapping[str, Closure]
    notices: tuple[Problem, ...]
    seen: Mapping[str, Seen]


def read_project(
    inputs: Inputs,
    edition: Edition,
    context: BuildContext,
    recorded: Ledger | None = None,
    restrict: Callable[[Config], Config] = lambda config: config,
) -> LoadedSite:
    """Loads a site up to its plan. Raises `SiteError` with every fault that is detectable without rendering.

    `recorded` replaces the ledger of the site, and `restrict` modifies the config.
    """
    problems = Problems()
    config, sound = Config(), False
    with problems.gathered():
        config, sound = restrict(config_at(context.root)), True
    ledger = Ledger()
    with problems.gathered():
        ledger = ledger_at(context.root) if recorded is None else recorded
    dead = dead_of(inputs, context, problems)
    checked = Checked("", {}, ())
    with problems.gathered():
        checked = checked_templates(inputs.templates, context)
    loaded = read_documents(inputs, config, context, problems)
    with problems.gathered():
        material = Material(loaded.documents, inputs.files, inputs.statics, ledger, loaded.unread, loaded.pairs, dead)
        archive = assemble(material, config, edition)
        if not sound:
            problems.raise_any()
        if archive.held:
            # Faults of articles held back are reported now, not on their date, when nobody watches the build.
            plan(assemble(material, config, edition._replace(future=True)), config, inputs.templates)
        planned = plan(archive, config, inputs.templates)
    problems.raise_any()
    return LoadedSite(
        config=config,
        archive=archive,
        plan=planned,
        closures=checked.closures,
        notices=(*checked.notices, *site_notices(inputs, config, archive, planned)),
        seen={**inputs.seen, **loaded.seen},
    )


def site_notices(inputs: Inputs, config: Config, archive: Archive, planned: Plan) -> Iterator[Problem]:
    """All notices about a site that is loaded, except those about its templates alone."""
    yield from notices(config)
    yield from odd_pictures(archive, config)
    yield from inputs.notices
    yield from chain.from_iterable(document.notices for document in archive.documents)
    yield from archive.notices
    yield from active(file for _, file in archive.files)
    yield from lonely(inputs.templates, archive)
    yield from dangling(_targets(archive, config), planned)
    yield from cut_days(planned.site, archive)


def dead_of(inputs: Inputs, context: BuildContext, problems: Problems) -> Collection[str]:
    """The addresses of originals that are no longer there. Faults are added to `problems`."""
    if inputs.verdicts:
        from tagarchive.build.dead_originals import dead_originals  # noqa: PLC0415 (few sites have verdicts)

        with problems.gathered():
            return dead_originals(inputs.verdicts, context)
    return frozenset()


def config_at(root: Path) -> Config:
    """The config of the site in a folder. Raises `SiteError` with every fault of it."""
    return read_config(decode(read(root, CONFIG_FILE).data, CONFIG_FILE)[0])


def ledger_at(root: Path) -> Ledger:
    """The ledger of the site in a folder. Raises `SiteError` with every fault of it."""
    if not (root / LEDGER_FILE).is_file():
        return Ledger()
    return read_ledger(decode(read(root, LEDGER_FILE).data, LEDGER_FILE)[0])


def _targets(archive: Archive, config: Config) -> Iterator[Target | str]:
    """The targets of all links within the site."""
    yield from map(menu_target, config.menu)
    for document in archive.documents:
        yield from document.targets()


def template_sources(root: Path, templates: Mapping[str, File]) -> tuple[tuple[str, TemplateSource], ...]:
    """The sources of the templates, by name."""
    paths = dict.fromkeys(file.path for file in templates.values())  # Templates of the theme have two names each.
    texts = {path: TemplateSource(path, decode(read(root, path).data, path)[0]) for path in paths}
    return tuple((name, texts[file.path]) for name, file in templates.items())


def checked_templates(templates: Mapping[str, File], context: BuildContext) -> Checked:
    """The closures of the templates, from the store if unchanged. Raises `SiteError` with every fault of them."""
    names = (f"{name} {file.key}" for name, file in templates.items())
    key = digest_of_text("\n".join([context.engine.whole, *names]))
    known = context.store.fact("templates", Checked)
    if known and known.digest == key:
        return known
    checked = checked_sources(templates, dict(template_sources(context.root, templates)), key, context.engine)
    context.store.keep("templates", checked)
    return checked


def checked_sources(templates: Mapping[str, File], sources: TemplateSources, key: str, engine: Engine) -> Checked:
    """The closures of templates with these sources. Raises `SiteError` with every fault of them."""
    # Only this needs the template engine.
    from tagarchive.build.compiled_templates import compiled_templates, folder_of  # noqa: PLC0415
    from tagarchive.render.template_check import closures_of  # noqa: PLC0415

    closures, unused = closures_of(sources, compiled_templates(folder_of(engine)))
    return Checked(key, {name: _closure(names, templates) for name, names in closures.items()}, unused)


def _closure(names: Iterable[str], templates: Mapping[str, File]) -> Closure:
    files = {name: templates[name].digest for name in sorted(names)}
    return Closure(files, digest_of_text("\n".join(f"{name} {digest}" for name, digest in files.items())))


class ReadDocuments(NamedTuple):
    """The result of reading the documents of a site.

    Attributes:
        documents: the documents
        seen: the states and digests of files that were read in this build
        unread: the paths of documents with faults
        pairs: pairs of articles that may be copies

    """

    documents: Sequence[Document]
    seen: Mapping[str, Seen]
    unread: Collection[str]
    pairs: tuple[Pair, ...]


def read_documents(inputs: Inputs, config: Config, context: BuildContext, problems: Problems) -> ReadDocuments:
    """Reads new and changed documents, and updates the store. Faults are added to `problems`."""
    store, (known, gone) = context.store, _known_documents(inputs, config, context)
    wanted = [
        document
        for document in inputs.documents
        if not document.digest or document.path not in known or known[document.path].digest != document.digest
    ]
    seen: dict[str, Seen] = {}
    unread = []
    sketches: dict[str, bytes | None] = dict.fromkeys(gone)
    for document, outcome in _outcomes(wanted, known, config, context):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            store.forget_documents([document.path])
            sketches[document.path] = None
            known.pop(document.path, None)
            unread.append(document.path)
        else:
            seen[document.path] = inputs.seen[document.path]._replace(digest=outcome.digest)
            if outcome.document:
                known[document.path] = store.remember_document(document.path, *outcome[:3])
                sketches[document.path] = outcome.sketch
    pairs = _pairs(sketches, context)
    store.commit()
    return ReadDocuments(documents_of(known[path] for path in sorted(known)), seen, unread, pairs)


def _pairs(sketches: Mapping[str, bytes | None], context: BuildContext) -> tuple[Pair, ...]:
    """All pairs of articles that may be copies, after the encoded sketches of some articles changed."""
    changes = {path: decoded_sketch(sketch) if sketch else None for path, sketch in sketches.items()}
    anew = context.store.fact("pairs", str) != context.engine.whole
    if anew:
        context.store.keep("pairs", context.engine.whole)
    return SketchTable(context.store.database).update(changes, anew=anew)


def _known_documents(
    inputs: Inputs, config: Config, context: BuildContext
) -> tuple[dict[str, Remembered], Collection[str]]:
    """The documents in the store that still exist, and the paths of the others.

    All are dropped if the parser or its options changed.
    """
    store, parsing = context.store, digest_of_text(context.engine.parsing + digest(config.parsing))
    known = store.documents()
    stale = set(known) - {document.path for document in inputs.documents}
    if store.fact("parsing", str) != parsing:
        store.keep("parsing", parsing)
        stale = set(known)
    store.forget_documents(stale)
    kept = {path: remembered for path, remembered in known.items() if path not in stale} if stale else known
    return kept, stale


def _outcomes(
    wanted: Sequence[Found], known: Mapping[str, Remembered], config: Config, context: BuildContext
) -> Iterable[tuple[Found, ReadDocument | SiteError]]:
    """Each wanted document with the result of reading it."""
    if not wanted:
        return ()
    with Interrupts():
        from tagarchive.build.parse_worker import Wanted, read_all  # noqa: PLC0415 (only this needs Markdown)

    digests = (known[document.path].digest if document.path in known else "" for document in wanted)
    items = ((document, Wanted(document.path, digest)) for document, digest in zip(wanted, digests, strict=True))
    function = partial(read_all, root=str(context.root), options=config.parsing)
    return context.watch(context.workers.spread(function, items, len(wanted)), len(wanted), "articles")
