"""Feeds as an input: a file, or a folder of documents of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.importing.collected.members import damaged, json_of
from tagarchive.importing.feeds.articles import Origin, article
from tagarchive.importing.feeds.atom import atom_entries, atom_feed
from tagarchive.importing.feeds.entries import Entry, Feed
from tagarchive.importing.feeds.json_feed import is_json_feed, json_entries, json_feed
from tagarchive.importing.feeds.own_texts import read_back
from tagarchive.importing.feeds.rss import rss_entries, rss_feed
from tagarchive.importing.feeds.xml_document import xml_feed
from tagarchive.importing.files import Files
from tagarchive.importing.items import Found, Options, Remarked, Skipped

_XML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:\w+:)?(?:rss|rdf|feed)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_NO_FEED = re.compile(r"wordpress\.org/export/", re.IGNORECASE)
_RDF = re.compile(r"purl\.org/rss/1\.0|netscape\.com/rdf", re.IGNORECASE)
_JSON = re.compile(r"jsonfeed\.org\\?/version\\?/")
_ADVERTISED = re.compile(r"<link\b[^>]*type=[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)[^>]*>", re.IGNORECASE)


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
    return not root[0].lower().rstrip(" \n>").endswith("rdf") or bool(_RDF.search(text))


def found(files: Files, options: Options) -> Iterator[Found]:
    """The entries of all feeds. Raises `SiteError` before the first if one of them can't be read."""
    names = list(files.names())
    feeds = [name for name in names if len(names) == 1 or _is_feed(files.head(name))]
    for name in feeds:
        _read(files, name)
    yield from (Skipped(name, "no feed") for name in names if name not in feeds)
    for name in feeds:
        yield from _found_in(files, name, options)


def _found_in(files: Files, name: str, options: Options) -> Iterator[Found]:
    feed, entries = _read(files, name)
    yield from (Remarked(name, remark) for remark in feed.remarks)
    for entry in entries:
        yield article(read_back(entry) if feed.is_own else entry, Origin(name, feed, options))


def _read(files: Files, name: str) -> tuple[Feed, Iterator[Entry]]:
    """A feed of any format, with its entries. Raises `SiteError` if it can't be read."""
    data = files.data(name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        document = json_of(files, name)
        if not is_json_feed(document):
            raise damaged(name, "JSON without the version of JSON Feed", "a feed")
        feed = json_feed(document)
        return feed, json_entries(document, feed)
    xml = xml_feed(data, name)
    feed = atom_feed(xml) if xml.is_atom else rss_feed(xml)
    feed = feed._replace(remarks=(*((xml.fault,) if xml.fault else ()), *feed.remarks))
    return feed, atom_entries(xml, feed) if xml.is_atom else rss_entries(xml, feed)
