"""The search index as files of the site: made again when a record changed, and published with all other files."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tagarchive.build.bodies import Bodies
from tagarchive.build.context import BuildContext
from tagarchive.build.output_folder import digest_at, telling
from tagarchive.build.search.index_files import index_files
from tagarchive.build.stale_files import Folder
from tagarchive.build.store import NOWHERE, Store, WrittenFile
from tagarchive.core import urls
from tagarchive.core.content_names import in_search_index
from tagarchive.core.digests import digest, digest_of_bytes, digest_of_text
from tagarchive.core.urls import OutPath
from tagarchive.plan.search.records import records_of, with_other_texts
from tagarchive.reading.documents import Article
from tagarchive.views.search import SearchRecords

if TYPE_CHECKING:
    from tagarchive.build.site_loader import LoadedSite

_STAGED = "search-"
"""Beginning of the names of the files of a new index in the stage."""

_REASON = "a text that readers can search changed"


class IndexWork(NamedTuple):
    """The work on the search index.

    Attributes:
        records: the records that it is to hold
        digest: a digest of these and of the engine
        published: the files of earlier indexes
        is_due: True if it must be made
        seconds: time that it took to find this out

    """

    records: SearchRecords
    digest: str
    published: Collection[OutPath]
    is_due: bool
    seconds: float


class MadeIndex(NamedTuple):
    """A search index that was made.

    Attributes:
        files: its files
        written: the record of each file that is not as the last build wrote it
        staged: the name in the stage of each file that differs from the published one
        seconds: time that it took

    """

    files: Collection[OutPath]
    written: Mapping[OutPath, WrittenFile]
    staged: Mapping[OutPath, str]
    seconds: float


def index_work(project: LoadedSite, folder: Folder, context: BuildContext, *, clean: bool) -> IndexWork:
    """The work on the index of a site in an output folder. `clean` makes it in any case."""
    started = time.perf_counter()
    work = _work(records_of(project.plan.sites, project.archive), folder, context)
    return work._replace(is_due=clean or work.is_due, seconds=time.perf_counter() - started)


def edited_index_work(articles: Mapping[str, Article], folder: Folder, context: BuildContext) -> IndexWork | None:
    """The work on the index after edits of the texts of some articles, by path, that changed nothing else.

    None if it is not known what is in the published index.
    """
    started = time.perf_counter()
    is_known = context.store.fact(_fact(folder), str)
    before = context.store.fact(_records_fact(folder), SearchRecords) if is_known else None
    if before is None:
        return None
    work = _work(with_other_texts(before, articles), folder, context)
    return work._replace(seconds=time.perf_counter() - started)


def _work(records: SearchRecords, folder: Folder, context: BuildContext) -> IndexWork:
    now = digest_of_text(f"{context.engine.whole} {digest(records)}")
    published = frozenset(filter(in_search_index, folder.manifest))
    rows = ((path, folder.manifest[path]) for path in published)
    is_same = context.store.fact(_fact(folder), str) == now
    stands = is_same and all(folder.there.get(path) == row.state for path, row in rows)
    return IndexWork(records, now, published, not published or not stands, 0)


def made_index(work: IndexWork, stage: str, folder: Folder, context: BuildContext) -> MadeIndex:
    """Makes the index, in the stage where it differs; a dry run has no stage. Raises `SiteError` if that fails."""
    started = time.perf_counter()
    if stage:
        # A build that is killed leaves files of two indexes, which is none.
        context.store.keep(_fact(folder), "")
    with closing(Bodies(str(context.store.file))) as bodies:
        files = index_files(work.records, bodies.body, context.watch)
    paths = {name: urls.file_path(urls.Address(f"{urls.SEARCH_INDEX}{name}")) for name in files}
    written: dict[OutPath, WrittenFile] = {}
    staged: dict[OutPath, str] = {}
    for number, (name, data) in enumerate(files.items()):
        path, found = paths[name], digest_of_bytes(data)
        row = folder.manifest.get(path)
        if row and row.digest == found and folder.there.get(path) == row.state:
            continue
        written[path] = WrittenFile(NOWHERE, found, "", "", "", context.engine.whole, "", b"", _REASON)
        if found != _published(path, folder):
            staged[path] = f"{_STAGED}{number}"
            if stage:
                _write(Path(stage, staged[path]), data)
    return MadeIndex(paths.values(), written, staged, time.perf_counter() - started)


def remember_index(work: IndexWork, folder: Folder, store: Store) -> None:
    """Notes that the files of an index are in place, and what they were made of."""
    store.keep(_fact(folder), work.digest)
    store.keep(_records_fact(folder), work.records)


def _fact(folder: Folder) -> str:
    return f"search {folder.name}"


def _records_fact(folder: Folder) -> str:
    return f"records {folder.name}"


def _write(file: Path, data: bytes) -> None:
    with telling(file):
        file.write_bytes(data)


def _published(path: OutPath, folder: Folder) -> str:
    """The SHA-256 of a published file; empty if it is missing."""
    row = folder.manifest.get(path)
    return row.digest if row and folder.there.get(path) == row.state else digest_at(folder.path / path)
