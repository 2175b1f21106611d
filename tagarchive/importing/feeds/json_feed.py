"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tagarchive.importing.dates import NO_DATE, Dated, date_of
from tagarchive.importing.feeds.elements import whole
from tagarchive.importing.feeds.entries import Enclosure, Entry, Feed, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.titles import once_more
from tagarchive.importing.items import Noted, Remark
from tagarchive.importing.json_data import Json, lines, mapping, mappings, text
from tagarchive.importing.texts import distinct, line_of, paragraphs_of

_OWN_ID = re.compile(r"tag:(?P<host>[^,]+),\d{4}-\d\d-\d\d:.")


def is_json_feed(document: Json) -> bool:
    return "jsonfeed.org/version/" in text(mapping(document).get("version"))


def json_feed(document: Json) -> Feed:
    """What a feed says of itself."""
    values = mapping(document)
    older = text(values.get("next_url"))
    return Feed(
        title=_line(values.get("title")),
        home=text(values.get("home_page_url")),
        address=text(values.get("feed_url")),
        lang=text(values.get("language")),
        authors=_authors(values),
        is_own=_is_own(values),
        remarks=(Noted(f"the feed goes on at {older} (next_url), which is not read"),) if older else (),
    )


def json_entries(document: Json, feed: Feed) -> Iterator[Entry]:
    """The entries of a feed, in order."""
    return (_entry(item, feed) for item in mappings(mapping(document).get("items", [])))


def _entry(item: dict[str, Json], feed: Feed) -> Entry:
    base = feed.home or feed.address
    files = [_file(one, base) for one in mappings(item.get("attachments", []))]
    published, updated = (_date(item.get(f"date_{name}")) for name in ("published", "modified"))
    stands_in = not published.is_day and updated.is_day
    return Entry(
        title=_line(item.get("title")),
        url=_whole(base, item.get("url")),
        original=_whole(base, item.get("external_url")),
        guid=text(item.get("id")),
        authors=_authors(item) or feed.authors,
        published=updated if stands_in else published,
        updated=NO_DATE if stands_in else updated,
        tags=tuple(distinct([_line(line) for line in lines(item.get("tags", []))])),
        html=text(item.get("content_html")) or paragraphs_of(text(item.get("content_text"))),
        summary=_line(item.get("summary")),
        lang=text(item.get("language")),
        pictures=(*_pictures(item, base), *(Picture(one.url) for one in files if one.media_type.startswith("image/"))),
        enclosures=tuple(one for one in files if one.url and not one.media_type.startswith("image/")),
        remarks=tuple(_remarks(item, published, stands_in=stands_in)),
    )


def _remarks(item: dict[str, Json], published: Dated, *, stands_in: bool) -> Iterator[Remark]:
    if stands_in:
        yield Noted(f"{published.why}; the date of the last change stands in for that of publication")
    if text(item.get("image")) and text(item.get("banner_image")):
        yield Noted(f"the banner {text(item['banner_image'])} is left out, since the entry has a picture")
    extensions = [name for name in item if name.startswith("_")]
    if extensions:
        yield Noted(f"extensions are left out: {', '.join(extensions)[:100]}")


def _line(value: Json) -> str:
    """A plain text on one line. Some programs escape it all the same."""
    return once_more(line_of(text(value)))


def _date(value: Json) -> Dated:
    return date_of(text(value)) if text(value) else NO_DATE


def _authors(values: dict[str, Json]) -> tuple[str, ...]:
    """The authors of a feed or entry: `authors` of version 1.1, else `author` of version 1.0."""
    people = mappings(values.get("authors") or values.get("author") or [])
    return tuple(distinct([person(text(one.get("name"))) for one in people]))


def _file(values: dict[str, Json], base: str) -> Enclosure:
    url = _whole(base, values.get("url"))
    return Enclosure(url, media_type_of(url, text(values.get("mime_type"))), _line(values.get("title")))


def _pictures(item: dict[str, Json], base: str) -> Iterator[Picture]:
    url = text(item.get("image")) or text(item.get("banner_image"))
    if url:
        yield Picture(whole(base, url))


def _whole(base: str, value: Json) -> str:
    return whole(base, text(value)) if text(value) else ""


def _is_own(values: dict[str, Json]) -> bool:
    """True if this program made the feed: an id is made of the host of the site. The format names no generator."""
    host = urlsplit(text(values.get("home_page_url"))).hostname if text(values.get("home_page_url")) else None
    ids = (_OWN_ID.match(text(item.get("id"))) for item in mappings(values.get("items", [])))
    return bool(host) and any(found["host"] == host for found in ids if found)
