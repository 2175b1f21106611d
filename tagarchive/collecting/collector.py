"""A collection: feeds are visited, entries that rules match become articles, and a record keeps what was taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.archive.sources import sources_of
from tagarchive.build.context import Progress, unwatched
from tagarchive.collecting.collect_file import COLLECT_FILE, rules_at
from tagarchive.collecting.collect_report import CollectReport
from tagarchive.collecting.collected import CollectedFile, collected_at
from tagarchive.collecting.feed_items import Filing, filed_item
from tagarchive.collecting.feed_visits import FeedVisit, WantedFeed, visits, wanted_feeds
from tagarchive.collecting.known import known_originals
from tagarchive.collecting.sifting import Here, Taken, sifted
from tagarchive.core.dates import zone_named
from tagarchive.editing.changes import make
from tagarchive.importing.inputs.fetching import Fetched, fetched
from tagarchive.importing.inputs.files import Files, InMemory
from tagarchive.importing.inputs.items import Found, Item, Options
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, Target, import_into
from tagarchive.importing.writing.remembered import keep_validators, validators_at
from tagarchive.importing.writing.report import Change, ImportReport
from tagarchive.importing.writing.target import target_at
from tagarchive.reading.documents import SourceText


class CollectRequest(NamedTuple):
    """A request for a collection.

    Attributes:
        root: folder of the site
        now: moment of the collection
        names: names of the rules; none for all of them
        dry_run: True if nothing is written
        again: True if feeds are read that are unchanged since the last time
        allow_private: True if feeds may lie in private networks

    """

    root: Path
    now: datetime
    names: tuple[str, ...] = ()
    dry_run: bool = False
    again: bool = False
    allow_private: bool = False


class _Prepared(NamedTuple):
    """Items that are ready to be written, as the input of an import."""

    items: Sequence[Item]

    def recognises(self, files: Files) -> bool:  # noqa: ARG002 (a Reader)
        return True

    def found(self, files: Files, options: Options) -> Iterator[Found]:  # noqa: ARG002 (a Reader)
        return iter(self.items)


def collect(request: CollectRequest, watch: Progress, waiting: Callable[[], None]) -> CollectReport:
    """Takes in what is new in feeds and matches the rules of a site.

    Raises `SiteError` if its rules or its record can't be read. A feed that can't be read is in the report.
    """
    root = request.root
    rules = rules_at(root, request.names)
    record = collected_at(root)
    target = target_at(root, "", waiting)
    feeds = wanted_feeds(rules, target.documents)
    fetch = _fetching(request, waiting)
    seen = tuple(watch(visits(feeds, fetch), len(feeds), "feeds"))
    options = Options(now=request.now, zone=zone_named(target.config.timezone))
    here = Here(known_originals(target.documents), record.collected)
    result = sifted(rules, seen, here, options)
    imported = _written(request, target, result.taken, options)
    report = CollectReport(seen, result, imported)
    if not request.dry_run:
        _remember(request, record, report, waiting)
    return report


def _fetching(request: CollectRequest, waiting: Callable[[], None]) -> Callable[[WantedFeed], Fetched]:
    def fetch(wanted: WantedFeed) -> Fetched:
        known = None if request.again else validators_at(request.root, wanted.key, waiting)
        return fetched(wanted.url, known, allow_private=request.allow_private)

    return fetch


def _written(request: CollectRequest, target: Target, taken: Sequence[Taken], options: Options) -> ImportReport:
    """The report of the writing of articles."""
    report = ImportReport("feed", dry_run=request.dry_run)
    if taken:
        texts = [document for document in target.documents if isinstance(document, SourceText)]
        filing = Filing(sources_of(texts).known, target.config.language, options)
        items = [filed_item(one, filing) for one in taken]
        source = Input(InMemory(COLLECT_FILE, b""), _Prepared(items), options)
        import_into(target, source, FileWriter(request.root, dry_run=request.dry_run), report, Asks(_no, unwatched))
    return report


def _remember(
    request: CollectRequest, record: CollectedFile, report: CollectReport, waiting: Callable[[], None]
) -> None:
    """Keeps what was taken in, so that no entry is taken in twice, and what to ask servers the next time."""
    make(request.root, record.change(record.collected.with_entries(report.settled())))
    for visit in report.visits:
        if _is_done(visit, report):
            keep_validators(request.root, visit.wanted.key, visit.validators, waiting)


def _is_done(visit: FeedVisit, report: CollectReport) -> bool:
    """True if nothing of a feed is left to be taken in at the next visit."""
    is_new = not visit.failure and not visit.is_unchanged
    return (
        is_new
        and visit.wanted.url not in report.unfinished
        and bool(visit.validators.etag or visit.validators.last_modified)
    )


def _no(_: Change) -> bool:
    return False
