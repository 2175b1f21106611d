"""Articles starred in a feed reader, in the JSON of Google Reader, as FreshRSS, Miniflux and others write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.dates import NO_DATE, Dated, date_of_epoch
from tagarchive.importing.feeds.articles import Origin, article
from tagarchive.importing.feeds.entries import Enclosure, Entry, Feed, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.titles import plain_line
from tagarchive.importing.files import Files
from tagarchive.importing.items import Found, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.json_data import Json, json_of, lines, mapping, mappings, text
from tagarchive.importing.texts import distinct

_MARK = re.compile(rb'"user\\?/[^"\\/]+\\?/(?:state|label)\\?/|"tag:google\.com,2005:reader\\?/|"streamId"')
_LABEL = re.compile(r"user/[^/]+/label/(.+)")
_OWN = re.compile(r"user/[^/]+/")
_READER_ID = re.compile(r"tag:google\.com,2005:reader/|\d+$")


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


def _items(files: Files, name: str) -> list[dict[str, Json]]:
    document = json_of(files.data(name), name)
    items = document if isinstance(document, list) else mapping(document).get("items")
    if not isinstance(items, list):
        message = "found JSON without a list of items, expected articles of a feed reader"
        raise SiteError(Problem(Location(name), "damaged-input", message))
    return mappings(items)


def _article(item: dict[str, Json], name: str, options: Options) -> Found:
    origin = mapping(item.get("origin"))
    stream = text(origin.get("feedUrl")) or text(origin.get("streamId")).removeprefix("feed/")
    feed = Feed(
        title=plain_line(text(origin.get("title"))),
        home=text(origin.get("htmlUrl")),
        address=stream if stream.startswith(("http://", "https://")) else "",
    )
    return article(_entry(item), Origin(name, feed, options, _retrieved(item)))


def _entry(item: dict[str, Json]) -> Entry:
    files = [_enclosure(one) for one in mappings(item.get("enclosure", []))]
    published = _moment(item.get("published"))
    return Entry(
        title=plain_line(text(item.get("title"))),
        url=next((url for key in ("canonical", "alternate") if (url := _href(item.get(key)))), ""),
        guid=_guid(item),
        authors=tuple(distinct([person(name) for name in text(item.get("author")).split(";")])),
        published=published,
        updated=_moment(item.get("updated")) if published.is_day else NO_DATE,
        tags=tuple(_tags(item)),
        html=next(
            (html for key in ("content", "summary") if (html := text(mapping(item.get(key)).get("content")))), ""
        ),
        pictures=tuple(Picture(one.url) for one in files if one.media_type.startswith("image/")),
        enclosures=tuple(one for one in files if one.url and not one.media_type.startswith("image/")),
        related=tuple(("via", url) for one in mappings(item.get("via", [])) if (url := text(one.get("href")))),
        remarks=tuple(_remarks(item)),
    )


def _href(value: Json) -> str:
    return next((url for one in mappings(value or []) if (url := text(one.get("href")))), "")


def _guid(item: dict[str, Json]) -> str:
    """The id that the publisher gives. An id that the reader gives says nothing elsewhere."""
    guid = text(item.get("guid")) or text(item.get("id"))
    return "" if _READER_ID.match(guid) else guid


def _tags(item: dict[str, Json]) -> Iterator[str]:
    """The labels of the reader and the categories of the feed; states such as “read” are neither."""
    for category in lines(item.get("categories", [])):
        label = _LABEL.fullmatch(category)
        if label or not _OWN.match(category):
            yield plain_line(label[1] if label else category)


def _enclosure(values: dict[str, Json]) -> Enclosure:
    url = text(values.get("href")) or text(values.get("url"))
    return Enclosure(url, media_type_of(url, text(values.get("type"))))


def _retrieved(item: dict[str, Json]) -> Dated:
    """The day on which the reader fetched an article."""
    moments = (_moment(item.get(key)) for key in ("crawlTimeMsec", "timestampUsec", "starred"))
    return next((moment for moment in moments if moment.is_day), NO_DATE)


def _moment(value: Json) -> Dated:
    return date_of_epoch(text(value)) if text(value) else NO_DATE


def _remarks(item: dict[str, Json]) -> Iterator[Remark]:
    notes = [
        text(mapping(one).get("content")) for key in ("annotations", "comments") for one in mappings(item.get(key, []))
    ]
    if notes:
        yield Noted(f"notes and comments of readers are left out: {len(notes)}")
