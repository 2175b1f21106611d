"""A build after edits of texts alone: it needs neither the archive nor the plan of the site.

Most edits change the text of an article and nothing else. What shows that text is kept in the store since the last
build, so only those files are planned and made. Any other change of the site is left to a whole build.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from tagarchive.build.config_file import config_at, languages_of
from tagarchive.build.context import BuildContext
from tagarchive.build.job import Job, Making
from tagarchive.build.kept_texts import Edited, keep_again, kept_plan
from tagarchive.build.outdated import Fingerprints, work_of
from tagarchive.build.parse_worker import ReadDocument, Wanted, read_all
from tagarchive.build.published_manifest import DIGEST_LENGTH, NAME, read_manifest_file
from tagarchive.build.publishing import Publication, put_in_place
from tagarchive.build.render_outputs import make
from tagarchive.build.report import BuildRequest, Done, Finished, Remade
from tagarchive.build.sketch_table import SketchTable, decoded_sketch
from tagarchive.build.stage import Stage
from tagarchive.build.stale_files import Folder, Leftovers
from tagarchive.build.store import FOLDER, Store
from tagarchive.build.strictness import check_notices
from tagarchive.build.template_closures import checked_templates
from tagarchive.core.errors import SiteError
from tagarchive.plan.kept_files import can_keep
from tagarchive.plan.planned_files import Plan
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Document
from tagarchive.reading.file_state import Known
from tagarchive.reading.site_files import Inputs

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
    new = {path: outcome for path, outcome in read.items() if outcome.document} if read else {}
    documents = {path: _DOCUMENT.decode(outcome.document) for path, outcome in new.items()}
    edited = Edited(documents, config, request.edition.now)
    plan = kept_plan(context.store, edit.name, edited) if read is not None else None
    if read is None or plan is None or not _keeps_pairs(new, context.store):
        return None
    check_notices(edit.last.notices, {*request.strict, *config.build.strict})
    for path, outcome in new.items():
        context.store.remember_document(path, *outcome[:3])
    context.store.commit()  # Pages get the texts from a connection of their own.
    checked = checked_templates(edit.inputs.templates, context, languages_of(config))
    making = _replaced(edit, plan, Fingerprints(context.engine.whole, checked.closures), context)
    keep_again(context.store, edit.name, plan)
    seen = {path: edit.inputs.seen[path]._replace(digest=outcome.digest) for path, outcome in read.items()}
    finished = msgspec.structs.replace(edit.last, since=request.edition.now.timestamp())
    done = Done(making.written, tuple(making.staged))
    return Remade(finished, done, {**edit.inputs.seen, **seen}, (), (), ())


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


def _replaced(edit: TextEdit, plan: Plan, fingerprints: Fingerprints, context: BuildContext) -> Making:
    """Makes the files that are due and publishes them."""
    request, store, templates = edit.request, context.store, edit.inputs.templates
    manifest = store.written(edit.name, (*plan, NAME))
    there = {path: row.state for path, row in manifest.items()}
    work = work_of(plan, fingerprints, manifest, there, store)
    keys = {path: manifest[path]._replace(key=key) for path, key in work.keys.items()}
    store.remember_written(edit.name, keys)
    if not work.due:
        return Making({}, {})
    published = read_manifest_file(request.output)
    folder = Folder(request.output, edit.name, {**manifest, **keys}, there, published)
    with Stage(request.output, (context.root / FOLDER, request.output.absolute().parent)) as stage:
        job = Job(plan, work, fingerprints, manifest, templates, request.output, edit.name, str(stage.folder))
        making = make(job, context)
        files = published.files | {path: row.digest[:DIGEST_LENGTH] for path, row in making.written.items()}
        publication = Publication(making, Leftovers(), folder, published.preview)
        after = msgspec.structs.replace(published, files=files)
        put_in_place(publication, after, stage, store, swap=False)
    return making
