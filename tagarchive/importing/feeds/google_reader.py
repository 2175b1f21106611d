"""Articles starred in a feed reader, in the JSON of Google Reader, as FreshRSS, Miniflux and others write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tagarchive.importing.collected.members import damaged, json_of, records_of, text_at, texts_at
from tagarchive.importing.feeds.articles import Origin, article
from tagarchive.importing.feeds.elements import web_address
from tagarchive.importing.feeds.entries import Enclosure, Entry, Feed, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.titles import plain_line
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of_epoch
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.inputs.texts import distinct

_MARK = re.compile(rb'"user\\?/[^"\\/]+\\?/(?:state|label)\\?/|"tag:google\.com,2005:reader\\?/|"streamId"')
_LABEL = re.compile(r"user/[^/]+/label/(.+)")
_OWN = re.compile(r"user/[^/]+/")
_READER_ID = re.compile(r"tag:google\.com,2005:reader/|\d+$")

Record = dict[str, Any]


def recognises(files: Files) -> bool:
    """True if every file is JSON with the marks of Google Reader in its first part."""
    names = [name for name, _ in zip(files.names(), range(20), strict=False)]
    return bool(names) and all(_is_starred(files.head(name, 65536)) for name in names)


def _is_starred(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and bool(_MARK.search(head))


def found(files: Files, options: Options) -> Iterator[Found]:
    """The articles in all files. Raises `SiteError` before the first if one of them can't be read."""
    names = list(files.names())
    starred = [name for name in names if len(names) == 1 or _is_starred(files.head(name, 65536))]
    for name in starred:
        _items(files, name)
    yield from (Skipped(name, "no articles of a reader") for name in names if name not in starred)
    for name in starred:
        for number, item in enumerate(_items(files, name), 1):
            yield _article(item, name, options) if item else Remarked(name, Noted(f"item {number} is empty"))


def _items(files: Files, name: str) -> list[Record]:
    document = json_of(files, name)
    items = document.get("items") if isinstance(document, dict) else document
    if not isinstance(items, list):
        raise damaged(name, "JSON without a list of items", "articles of a feed reader")
    return records_of(items)


def _article(item: Record, name: str, options: Options) -> Found:
    origin = _inner(item, "origin")
    stream = text_at(origin, "feedUrl") or text_at(origin, "streamId").removeprefix("feed/")
    feed = Feed(
        title=plain_line(text_at(origin, "title")),
        home=text_at(origin, "htmlUrl"),
        address=web_address(stream),
    )
    return article(_entry(item), Origin(name, feed, options, _retrieved(item)))


def _entry(item: Record) -> Entry:
    files = [_enclosure(one) for one in records_of(item.get("enclosure"))]
    published = _moment(item, "published")
    return Entry(
        title=plain_line(text_at(item, "title")),
        url=next((url for key in ("canonical", "alternate") for url in _hrefs(item, key)), ""),
        guid=_guid(item),
        authors=tuple(distinct([person(name) for name in text_at(item, "author").split(";")])),
        published=published,
        updated=_moment(item, "updated") if published.is_day else NO_DATE,
        tags=tuple(_tags(item)),
        html=text_at(_inner(item, "content"), "content") or text_at(_inner(item, "summary"), "content"),
        pictures=tuple(Picture(one.url) for one in files if one.media_type.startswith("image/")),
        enclosures=tuple(one for one in files if one.url and not one.media_type.startswith("image/")),
        related=tuple(("via", url) for url in _hrefs(item, "via")),
        remarks=tuple(_remarks(item)),
    )


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def _hrefs(item: Record, key: str) -> Iterator[str]:
    return (url for one in records_of(item.get(key)) if (url := text_at(one, "href")))


def _guid(item: Record) -> str:
    """The id that the publisher gives. An id that the reader gives says nothing elsewhere."""
    guid = text_at(item, "guid", "id")
    return "" if _READER_ID.match(guid) else guid


def _tags(item: Record) -> Iterator[str]:
    """The labels of the reader and the categories of the feed; states such as “read” are neither."""
    for category in texts_at(item, "categories"):
        label = _LABEL.fullmatch(category)
        if label or not _OWN.match(category):
            yield plain_line(label[1] if label else category)


def _enclosure(record: Record) -> Enclosure:
    url = text_at(record, "href", "url")
    return Enclosure(url, media_type_of(url, text_at(record, "type")))


def _retrieved(item: Record) -> Dated:
    """The day on which the reader fetched an article."""
    moments = (_moment(item, key) for key in ("crawlTimeMsec", "timestampUsec", "starred"))
    return next((moment for moment in moments if moment.is_day), NO_DATE)


def _moment(item: Record, key: str) -> Dated:
    written = text_at(item, key)
    return date_of_epoch(written) if written else NO_DATE


def _remarks(item: Record) -> Iterator[Remark]:
    notes = [one for key in ("annotations", "comments") for one in records_of(item.get(key)) if text_at(one, "content")]
    if notes:
        yield Noted(f"notes and comments of readers are left out: {len(notes)}")
