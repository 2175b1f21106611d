"""Loading of a site up to its plan. Documents in the store are not parsed again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tagarchive.archive.assemble import assembled
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.ledger import Ledger
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive
from tagarchive.build.config_file import languages_of, usable_config_at
from tagarchive.build.context import BuildContext
from tagarchive.build.extras import without_packages
from tagarchive.build.ledger_file import ledger_at
from tagarchive.build.pictures.measured import measured
from tagarchive.build.process_pool import Interrupts
from tagarchive.build.remembered_documents import documents_of
from tagarchive.build.sketch_table import MOST_AT_ONCE, SketchTable, decoded_sketch
from tagarchive.build.store import Remembered
from tagarchive.build.template_closures import Checked, Closure, checked_templates
from tagarchive.core.digests import digest, digest_of_text
from tagarchive.core.errors import Problem, Problems, SiteError
from tagarchive.plan.checks import dangling, lonely, odd_pictures
from tagarchive.plan.outputs.feeds import cut_days
from tagarchive.plan.outputs.social_cards import without_card
from tagarchive.plan.outputs.static_files import active
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.site_context import menu_of
from tagarchive.plan.site_plan import certain, site_plan
from tagarchive.reading.config import Config, notices
from tagarchive.reading.disk import read as read_file
from tagarchive.reading.documents import AuthorText, Document, SourceText
from tagarchive.reading.edition import Edition
from tagarchive.reading.file_state import Seen, State
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.shared_texts import with_shared_texts
from tagarchive.reading.site_files import Found, Inputs
from tagarchive.reading.sketches import Sketch

if TYPE_CHECKING:
    from tagarchive.build.card_fonts import FoundFonts
    from tagarchive.build.parse_worker import ReadDocument


_decoder = msgspec.msgpack.Decoder(Document)


class LoadedSite(NamedTuple):
    """A site without faults, ready for rendering.

    Attributes:
        config: its config
        ledger: its record of published addresses
        archive: its archive
        plan: the plan of its files
        records: paths of its files about sources and authors
        closures: the closure of each page's template
        notices: notices about the site
        outside: states of the files outside of the site that it depends on
        seen: the states and digests of its files

    """

    config: Config
    ledger: Ledger
    archive: Archive
    plan: Plan
    records: tuple[str, ...]
    closures: Mapping[str, Closure]
    notices: tuple[Problem, ...]
    outside: tuple[tuple[str, State], ...]
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
        config, sound = restrict(usable_config_at(context.root)), True
    ledger = Ledger()
    with problems.gathered():
        ledger = ledger_at(context.root) if recorded is None else recorded
    dead = dead_of(inputs, context, problems)
    checked = Checked("", {}, ())
    with problems.gathered():
        checked = checked_templates(inputs.templates, context, languages_of(config) if sound else ())
    loaded = read_documents(inputs, config, context, problems)
    inputs = measured(inputs, config, context, problems) if sound else inputs
    found = fonts_of(config, inputs, loaded.documents, context)
    fonts = found.fonts if found else None
    material = Material(
        loaded.documents, inputs.files, inputs.statics, ledger, loaded.unread, loaded.pairs, dead, fonts
    )
    if not sound:
        raise SiteError(*sorted(certain({*problems.found, *assembled(material, config, edition).problems})))
    site = site_plan(material, config, edition, inputs.templates)
    problems.found.update(site.problems)
    problems.raise_any()
    return LoadedSite(
        config=config,
        ledger=ledger,
        archive=site.archive,
        plan=site.plan,
        records=tuple(one.path for one in loaded.documents if isinstance(one, SourceText | AuthorText)),
        closures=checked.closures,
        notices=(*checked.notices, *site_notices(inputs, config, site.archive, site.plan)),
        outside=found.outside if found else (),
        seen={**inputs.seen, **loaded.seen},
    )


def site_notices(inputs: Inputs, config: Config, archive: Archive, planned: Plan) -> Iterator[Problem]:
    """All notices about a site that is loaded, except those about its templates alone.

    Besides the general ones these are what `text_notices` finds, of all documents at once.
    """
    yield from general_notices(inputs, config, archive, planned)
    yield from chain.from_iterable(document.notices for document in archive.documents)
    yield from archive.linked
    yield from dangling((link for link in planned.broken if link.written.where.path != CONFIG_FILE), planned)


def general_notices(inputs: Inputs, config: Config, archive: Archive, planned: Plan) -> Iterator[Problem]:
    """The notices about a site that are about more than the text of a document and its links."""
    yield from notices(config)
    yield from without_packages(config)
    yield from odd_pictures(archive, config)
    yield from inputs.notices
    yield from archive.notices
    yield from active((file for _, file in archive.files), sanitise=config.html.sanitise)
    yield from lonely(inputs.templates, archive)
    yield from dangling(menu_of(config), planned)
    yield from cut_days(planned.site, archive)
    yield from without_card(planned.site, archive)


def dead_of(inputs: Inputs, context: BuildContext, problems: Problems) -> Collection[str]:
    """The addresses of originals that are no longer there. Faults are added to `problems`."""
    if inputs.verdicts:
        from tagarchive.build.dead_originals import dead_originals  # noqa: PLC0415 (few sites have verdicts)

        with problems.gathered():
            return dead_originals(inputs.verdicts, context)
    return frozenset()


def fonts_of(config: Config, inputs: Inputs, documents: Iterable[Document], context: BuildContext) -> FoundFonts | None:
    """The fonts for the social cards of a site; None if it has no cards."""
    if not config.cards.enabled:
        return None
    from tagarchive.build.card_fonts import CardSite, kept_fonts  # noqa: PLC0415 (few sites have cards)

    return kept_fonts(CardSite(context.root, config, inputs.statics, documents), context)


class ReadDocuments(NamedTuple):
    """The result of reading the documents of a site.

    Attributes:
        documents: the documents
        seen: the states and digests of files that were read in this build
        unread: the texts of documents with faults, by path
        pairs: pairs of articles that may be copies

    """

    documents: Sequence[Document]
    seen: Mapping[str, Seen]
    unread: Mapping[str, str]
    pairs: tuple[Pair, ...]


def read_documents(inputs: Inputs, config: Config, context: BuildContext, problems: Problems) -> ReadDocuments:
    """Reads new and changed documents, and updates the store. Faults are added to `problems`."""
    store, (known, gone) = context.store, _known_documents(inputs, config, context)
    wanted = [
        document
        for document in inputs.documents
        if not document.digest or document.path not in known or known[document.path].digest != document.digest
    ]
    read: dict[str, Document] = {}
    seen: dict[str, Seen] = {}
    unread: dict[str, str] = {}
    sketches: dict[str, bytes | None] = dict.fromkeys(gone)
    table, anew = SketchTable(store.database), False
    for document, outcome in _outcomes(wanted, known, config, context):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            store.forget_documents([document.path])
            sketches[document.path] = None
            known.pop(document.path, None)
            unread[document.path] = _text_of(document.path, context)
        else:
            seen[document.path] = inputs.seen[document.path]._replace(digest=outcome.digest)
            if outcome.document:
                store.remember_document(document.path, *outcome[:3])
                read[document.path] = with_shared_texts(_decoder.decode(outcome.document))
                known.pop(document.path, None)
                sketches[document.path] = outcome.sketch
        if len(sketches) >= MOST_AT_ONCE:
            table.change(_decoded(sketches))  # While workers parse others.
            sketches, anew = {}, True
    pairs = _pairs(table, sketches, context, anew=anew)
    store.commit()
    paths = list(known)
    read.update(zip(paths, documents_of(known.pop(path) for path in paths), strict=True))
    return ReadDocuments([read[path] for path in sorted(read)], seen, unread, pairs)


def _text_of(path: str, context: BuildContext) -> str:
    """The text of a document with faults, as far as it can be read."""
    try:
        return read_file(context.root, path).data.decode(errors="replace")
    except SiteError:
        return ""


def _decoded(sketches: Mapping[str, bytes | None]) -> dict[str, Sketch | None]:
    return {path: decoded_sketch(sketch) if sketch else None for path, sketch in sketches.items()}


def _pairs(
    table: SketchTable, sketches: Mapping[str, bytes | None], context: BuildContext, *, anew: bool
) -> tuple[Pair, ...]:
    """All pairs of articles that may be copies, after the encoded sketches of some articles changed."""
    if context.store.fact("pairs", str) != context.engine.whole:
        context.store.keep("pairs", context.engine.whole)
        anew = True
    return table.update(_decoded(sketches), anew=anew)


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
