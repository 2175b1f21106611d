"""Feeds and their entries, as every format has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.importing.inputs.dates import NO_DATE, Dated
from tagarchive.importing.inputs.items import Remark, Value


class Feed(NamedTuple):
    """Properties of a feed, in plain text.

    Attributes:
        title: name of the publisher
        home: address of the page that the feed belongs to
        address: address of the feed itself
        document: address of this document, if the feed consists of several (RFC 5005)
        lang: language
        authors: authors of the entries that name none
        further: its further documents, by their relation
        is_own: True if this program made the feed
        remarks: what is not read

    """

    title: str = ""
    home: str = ""
    address: str = ""
    document: str = ""
    lang: str = ""
    authors: tuple[str, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    is_own: bool = False
    remarks: tuple[Remark, ...] = ()


class Enclosure(NamedTuple):
    """A sound, film, picture or other file of an entry."""

    url: str
    media_type: str = ""
    title: str = ""


class Picture(NamedTuple):
    """A picture of an entry. `alt` is None if it is unknown."""

    url: str
    alt: str | None = None
    caption: str = ""
    credit: str = ""


class Entry(NamedTuple):
    """An entry of a feed. Texts are plain, apart from `html`; addresses are whole where their base is known.

    Attributes:
        title: headline
        url: address of its page
        original: address of the page that it is about, if that is another one
        guid: its id
        authors: names of its authors
        contributors: names of further people
        published: date of publication
        updated: date of the last change
        tags: its categories
        html: its text, not trusted
        base: base of relative references in it; empty if that is `url`
        summary: its summary
        lang: its language
        pictures: pictures, the one for the head first
        enclosures: other files
        publisher: name of the publisher if the entry comes from another feed
        feed: address of that feed
        related: further addresses, by their relation
        rights: copyright line or licence
        matter: front matter that only feeds of this program hold
        source: the same for its key `source`
        line: its line in the feed; 0 if unknown
        remarks: what is guessed or lost

    """

    title: str = ""
    url: str = ""
    original: str = ""
    guid: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    published: Dated = NO_DATE
    updated: Dated = NO_DATE
    tags: tuple[str, ...] = ()
    html: str = ""
    base: str = ""
    summary: str = ""
    lang: str = ""
    pictures: tuple[Picture, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    publisher: str = ""
    feed: str = ""
    related: tuple[tuple[str, str], ...] = ()
    rights: str = ""
    matter: Mapping[str, Value] = {}
    source: Mapping[str, Value] = {}
    line: int = 0
    remarks: tuple[Remark, ...] = ()
