"""A build after edits of texts alone: it needs neither the archive nor the plan of the site.

Most edits change the text of an article and nothing else. What shows that text is kept in the store since the last
build, so only those files are planned and made. Any other change of the site is left to a whole build.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tagarchive.build.config_file import config_at, languages_of
from tagarchive.build.context import BuildContext
from tagarchive.build.job import Job
from tagarchive.build.kept_texts import Edited, KeptPlan, keep_again, kept_plan
from tagarchive.build.outdated import Fingerprints, work_of
from tagarchive.build.parse_worker import ReadDocument, Wanted, read_all
from tagarchive.build.published_manifest import DIGEST_LENGTH, EMPTY, NAME, ManifestFile, read_manifest_file
from tagarchive.build.publishing import Publication, check_foreign, put_in_place
from tagarchive.build.replacement import NOTHING, Replaced, done, new_files, remember_search
from tagarchive.build.report import BuildRequest, Finished, Remade
from tagarchive.build.sketch_table import SketchTable, decoded_sketch
from tagarchive.build.stage import Stage
from tagarchive.build.stale_files import Folder, Leftovers
from tagarchive.build.store import FOLDER, Store
from tagarchive.build.strictness import check_notices
from tagarchive.build.template_closures import checked_templates
from tagarchive.core.content_names import in_search_index
from tagarchive.core.errors import SiteError
from tagarchive.plan.kept_files import can_keep
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Document
from tagarchive.reading.file_state import Known
from tagarchive.reading.site_files import Inputs

if TYPE_CHECKING:
    from tagarchive.build.search.index import IndexWork

_DOCUMENT = msgspec.msgpack.Decoder(Document)


class TextEdit(NamedTuple):
    """The edit of documents of a site that is else as it was at the last build.

    Attributes:
        request: the request for the build
        inputs: the source files of the site
        before: the documents whose files may have changed, as they were at the last build, by path
        last: the result of the last build
        name: name of the output folder in the store

    """

    request: BuildRequest
    inputs: Inputs
    before: Known
    last: Finished
    name: str


def remade_texts(edit: TextEdit, context: BuildContext) -> Remade | None:
    """Updates the published files that show the edited texts; None if the edit changes more, and nothing is done.

    Raises `SiteError` if notices stop the build, or if a template fails.
    """
    request, config = edit.request, config_at(context.root)
    if config.build.swap or not can_keep(config):
        return None
    read = _read(edit.before, config, context)
    if read is None:
        return None
    new = {path: outcome for path, outcome in read.items() if outcome.document}
    documents = {path: _DOCUMENT.decode(outcome.document) for path, outcome in new.items()}
    edited = Edited(documents, config, request.edition.now)
    kept = kept_plan(context.store, edit.name, edited)
    if kept is None or not _keeps_pairs(new, context.store):
        return None
    folder = _folder(edit, kept, config, context.store)
    search = _index_work(kept, folder, context) if config.search.is_on else None
    if config.search.is_on and search is None:
        return None
    check_notices(edit.last.notices, {*request.strict, *config.build.strict})
    for path, outcome in new.items():
        context.store.remember_document(path, *outcome[:3])
    context.store.commit()  # Pages get the texts from a connection of their own.
    made = _replaced(edit, _Due(kept, folder, search, _fingerprints(edit, config, context)), context)
    keep_again(context.store, edit.name, kept.plan)
    seen = {path: edit.inputs.seen[path]._replace(digest=outcome.digest) for path, outcome in read.items()}
    return Remade(_finished(edit, made), done(made), {**edit.inputs.seen, **seen}, (), (), ())


def _fingerprints(edit: TextEdit, config: Config, context: BuildContext) -> Fingerprints:
    checked = checked_templates(edit.inputs.templates, context, languages_of(config))
    return Fingerprints(context.engine.whole, checked.closures)


def _read(before: Known, config: Config, context: BuildContext) -> dict[str, ReadDocument] | None:
    """The documents as they are now; None if one can't be read, or if the store has not what it was before."""
    stored = {path: context.store.document(path) for path in before}
    if any(document is None or document.digest != before[path].digest for path, document in stored.items()):
        return None  # A build that failed has read it.
    outcomes = read_all([Wanted(path, seen.digest) for path, seen in before.items()], str(context.root), config.parsing)
    read = {path: one for path, one in zip(before, outcomes, strict=True) if not isinstance(one, SiteError)}
    return read if len(read) == len(before) else None


def _keeps_pairs(new: Mapping[str, ReadDocument], store: Store) -> bool:
    """True if the edited texts are copies of the same texts as before."""
    table = SketchTable(store.database)
    before = table.pairs()
    return table.update({path: decoded_sketch(one.sketch) for path, one in new.items() if one.sketch}) == before


def _folder(edit: TextEdit, kept: KeptPlan, config: Config, store: Store) -> Folder:
    """The output folder with those of its files that may change. It is as the last build left it."""
    index = filter(in_search_index, store.states(edit.name)) if config.search.is_on else ()
    manifest = store.written(edit.name, (*kept.plan, NAME, *index))
    there = {path: row.state for path, row in manifest.items()}
    return Folder(edit.request.output, edit.name, manifest, there, EMPTY)


def _index_work(kept: KeptPlan, folder: Folder, context: BuildContext) -> IndexWork | None:
    # Most sites have no search.
    from tagarchive.build.search.index import edited_index_work  # noqa: PLC0415

    return edited_index_work(kept.articles, folder, context)


class _Due(NamedTuple):
    """The files that show the texts, and the search index, if the site has one: they may have to be made again."""

    kept: KeptPlan
    folder: Folder
    search: IndexWork | None
    fingerprints: Fingerprints


def _replaced(edit: TextEdit, due: _Due, context: BuildContext) -> Replaced:
    """Makes the files that are due and publishes them."""
    request, store, templates = edit.request, context.store, edit.inputs.templates
    (plan, _), folder, search, fingerprints = due
    work = work_of(plan, fingerprints, folder.manifest, folder.there, store)
    keys = {path: folder.manifest[path]._replace(key=key) for path, key in work.keys.items()}
    store.remember_written(edit.name, keys)
    if not work.due and not (search and search.is_due):
        return Replaced(NOTHING, search, None, Leftovers())
    published = read_manifest_file(request.output)
    folder = folder._replace(manifest={**folder.manifest, **keys}, published=published)
    with Stage(request.output, (context.root / FOLDER, request.output.absolute().parent)) as stage:
        job = Job(plan, work, fingerprints, folder.manifest, templates, request.output, edit.name, str(stage.folder))
        made = _new_files(job, folder, search, context)
        check_foreign(made.making, folder, request)
        publication = Publication(made.making, made.left, folder, published.preview)
        put_in_place(publication, _published_after(published, made), stage, store, swap=False)
        remember_search(made, folder, store)
    return made


def _new_files(job: Job, folder: Folder, search: IndexWork | None, context: BuildContext) -> Replaced:
    made = new_files(job, search, folder, context)
    gone = sorted({*search.published} - {*made.new_index.files}) if search and made.new_index else ()
    return Replaced(made.pages, search, made.new_index, Leftovers(tuple(gone)))


def _published_after(published: ManifestFile, made: Replaced) -> ManifestFile:
    """The manifest of the folder after publishing."""
    gone = {*made.left.removed}
    stays = {path: digest for path, digest in published.files.items() if path not in gone}
    new = {path: row.digest[:DIGEST_LENGTH] for path, row in made.making.written.items()}
    return msgspec.structs.replace(published, files=stays | new)


def _finished(edit: TextEdit, made: Replaced) -> Finished:
    search = made.search
    more = len(made.index_files) - len(search.published) if search else 0
    return msgspec.structs.replace(edit.last, since=edit.request.edition.now.timestamp(), files=edit.last.files + more)
