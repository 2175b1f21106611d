"""Entries of feeds to articles."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tagarchive.core.originals import without_tracking
from tagarchive.importing.collected.languages import language_of
from tagarchive.importing.feeds.elements import web_address
from tagarchive.importing.feeds.entries import Entry, Feed, Picture
from tagarchive.importing.feeds.entry_html import entry_text
from tagarchive.importing.inputs.clippings import Clipping, clipping_matter
from tagarchive.importing.inputs.dates import NO_DATE, Dated, in_zone
from tagarchive.importing.inputs.items import Guessed, Html, Item, Noted, Options, Remark, Value
from tagarchive.importing.inputs.texts import line_of, line_of_html, shortened


class Origin(NamedTuple):
    """Origin of an entry.

    Attributes:
        name: the file that holds it
        feed: the feed that it belongs to
        options: options of the import
        retrieved: date of its saving; without one it is retrieved on the day of the import

    """

    name: str
    feed: Feed
    options: Options
    retrieved: Dated = NO_DATE


def article(entry: Entry, origin: Origin) -> Item:
    """The article of an entry."""
    remarks = list(entry.remarks)
    url = _own_address(entry.url, origin.feed, remarks)
    address = web_address(url)
    base = entry.base or ("" if address else origin.feed.home)
    text = entry_text(entry.html, base, entry.pictures, entry.enclosures)
    made = clipping_matter(_clipping(entry, url, line_of_html(text.html), origin), origin.options)
    matter = {**made.matter, **_further(entry, text.head, remarks), **entry.matter}
    stand_ins = made.stand_ins
    if isinstance(source := matter.get("source"), dict):
        matter["source"] = _source(source, entry, origin, has_text=bool(text.html))
        stand_ins |= frozenset() if origin.retrieved.is_day else {"source.retrieved"}
    return Item(
        origin.name,
        "article",
        matter,
        Html(text.html) if text.html else None,
        line=entry.line,
        base=address,
        addresses=tuple(filter(None, (without_tracking(address), web_address(entry.guid)))) if address else (),
        stand_ins=stand_ins,
        remarks=tuple(_placed(remark, entry.line) for remark in (*remarks, *text.remarks, *made.remarks)),
    )


def _placed(remark: Remark, line: int) -> Remark:
    """A remark with the line of the entry."""
    return remark if isinstance(remark, Guessed) or remark.line else remark._replace(line=line)


def _own_address(url: str, feed: Feed, remarks: list[Remark]) -> str:
    """The address of an entry; empty if it is that of the whole site, which some feeds name for each entry."""
    if url and url.rstrip("/") == feed.home.rstrip("/"):
        remarks.append(Noted(f"its address {url} is that of the whole site, so it is not taken as that of the entry"))
        return ""
    return url


def _clipping(entry: Entry, url: str, words: str, origin: Origin) -> Clipping:
    """Properties of an entry. An entry of another publisher takes nothing from the feed it stands in."""
    feed = Feed(lang=origin.feed.lang) if entry.publisher or entry.source else origin.feed
    is_later = _is_later(entry.updated, entry.published, origin.options)
    return Clipping(
        title=entry.title,
        url=entry.original or url,
        publisher=entry.publisher or feed.title,
        feed=entry.feed or feed.address,
        authors=entry.authors,
        published=entry.published,
        retrieved=origin.retrieved,
        updated=entry.updated if is_later else NO_DATE,
        summary="" if line_of(entry.summary) == words else entry.summary,
        text=words,
        tags=entry.tags,
        guid=entry.guid,
        lang=language_of(entry.lang or feed.lang),
    )


def _is_later(updated: Dated, published: Dated, options: Options) -> bool:
    if not updated.is_day or not published.is_day:
        return updated.is_day
    if "day" in (updated.exact, published.exact):
        return updated.text[:10] > published.text[:10]
    first, last = (datetime.fromisoformat(in_zone(one, options.zone)) for one in (published, updated))
    return last > first


def _source(source: dict[str, Value], entry: Entry, origin: Origin, *, has_text: bool) -> dict[str, Value]:
    """The source of an article: as an own feed states it, and with the day on which it was retrieved."""
    known = {"republish"} if has_text else set[str]()
    if entry.source:
        known |= {"authors", "published", "url"}
    kept = {key: value for key, value in source.items() if key not in known}
    if not origin.retrieved.is_day:
        options = origin.options
        kept["retrieved"] = options.now.astimezone(options.zone).date().isoformat()
    return {**kept, **entry.source}


def _further(entry: Entry, head: Picture | None, remarks: list[Remark]) -> dict[str, Value]:
    """The front matter that clippings of other kinds do not have."""
    matter: dict[str, Value] = {"image": _image(head)} if head else {}
    if entry.contributors:
        names = ", ".join(entry.contributors)
        remarks.append(Noted(f"contributors are no authors, so they are kept as credits: {names}"))
        matter["credits"] = [{"role": "Contributor", "names": list[Value](entry.contributors)}]
    extra: dict[str, Value] = {}
    for rel in dict.fromkeys(rel for rel, _ in entry.related):
        urls = [url for other, url in entry.related if other == rel]
        remarks.append(Noted(f"links to further pages are kept in extra.{rel}: {shortened(', '.join(urls))}"))
        extra[rel] = list[Value](urls)
    if entry.rights:
        remarks.append(Noted(f"its copyright line is kept in extra.rights: {shortened(entry.rights)}"))
        extra["rights"] = entry.rights
    return {**matter, **({"extra": extra} if extra else {})}


def _image(picture: Picture) -> dict[str, Value]:
    """The picture at the head. Its alternative text is left out if it is unknown."""
    alt: dict[str, Value] = {} if picture.alt is None else {"alt": picture.alt}
    words = {"caption": line_of(picture.caption), "credit": line_of(picture.credit)}
    return {"src": picture.url, **alt, **{name: text for name, text in words.items() if text}}
