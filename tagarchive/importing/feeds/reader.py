"""Feeds as an input: a file, or a folder of documents of feeds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.collected.members import damaged, json_of
from tagarchive.importing.feeds.articles import Origin, article
from tagarchive.importing.feeds.atom import atom_entries, atom_feed, based
from tagarchive.importing.feeds.elements import web_address, whole
from tagarchive.importing.feeds.entries import Entry, Feed
from tagarchive.importing.feeds.json_feed import is_json_feed, json_entries, json_feed
from tagarchive.importing.feeds.own_texts import read_back
from tagarchive.importing.feeds.rss import rss_entries, rss_feed
from tagarchive.importing.feeds.xml_document import xml_feed
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Options, Remarked, Skipped

_XML = re.compile(
    r"(?>\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>))*+\s*<(?:\w+:)?(?P<root>rss|rdf|feed)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_NO_FEED = re.compile(r"wordpress\.org/export/", re.IGNORECASE)
_RDF = re.compile(r"purl\.org/rss/1\.0|netscape\.com/rdf", re.IGNORECASE)
_JSON = re.compile(r"jsonfeed\.org\\?/version\\?/")
_PAGE = re.compile(rb"(?>\s*<!--.*?-->)*+\s*(?:<!doctype\s+html\b|<html\b)", re.IGNORECASE | re.DOTALL)
_ADVERTISED = re.compile(rb"<link\b[^>]*type=[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)[^>]*>", re.IGNORECASE)


def recognises(files: Files) -> bool:
    """True if every file is a feed."""
    names = [name for name, _ in zip(files.names(), range(20), strict=False)]
    return bool(names) and all(_is_feed(files.head(name)) for name in names)


def _is_feed(head: bytes) -> bool:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "ignore")
    if text.lstrip().startswith("{"):
        return bool(_JSON.search(text))
    root = _XML.match(text)
    if root is None or _NO_FEED.search(text):
        return False
    return root["root"].lower() != "rdf" or bool(_RDF.search(text))


def found(files: Files, options: Options) -> Iterator[Found]:
    """The entries of all feeds. Raises `SiteError` before the first if one of them can't be read."""
    names = list(files.names())
    feeds = [name for name in names if len(names) == 1 or _is_feed(files.head(name))]
    addresses = {read_feed(files, name)[0].document for name in feeds}
    yield from (Skipped(name, "no feed") for name in names if name not in feeds)
    for name in feeds:
        feed, entries = read_feed(files, name)
        yield from (Remarked(name, remark) for remark in (*feed.remarks, *_unread(feed, addresses)))
        for entry in entries:
            yield article(read_back(entry) if feed.is_own else entry, Origin(name, feed, options))


def _unread(feed: Feed, addresses: Collection[str]) -> Iterator[Noted]:
    """Notes about further documents of a feed that are no part of the input."""
    for rel, url in feed.further:
        if url not in addresses:
            yield Noted(f"the feed goes on at {url} ({rel}), which is not read")


def read_feed(files: Files, name: str) -> tuple[Feed, Iterator[Entry]]:
    """A feed of any format, with its entries. Raises `SiteError` if it can't be read."""
    data = files.data(name)
    if data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{"):
        document = json_of(files, name)
        if not is_json_feed(document):
            raise damaged(name, "JSON without the version of JSON Feed", "a feed")
        feed = json_feed(document)
        return feed, json_entries(document, feed)
    if _PAGE.match(data):
        raise SiteError(_page(data, name))
    xml = xml_feed(data, name)
    if xml.is_atom:
        xml = based(xml, web_address(name))
    feed = atom_feed(xml) if xml.is_atom else rss_feed(xml)
    address = feed.address or (web_address(name))
    feed = feed._replace(address=address, remarks=(*((xml.fault,) if xml.fault else ()), *feed.remarks))
    return feed, atom_entries(xml, feed) if xml.is_atom else rss_entries(xml, feed)


def _page(data: bytes, name: str) -> Problem:
    """The problem that an input is a page, with the feed that the page names."""
    tags = (found[0].decode("utf-8", "replace") for found in _ADVERTISED.finditer(data[:500_000]))
    hrefs = [unescape(found[1]) for tag in tags if (found := re.search(r"""\bhref=["']?([^"'\s>]+)""", tag))]
    hint = f"the page names a feed: {whole(web_address(name), hrefs[0])}" if hrefs else ""
    return Problem(Location(name), "damaged-input", "found a web page, expected a feed", hint)
