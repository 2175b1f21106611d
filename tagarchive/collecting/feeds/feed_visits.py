"""Visits of feeds: which are read for which rules, and what each of them holds now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tagarchive.collecting.clips.clip_report import reason_of
from tagarchive.collecting.feeds.collect_file import CollectRule
from tagarchive.core.digests import key_of
from tagarchive.core.errors import SiteError
from tagarchive.importing.feeds.entries import Entry, Feed
from tagarchive.importing.feeds.own_texts import read_back
from tagarchive.importing.feeds.reader import read_feed
from tagarchive.importing.inputs.exchanges import Exchange
from tagarchive.importing.inputs.fetching import Fetched, Validators
from tagarchive.importing.inputs.items import Remark
from tagarchive.reading.documents import Document, SourceText


class WantedFeed(NamedTuple):
    """A feed that is read.

    Attributes:
        url: its address, as it is written
        rules: the rules that it is read for
        source: the record of the source whose feed it is

    """

    url: str
    rules: tuple[CollectRule, ...]
    source: SourceText | None = None

    @property
    def key(self) -> str:
        """A text that is another one if other rules might take what an earlier visit left."""
        return key_of("collect", self.url, *(repr(_conditions(rule)) for rule in self.rules))


def _conditions(rule: CollectRule) -> tuple[str | tuple[str, ...], ...]:
    words = (tuple(word.text for word in some) for some in (rule.any_, rule.all_, rule.none))
    return (rule.name.text, *words)


class FeedVisit(NamedTuple):
    """One visit of a feed.

    Attributes:
        wanted: the feed
        feed: its properties
        entries: its entries; none if it is unchanged or failed
        validators: what to remember for the next visit
        is_unchanged: True if the server says that nothing is new
        failure: the reason why it can't be read, or ""
        remarks: what is to be said, such as that it has moved
        exchanges: the requests with their answers

    """

    wanted: WantedFeed
    feed: Feed = Feed()
    entries: tuple[Entry, ...] = ()
    validators: Validators = Validators()
    is_unchanged: bool = False
    failure: str = ""
    remarks: tuple[Remark, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


Fetch = Callable[[WantedFeed], Fetched]
"""Fetches a feed. Raises `SiteError` if it can't be had."""


def wanted_feeds(rules: Iterable[CollectRule], documents: Iterable[Document]) -> tuple[WantedFeed, ...]:
    """The feeds of rules, each once, in the order of the rules; those of sources in the order of their files."""
    records = [document for document in documents if isinstance(document, SourceText) and document.feed]
    sources = {str(record.feed): record for record in reversed(records)}
    found: dict[str, list[CollectRule]] = {}
    for rule in rules:
        for url in dict.fromkeys((*rule.feed, *(sources if rule.sources else ()))):
            found.setdefault(url, []).append(rule)
    return tuple(WantedFeed(url, tuple(some), sources.get(url)) for url, some in found.items())


def visits(feeds: Iterable[WantedFeed], fetch: Fetch) -> Iterable[FeedVisit]:
    """Visits feeds one after the other."""
    return (_visit(wanted, fetch) for wanted in feeds)


def _visit(wanted: WantedFeed, fetch: Fetch) -> FeedVisit:
    try:
        found = fetch(wanted)
        if found.not_modified:
            return FeedVisit(wanted, validators=found.validators, is_unchanged=True, remarks=found.remarks)
        feed, entries = read_feed(found.files, found.url)
        read = tuple(map(read_back, entries) if feed.is_own else entries)
    except SiteError as error:
        return FeedVisit(wanted, failure=reason_of(error.problems))
    return FeedVisit(
        wanted,
        _named(feed, wanted),
        _with_own_ids(read, feed),
        found.validators,
        remarks=(*feed.remarks, *found.remarks),
        exchanges=found.exchanges,
    )


def _named(feed: Feed, wanted: WantedFeed) -> Feed:
    """The feed with the name of its source, since titles of feeds say more than that."""
    return (
        feed._replace(title=wanted.source.name.text, lang=feed.lang or wanted.source.language or "")
        if wanted.source
        else feed
    )


def _with_own_ids(entries: Sequence[Entry], feed: Feed) -> tuple[Entry, ...]:
    """The entries without ids that tell nothing: those that several have, and the address of the site."""
    seen: dict[str, int] = {}
    for entry in entries:
        seen[entry.guid] = seen.get(entry.guid, 0) + 1
    useless = {guid for guid, number in seen.items() if number > 1} | {feed.home, feed.address}
    return tuple(entry._replace(guid="") if entry.guid in useless else entry for entry in entries)
