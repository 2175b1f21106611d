"""RSS 0.9x to 2.0 and RSS 1.0, with Dublin Core, Media RSS and the other modules that feeds use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.feeds.elements import Elements, elements_of, web_address, whole
from tagarchive.importing.feeds.entries import Entry, Feed
from tagarchive.importing.feeds.left_out import left_out
from tagarchive.importing.feeds.links import links_of, paging
from tagarchive.importing.feeds.media_rss import description_of, media_of
from tagarchive.importing.feeds.persons import person
from tagarchive.importing.feeds.text_constructs import (
    base_of,
    construct_of,
    inner_html,
    language_of,
    line_of_element,
    text_of,
)
from tagarchive.importing.feeds.titles import once_more, plain_line
from tagarchive.importing.feeds.xml_document import XmlFeed
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import Guessed, Noted, Remark
from tagarchive.importing.inputs.private_data import without_emails
from tagarchive.importing.inputs.texts import distinct, line_of_html

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_READ = frozenset(
    "title dc:title link guid atom:id dc:identifier atom:link pubdate dc:date dcterms:issued dcterms:created published "
    "atom:published atom:updated atom:modified dcterms:modified author dc:creator dc:author itunes:author atom:author "
    "dc:contributor atom:contributor category dc:subject atom:category description dc:description atom:summary "
    "itunes:summary content:encoded xhtml:body xhtml:div fullitem atom:content enclosure media:content media:group "
    "media:thumbnail media:title media:description media:credit media:text media:copyright itunes:image image source "
    "dc:language dc:rights copyright itunes:title itunes:explicit itunes:episodetype".split()
)
"""Names of the elements that are read, or that say nothing of an article."""

_CONTENT = ("content:encoded", "xhtml:body", "xhtml:div", "fullitem", "atom:content")


def rss_feed(document: XmlFeed) -> Feed:
    """Properties of a feed."""
    channel = elements_of(elements_of(document.head).first("channel"))
    links = links_of(channel)
    home = channel.text("link") or links.href("alternate")
    rights = without_emails(plain_line(channel.text("copyright", "dc:rights")))
    notes: list[Remark] = [Noted(f"the feed says of its rights: {rights}")] if rights else []
    return Feed(
        title=plain_line(channel.text("title", "dc:title")),
        home=home,
        address=links.href("current") or links.href("self"),
        document=links.href("self"),
        lang=channel.text("language", "dc:language") or language_of(document.head),
        further=paging(links),
        is_own=channel.text("generator") == "tagarchive",
        remarks=(*notes, *left_out(document.names, _READ)),
    )


def rss_entries(document: XmlFeed, feed: Feed) -> Iterator[Entry]:
    """The entries of a feed, in order."""
    return (_entry(element, feed) for element in document.entries())


def _entry(item: Any, feed: Feed) -> Entry:
    inner = elements_of(item)
    base = base_of(item) or feed.home or feed.address
    remarks: list[Remark] = []
    guid, url = _guid_and_url(item, inner, base, remarks)
    published, updated = _dates(inner)
    html, summary = _texts(inner)
    media = media_of(inner, base)
    source = inner.first("source")
    return Entry(
        title=plain_line(inner.text("title", "dc:title", "media:title")),
        url=url,
        guid=guid,
        authors=_authors(inner, remarks),
        contributors=tuple(distinct([person(line) for line in inner.lines("dc:contributor", "atom:contributor")])),
        published=published,
        updated=updated,
        tags=_tags(inner),
        html=html,
        base=base_of(item),
        summary=summary,
        lang=inner.text("dc:language") or language_of(item),
        pictures=media.pictures,
        enclosures=media.enclosures,
        publisher=line_of_element(source) if source is not None else "",
        feed=whole(base, source.get("url") or "") if source is not None and source.get("url") else "",
        related=tuple((link.rel, link.href) for link in links_of(inner).links if link.rel in ("via", "related")),
        rights=without_emails(plain_line(inner.text("dc:rights", "copyright", "media:copyright"))),
        line=item.sourceline or 0,
        remarks=tuple(remarks),
    )


def _guid_and_url(item: Any, inner: Elements, base: str, remarks: list[Remark]) -> tuple[str, str]:
    element = inner.first("guid", "atom:id", "dc:identifier")
    guid = text_of(element) if element is not None else (item.get(_ABOUT) or "").strip()
    links = (inner.text("feedburner:origlink", "pheedo:origlink", "link"), links_of(inner).href("alternate"))
    url = next(filter(None, links), "")
    is_link = element is None or (element.get("isPermaLink") or "true").strip().lower() == "true"
    url = url or (web_address(guid) if is_link else "")
    url = whole(base, url) if url else ""
    if not guid and url:
        remarks.append(Guessed("guid", url, "no guid is given; the address stands in, as it does in feed readers"))
        return url, url
    return guid, url


def _dates(inner: Elements) -> tuple[Dated, Dated]:
    published = inner.text("pubdate", "dc:date", "dcterms:issued", "atom:published", "dcterms:created", "published")
    updated = inner.text("atom:updated", "dcterms:modified", "atom:modified")
    return date_of(published) if published else NO_DATE, date_of(updated) if updated else NO_DATE


def _authors(inner: Elements, remarks: list[Remark]) -> tuple[str, ...]:
    """The names of the authors. Those of podcasts name the whole feed, so they count only where no other does."""
    lines = [*inner.lines("author", "dc:creator", "dc:author")] or [*inner.lines("itunes:author")]
    lines += [name for author in inner.of("atom:author") for name in elements_of(author).lines("atom:name")]
    names = distinct([person(line) for line in lines])
    if lines and not names:
        remarks.append(Noted("the author is an e-mail address without a name, which is left out"))
    return tuple(names)


def _tags(inner: Elements) -> tuple[str, ...]:
    terms = [element.get("label") or element.get("term") or "" for element in inner.of("atom:category")]
    return tuple(distinct([*inner.lines("category", "dc:subject"), *map(plain_line, terms)]))


def _texts(inner: Elements) -> tuple[str, str]:
    """The text as HTML, and the summary. A description is the summary only where there is a text as well."""
    content = next((html for name in _CONTENT for one in inner.of(name) if (html := _html(name, one))), "")
    written = inner.text("description", "dc:description", "atom:summary", "itunes:summary") or description_of(inner)
    description = next((inner_html(one) for one in inner.of("description") if len(one)), written)
    if content:
        return content, once_more(line_of_html(description))
    return (description if "<" in description or "\n" not in description else html_of_plain(description)), ""


def _html(name: str, element: Any) -> str:
    return construct_of(element).html if name == "atom:content" else inner_html(element)
