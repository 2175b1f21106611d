"""What a feed that a test states holds."""

from __future__ import annotations

from typing import Any

from imports import OPTIONS

from tagarchive.importing.feeds import reader
from tagarchive.importing.inputs.files import InMemory
from tagarchive.importing.inputs.items import Found, Guessed, Html, Item, Options, Remark, Remarked

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def rss(items: str, head: str = "") -> str:
    """A feed in RSS 2.0 of a quarry's newspaper."""
    channel = f"<title>Quarry Post</title><link>https://quarry.example/</link>{head}"
    return f'<rss version="2.0" {SPACES}><channel>{channel}{items}</channel></rss>'


def atom(entries: str, head: str = "", attributes: str = "") -> str:
    """A feed in Atom of a quarry's newspaper."""
    first = f"<title>Quarry Post</title><id>urn:quarry</id>{head}"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES} {attributes}>{first}{entries}</feed>'


def found(feed: str | bytes, name: str = "feed.xml", options: Options = OPTIONS) -> list[Found]:
    files = InMemory(name, feed if isinstance(feed, bytes) else feed.encode())
    first = list(reader.found(files, options))
    assert str(first) == str(list(reader.found(files, options)))
    return first


def articles(feed: str | bytes, name: str = "feed.xml", options: Options = OPTIONS) -> list[Item]:
    return [one for one in found(feed, name, options) if isinstance(one, Item)]


def article(feed: str | bytes, name: str = "feed.xml", options: Options = OPTIONS) -> Item:
    (item,) = articles(feed, name, options)
    return item


def html(item: Item) -> str:
    assert isinstance(item.text, Html)
    return item.text.html


def source(item: Item) -> dict[str, Any]:
    value = item.matter["source"]
    assert isinstance(value, dict)
    return value


def notes(feed: str | bytes, name: str = "feed.xml") -> list[Remark]:
    """The remarks that belong to no article."""
    return [one.remark for one in found(feed, name) if isinstance(one, Remarked)]


def guesses(item: Item) -> dict[str, str]:
    """The reasons of what is guessed, by key."""
    return {remark.key: remark.why for remark in item.remarks if isinstance(remark, Guessed)}


def said(item: Item) -> str:
    """The notes and losses of an item in one text."""
    return "\n".join(str(remark) for remark in item.remarks if not isinstance(remark, Guessed))
