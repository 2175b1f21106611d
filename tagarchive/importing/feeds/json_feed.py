"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tagarchive.core.originals import host_of
from tagarchive.importing.collected.members import records_of, text_at, texts_at
from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.feeds.elements import whole
from tagarchive.importing.feeds.entries import Enclosure, Entry, Feed, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.titles import once_more
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import Guessed, Noted, Remark
from tagarchive.importing.inputs.texts import distinct, line_of, shortened

_OWN_ID = re.compile(r"tag:(?P<host>[^,]+),\d{4}-\d\d-\d\d:.")


Record = dict[str, Any]


def is_json_feed(document: Any) -> bool:
    return isinstance(document, dict) and "jsonfeed.org/version/" in text_at(document, "version")


def json_feed(document: Record) -> Feed:
    """Properties of a feed."""
    older = text_at(document, "next_url")
    return Feed(
        title=_line(document, "title"),
        home=text_at(document, "home_page_url"),
        address=text_at(document, "feed_url"),
        document=text_at(document, "feed_url"),
        lang=text_at(document, "language"),
        authors=_authors(document),
        is_own=_is_own(document),
        further=(("next_url", older),) if older else (),
    )


def json_entries(document: Record, feed: Feed) -> Iterator[Entry]:
    """The entries of a feed, in order."""
    return (_entry(item, feed) for item in records_of(document.get("items")))


def _entry(item: Record, feed: Feed) -> Entry:
    base = feed.home or feed.address
    files = [_file(one, base) for one in records_of(item.get("attachments"))]
    published, updated = (_date(text_at(item, f"date_{name}")) for name in ("published", "modified"))
    stands_in = not published.is_day and updated.is_day
    return Entry(
        title=_line(item, "title"),
        url=_whole(base, item, "url"),
        original=_whole(base, item, "external_url"),
        guid=text_at(item, "id"),
        authors=_authors(item) or feed.authors,
        published=updated if stands_in else published,
        updated=NO_DATE if stands_in else updated,
        tags=tuple(distinct([once_more(line_of(tag)) for tag in texts_at(item, "tags")])),
        html=text_at(item, "content_html") or html_of_plain(text_at(item, "content_text")),
        summary=_line(item, "summary"),
        lang=text_at(item, "language"),
        pictures=(*_pictures(item, base), *(Picture(one.url) for one in files if one.media_type.startswith("image/"))),
        enclosures=tuple(one for one in files if one.url and not one.media_type.startswith("image/")),
        remarks=tuple(_remarks(item, published, updated)),
    )


def _remarks(item: Record, published: Dated, updated: Dated) -> Iterator[Remark]:
    if not published.is_day and updated.is_day:
        yield Guessed("source.published", updated.text, f"{published.why}; the date of the last change stands in")
    if text_at(item, "image") and text_at(item, "banner_image"):
        yield Noted(f"the banner {text_at(item, 'banner_image')} is left out, since the entry has a picture")
    extensions = [name for name in item if name.startswith("_")]
    if extensions:
        yield Noted(f"extensions are left out: {shortened(', '.join(extensions))}")


def _line(record: Record, key: str) -> str:
    """A plain text on one line. Some programs escape it all the same."""
    return once_more(line_of(text_at(record, key)))


def _date(written: str) -> Dated:
    return date_of(written) if written else NO_DATE


def _authors(record: Record) -> tuple[str, ...]:
    """The authors of a feed or entry: `authors` of version 1.1, else `author` of version 1.0."""
    people = records_of(record.get("authors")) or records_of([record.get("author")])
    return tuple(distinct([person(text_at(one, "name")) for one in people]))


def _file(record: Record, base: str) -> Enclosure:
    url = _whole(base, record, "url")
    return Enclosure(url, media_type_of(url, text_at(record, "mime_type")), _line(record, "title"))


def _pictures(item: Record, base: str) -> Iterator[Picture]:
    url = _whole(base, item, "image", "banner_image")
    if url:
        yield Picture(url)


def _whole(base: str, record: Record, *keys: str) -> str:
    address = text_at(record, *keys)
    return whole(base, address) if address else ""


def _is_own(document: Record) -> bool:
    """True if this program made the feed: an id is made of the host of the site. The format names no generator."""
    host = host_of(text_at(document, "home_page_url"))
    ids = (_OWN_ID.match(text_at(item, "id")) for item in records_of(document.get("items")))
    return bool(host) and any(host_of(f"https://{found['host']}/") == host for found in ids if found)
