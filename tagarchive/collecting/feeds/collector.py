"""A collection: feeds are visited, entries that rules match become articles, and a record keeps what was taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.context import Progress, with_context
from tagarchive.collecting.feeds.collect_file import rules_at
from tagarchive.collecting.feeds.collect_report import CollectReport
from tagarchive.collecting.feeds.collected import CollectedFile, collected_at
from tagarchive.collecting.feeds.feed_items import Filing, filed_item
from tagarchive.collecting.feeds.feed_visits import FeedVisit, WantedFeed, visits, wanted_feeds
from tagarchive.collecting.feeds.sifting import Here, Taken, sifted
from tagarchive.collecting.known import known_originals
from tagarchive.collecting.originals.kept import keep, matter_of
from tagarchive.collecting.ready_items import written
from tagarchive.collecting.source_naming import known_sources
from tagarchive.core.dates import zone_named
from tagarchive.editing.changes import make
from tagarchive.importing.inputs.fetching import Fetched, Fetcher
from tagarchive.importing.inputs.items import Item, Options, Value
from tagarchive.importing.writing.remembered import keep_validators, validators_at
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.target import read_target, target_at


class CollectRequest(NamedTuple):
    """A request for a collection.

    Attributes:
        root: folder of the site
        now: moment of the collection
        fetcher: the fetching of feeds
        names: names of the rules; none for all of them
        dry_run: True if nothing is written
        again: True if feeds are read that are unchanged since the last time
        keeps: True if what was fetched is kept

    """

    root: Path
    now: datetime
    fetcher: Fetcher
    names: tuple[str, ...] = ()
    dry_run: bool = False
    again: bool = False
    keeps: bool = False


def collect(request: CollectRequest, watch: Progress, waiting: Callable[[], None]) -> CollectReport:
    """Takes in what is new in feeds and matches the rules of a site.

    Raises `SiteError` if its rules or its record can't be read. A feed that can't be read is in the report.
    """
    root = request.root
    rules = rules_at(root, request.names)
    record = collected_at(root)
    # A site that was never built gets a store here, so that the next collection is fast.
    target = target_at(root, "", waiting) if request.dry_run else with_context(root, read_target, waiting)
    feeds = wanted_feeds(rules, target.documents)
    seen = tuple(watch(visits(feeds, _fetching(request, waiting)), len(feeds), "feeds"))
    options = Options(now=request.now, zone=zone_named(target.config.timezone))
    here = Here(known_originals(target.documents), record.collected)
    result = sifted(rules, seen, here, options)
    imported = ImportReport("feed", dry_run=request.dry_run)
    for visit in seen:
        imported.say(visit.wanted.url, "", *visit.remarks)
    if result.taken:
        filing = Filing(known_sources(target.documents), target.config.language, options)
        items = [filed_item(one, filing) for one in result.taken]
        written(_kept(items, result.taken, seen, request), target, options, imported)
    report = CollectReport(seen, result, imported)
    if not request.dry_run:
        _remember(request, record, report, waiting)
    return report


def _fetching(request: CollectRequest, waiting: Callable[[], None]) -> Callable[[WantedFeed], Fetched]:
    def fetch(wanted: WantedFeed) -> Fetched:
        known = None if request.again else validators_at(request.root, wanted.key, waiting)
        return request.fetcher.fetched(wanted.url, known)

    return fetch


def _kept(
    items: Sequence[Item], taken: Sequence[Taken], seen: Iterable[FeedVisit], request: CollectRequest
) -> Sequence[Item]:
    """The items with what is kept of their feeds, if that is asked for."""
    if not request.keeps or request.dry_run:
        return items
    exchanges = {visit.wanted.url: visit.exchanges for visit in seen}
    feeds = dict.fromkeys(one.feed for one in taken)
    copies: dict[str, Value] = {url: matter_of(keep(request.root, exchanges[url], request.now)) for url in feeds}
    both = zip(items, taken, strict=True)
    return [item._replace(matter={**item.matter, "copies": [copies[one.feed]]}) for item, one in both]


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
