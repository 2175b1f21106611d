"""Atom 1.0 (RFC 4287) and 0.3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.feeds.elements import Elements, elements_of, web_address, whole
from tagarchive.importing.feeds.entries import Enclosure, Entry, Feed, Picture
from tagarchive.importing.feeds.left_out import left_out
from tagarchive.importing.feeds.links import Links, links_of, paging
from tagarchive.importing.feeds.media_rss import description_of, media_of
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.text_constructs import base_of, construct_of, language_of
from tagarchive.importing.feeds.titles import plain_line
from tagarchive.importing.feeds.xml_document import XmlFeed, set_base
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import Guessed, Lost, Noted, Remark
from tagarchive.importing.inputs.private_data import without_emails
from tagarchive.importing.inputs.texts import distinct, shortened

_READ = frozenset(
    "atom:title atom:id atom:link atom:published atom:issued atom:created dc:date dcterms:issued atom:updated "
    "atom:modified dcterms:modified atom:author dc:creator atom:contributor atom:category dc:subject atom:summary "
    "atom:content atom:source atom:rights atom:copyright media:content media:group media:thumbnail media:title "
    "media:description media:credit media:text enclosure itunes:image image".split()
)
"""Names of the elements that are read."""

_RELATED = ("via", "related")


def based(document: XmlFeed, address: str) -> XmlFeed:
    """A feed whose relative addresses stand on that of the feed itself (RFC 4287, 2), if it is known."""
    base = address or links_of(elements_of(document.head)).href("self")
    known = address if base_of(document.head) else web_address(base)
    set_base(document.head, known)
    return document._replace(base=known)


def atom_feed(document: XmlFeed) -> Feed:
    """Properties of a feed."""
    inner = elements_of(document.head)
    links = links_of(inner)
    rights = without_emails(_line(inner, "atom:rights", "atom:copyright"))
    # The author of an own feed stands for its title, since Atom requires one.
    is_own = inner.text("atom:generator") == "tagarchive"
    notes = [Noted(f"the feed says of its rights: {rights}")] if rights else []
    return Feed(
        title=_line(inner, "atom:title"),
        home=links.href("alternate"),
        address=links.href("current") or links.href("self"),
        document=links.href("self"),
        lang=language_of(document.head),
        authors=() if is_own else _persons(inner, "atom:author"),
        further=paging(links),
        is_own=is_own,
        remarks=(*notes, *left_out(document.names, _READ)),
    )


def atom_entries(document: XmlFeed, feed: Feed) -> Iterator[Entry]:
    """The entries of a feed, in order."""
    return (_entry(element, feed) for element in document.entries())


def _entry(element: Any, feed: Feed) -> Entry:
    inner = elements_of(element)
    base = base_of(element)
    links, source = links_of(inner), elements_of(inner.first("atom:source"))
    remarks: list[Remark] = []
    published, updated = _dates(inner, remarks)
    guid = inner.text("atom:id")
    url = links.href("alternate") or ("" if links.links else web_address(guid))
    html, summary = _texts(inner, remarks)
    media = media_of(inner, base)
    files = [*_files(links), *media.enclosures]
    pictures = [Picture(file.url, file.title or None) for file in files if file.media_type.startswith("image/")]
    return Entry(
        title=_line(inner, "atom:title"),
        url=url,
        guid=guid,
        authors=_persons(inner, "atom:author") or _persons(source, "atom:author") or feed.authors,
        contributors=_persons(inner, "atom:contributor"),
        published=published,
        updated=updated,
        tags=_tags(inner),
        html=html,
        base=base,
        summary=summary,
        lang=next((lang for one in inner.of("atom:content", "atom:title") if (lang := language_of(one))), ""),
        pictures=(*pictures, *media.pictures),
        enclosures=tuple(file for file in files if not file.media_type.startswith("image/")),
        publisher=_line(source, "atom:title"),
        feed=links_of(source).href("self"),
        related=tuple((link.rel, link.href) for link in links.links if link.rel in _RELATED),
        rights=without_emails(_line(inner, "atom:rights", "atom:copyright")),
        line=element.sourceline or 0,
        remarks=tuple(remarks),
    )


def _line(inner: Elements, *names: str) -> str:
    element = inner.first(*names)
    return construct_of(element).line if element is not None else ""


def _persons(inner: Elements, name: str) -> tuple[str, ...]:
    names = [person(line) for element in inner.of(name) for line in elements_of(element).lines("atom:name")]
    return tuple(distinct([*names, *(person(line) for line in inner.lines("dc:creator") if name == "atom:author")]))


def _dates(inner: Elements, remarks: list[Remark]) -> tuple[Dated, Dated]:
    """The dates of publication and change. Where only the change is dated, its date stands in."""
    first = inner.text("atom:published", "atom:issued", "dc:date", "dcterms:issued")
    last = inner.text("atom:updated", "atom:modified", "dcterms:modified")
    published = date_of(first) if first else NO_DATE
    updated = date_of(last) if last else NO_DATE
    if not published.is_day and updated.is_day:
        why = "no date of publication is given" if published is NO_DATE else published.why
        remarks.append(Guessed("source.published", updated.text, f"{why}; the date of the last change stands in"))
        return updated, NO_DATE
    return published, updated


def _tags(inner: Elements) -> tuple[str, ...]:
    labels = [element.get("label") or element.get("term") or "" for element in inner.of("atom:category")]
    return tuple(distinct([*map(plain_line, labels), *inner.lines("dc:subject")]))


def _texts(inner: Elements, remarks: list[Remark]) -> tuple[str, str]:
    """The text as HTML, and the summary, which is the text if there is no other."""
    summary = inner.first("atom:summary")
    for content in inner.of("atom:content"):
        html, address = _content(content), content.get("src")
        if html:
            return html, construct_of(summary).line if summary is not None else ""
        if address:
            remarks.append(Noted(f"the text is not in the feed, but at {whole(base_of(content), address)}"))
        elif construct_of(content).kind == "other":
            remarks.append(Lost("content", f"of the type {shortened(content.get('type') or '')}, which is no text"))
    if summary is not None and construct_of(summary).text:
        return construct_of(summary).html, ""
    return html_of_plain(description_of(inner)), ""


def _content(element: Any) -> str:
    return "" if element.get("src") else construct_of(element).html


def _files(links: Links) -> Iterator[Enclosure]:
    """The files of an entry: enclosures, and forms of it that are no page."""
    for link in links.links:
        if link.rel == "enclosure":
            yield Enclosure(link.href, media_type_of(link.href, link.media_type), link.title)
    for link in links.others():
        yield Enclosure(link.href, link.media_type, link.title or link.lang)
