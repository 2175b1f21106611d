"""The site as it would be published now, up to its plan. An edit makes another snapshot that shares the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import structs

from tagarchive.archive.address_book import addresses_by_name
from tagarchive.archive.assemble import assembled
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.earlier import Earlier
from tagarchive.archive.edits import replaced_document
from tagarchive.archive.filing import Filing
from tagarchive.archive.links import Linkable
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive, PlacedDocument, counted_once
from tagarchive.archive.rights import Rights, rights_of
from tagarchive.archive.schedule import next_change
from tagarchive.build.card_fonts import FoundFonts
from tagarchive.build.outdated import Fingerprints
from tagarchive.build.site_loader import general_notices
from tagarchive.build.stale_files import vanished
from tagarchive.core.digests import digest_of_text, encoded
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.problem_groups import by_file
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.edits import edited, restyled
from tagarchive.plan.outputs.social_cards import has_card
from tagarchive.plan.plan import plan
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.recipes import Recipe, TemplateRecipe
from tagarchive.plan.search.records import Searched, searched
from tagarchive.plan.unread import unread_of
from tagarchive.preview.noticed_edits import changes_notices
from tagarchive.preview.parsed_site import ParsedSite
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document, FreePage, TermText
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import File
from tagarchive.reading.site_files import Inputs
from tagarchive.render.templates import Templates


class Snapshot(NamedTuple):
    """The site at one moment.

    Attributes:
        number: number of the snapshot, counted from 1
        documents: versions of the documents that it is made of
        placed: those of them that are published, by path
        addresses: addresses of the published documents and of the files that they show, by path
        archives: for each language of a site in several, addresses of the archives that have a file of their own
        rights: rules for what is shown of articles
        pairs: pairs of articles that may be copies
        fonts: fonts of social cards; None if the site has no cards
        copies: digest of all files that are published as they are
        linkable: possible targets of links
        steps: steps to its archive, from which the next one takes what stays the same
        notices: notices about more than the text of one document, by the file that they are in
        about_templates: notices about templates
        drafts: links to the pages of drafts
        searched: articles that readers can search
        until: moment at which time alone changes it

    """

    number: int
    plan: Plan
    config: Config
    fingerprints: Fingerprints
    templates: Templates
    documents: Mapping[str, Document]
    bodies: Mapping[str, bytes]
    placed: Mapping[str, PlacedDocument[Any]]
    addresses: Mapping[str, Address]
    archives: Mapping[str, Mapping[str, Address]]
    rights: Rights
    pairs: tuple[Pair, ...]
    fonts: FoundFonts | None
    statics: tuple[File, ...]
    files: tuple[File, ...]
    copies: str
    articles: int
    tags: int
    until: datetime | None
    linkable: Linkable
    steps: Earlier
    notices: Mapping[str, tuple[Problem, ...]]
    about_templates: tuple[Problem, ...]
    drafts: frozenset[str]
    searched: tuple[Searched, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def fingerprint(self, recipe: Recipe) -> str:
        """A digest of all that the bytes of a file depend on."""
        return self.fingerprints.fingerprint(recipe, encoded(recipe))

    def print(self, recipe: Recipe) -> str:
        """A digest of what an open page shows, without the names of style sheets and scripts."""
        if isinstance(recipe, TemplateRecipe) and hasattr(recipe.view, "site"):
            site = structs.replace(recipe.view.site, assets=())
            return self.fingerprint(structs.replace(recipe, view=structs.replace(recipe.view, site=site)))
        return self.fingerprint(recipe)

    def origin(self, path: OutPath) -> PlacedDocument[Any] | None:
        """The document whose text a page shows."""
        if path not in self.plan:
            return None
        parts = self.plan.planned[path].parts
        first = parts[0] if parts else None
        found = first if isinstance(first, PlacedDocument) else getattr(first, "text", None)
        return found if isinstance(found, PlacedDocument) else None


class Attempt(NamedTuple):
    """A snapshot, if one could be made, and the problems of the site."""

    snapshot: Snapshot | None
    problems: tuple[Problem, ...]


def edited_snapshot(shown: Snapshot, reading: ParsedSite, paths: Collection[str]) -> Snapshot | None:
    """The snapshot after known files changed; None if an edit moves something."""
    if reading.pairs != shown.pairs or reading.fonts is not shown.fonts:
        return None
    edits: dict[str, PlacedDocument[Any]] = {}
    files = {file.path: file for file in reading.inputs.files}
    if any(path in files for path in paths):
        return None  # Pages say how large a picture is.
    for path in paths:
        document = reading.documents.get(path)
        if document is not None and document is not shown.documents.get(path):
            before = shown.placed.get(path)
            filing = _filing(shown, document, files)
            placed = replaced_document(before, document, filing, shown.rights) if before and filing else None
            if not (before and placed) or changes_notices(
                before.document, placed.document, shown.placed, shown.notices.keys()
            ):
                return None
            if has_card(shown.plan.site, before) != has_card(shown.plan.site, placed):
                return None
            edits[path] = placed
    found = _restyled(shown, reading)
    documents = {path: one.document for path, one in edits.items()}
    return found._replace(
        number=shown.number + 1,
        plan=edited(found.plan, edits) if edits else found.plan,
        fingerprints=Fingerprints(shown.fingerprints.engine, reading.checked.closures),
        templates=reading.templates,
        documents={**shown.documents, **documents},
        bodies=reading.bodies,
        placed={**shown.placed, **edits},
        files=reading.inputs.files,
        linkable=shown.linkable._replace(documents={**shown.linkable.documents, **documents}),
        about_templates=reading.checked.notices,
    )


def _filing(shown: Snapshot, document: Document, files: Mapping[str, File]) -> Filing | None:
    """The filing of an edited document; None for a file of a tag, a source or an author that several languages show."""
    if shown.archives and isinstance(document, TermText):
        return None
    own = shown.archives.get(document.edition)
    return Filing({**shown.addresses, **own} if own else shown.addresses, files)


def _restyled(shown: Snapshot, reading: ParsedSite) -> Snapshot:
    """The snapshot with the files of `static/` as they are now."""
    statics = reading.inputs.statics
    if statics == shown.statics:
        return shown
    plan_ = restyled(shown.plan, shown.statics, statics)
    return shown._replace(plan=plan_, statics=statics, copies=_digest_of_copies(reading.inputs))


def assembled_snapshot(
    shown: Snapshot | None, reading: ParsedSite, engine: str, edition: Edition, published: Mapping[OutPath, str]
) -> Attempt:
    """The snapshot of a parsed site. Documents that conflict with others keep their last version, or are left out.

    `published` are the guids of the articles that the last build published, by the paths of their pages.
    """
    documents, problems = dict(reading.documents), set[Problem]()
    before, earlier = (shown.documents, shown.steps) if shown else ({}, None)
    while True:
        try:
            made = _planned(documents, reading, edition, earlier)
            if made.archive.held:
                _planned(documents, reading, edition._replace(future=True), made.steps)
        except SiteError as error:
            problems.update(error.problems)
            odd = [path for path in {one.where.path for one in error.problems} if path in documents]
            if not odd or (shown and any(documents[path] is before.get(path) for path in odd)):
                return Attempt(None, tuple(sorted(problems)))
            documents |= {path: before[path] for path in odd if path in before}
            documents = {path: one for path, one in documents.items() if path not in odd or path in before}
        else:
            found = _snapshot(reading, made, engine, edition.now)
            number, warnings = shown.number + 1 if shown else 1, tuple(_warnings(made.archive, published))
            return Attempt(
                found._replace(number=number, documents=documents, warnings=warnings), tuple(sorted(problems))
            )


def _warnings(archive: Archive, published: Mapping[OutPath, str]) -> Iterator[Problem]:
    """Problems that would stop a build, and do not stop the preview."""
    found = vanished(archive, published)
    if found:
        hint = "is a folder missing, or a disk not mounted? A build stops here unless --allow-removals is given"
        yield Problem(Location("content/"), "vanished-address", f"{found} are not there any more", hint)


class _Made(NamedTuple):
    """An archive, its plan, what links may lead to, and the steps to it for the next one."""

    archive: Archive
    plan: Plan
    linkable: Linkable
    steps: Earlier


def _planned(documents: Mapping[str, Document], reading: ParsedSite, edition: Edition, before: Earlier | None) -> _Made:
    """The archive of some documents and its plan. Raises `SiteError` if these have faults."""
    unread = dict.fromkeys((one.path for one in reading.inputs.documents if one.path not in documents), "")
    in_order = [documents[path] for path in sorted(documents)]
    inputs, fonts = reading.inputs, reading.fonts.fonts if reading.fonts else None
    more = (reading.ledger, unread, reading.pairs, reading.dead, fonts)
    material = Material(in_order, inputs.files, inputs.statics, *more)
    archive, problems, linkable, steps = assembled(material, reading.config, edition, before)
    if problems:
        raise SiteError(*problems)
    missing = unread_of(unread, reading.config)
    kept = missing.without_promises(archive)
    return _Made(archive, plan(kept, reading.config, reading.inputs.templates, missing), linkable, steps)


def _snapshot(reading: ParsedSite, made: _Made, engine: str, now: datetime) -> Snapshot:
    archive, planned, linkable, steps = made
    placed = {one.document.path: one for one in archive.placed}
    addresses = {path: one.address for path, one in placed.items()}
    files = {file.path: address for address, file in archive.files}
    return Snapshot(
        number=0,
        plan=planned,
        config=reading.config,
        fingerprints=Fingerprints(engine, reading.checked.closures),
        templates=reading.templates,
        documents={},
        bodies=reading.bodies,
        placed=placed,
        addresses={**addresses, **addresses_by_name(addresses, reading.config), **files},
        archives={part.edition: _archives(part) for part in archive.parts},
        rights=rights_of(reading.documents.values(), reading.config),
        pairs=reading.pairs,
        fonts=reading.fonts,
        statics=reading.inputs.statics,
        files=reading.inputs.files,
        copies=_digest_of_copies(reading.inputs),
        articles=len(archive.articles),
        tags=counted_once(archive.tags),
        until=next_change(archive, now),
        linkable=linkable,
        steps=steps,
        notices=by_file(set(general_notices(reading.inputs, reading.config, archive, planned))),
        about_templates=reading.checked.notices,
        searched=searched(archive) if reading.config.search.is_on else (),
        drafts=frozenset(planned.site.href(one.address) for one in placed.values() if is_draft(one.document)),
    )


def _archives(part: Archive) -> Mapping[str, Address]:
    """The addresses of the archives in a language that have a file of their own, by its path."""
    terms = (*part.tags, *part.sources, *part.authors)
    return {term.text.document.path: term.address for term in terms if term.text} if part.edition else {}


def is_draft(document: Document) -> bool:
    """True for an article or a page that a build leaves out unless drafts are asked for."""
    return isinstance(document, Article | FreePage) and document.draft


def path_at(snapshot: Snapshot, address: str) -> OutPath | None:
    """The file that a host serves for an address; None if the site has none."""
    return snapshot.plan.served(Address(address)) if address else None


def redirect_at(snapshot: Snapshot, address: str) -> Address | None:
    """The address without or with another ending at which a page stands, if the site does not have this one."""
    has_ending = address.endswith(".html") or path_at(snapshot, address)
    return None if has_ending else snapshot.plan.page_near(Address(address))


def _digest_of_copies(inputs: Inputs) -> str:
    return digest_of_text("\n".join(file.key for file in (*inputs.statics, *inputs.files)))
