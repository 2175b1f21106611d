"""Statements of a page, each value with the place in which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tagarchive.importing.inputs.texts import distinct, line_of_html


class Stated(NamedTuple):
    """A value and where it was found, such as `og:title`."""

    text: str
    where: str


class StatedNames(NamedTuple):
    """Names, or tags, that stand in one place."""

    names: tuple[str, ...]
    where: str


class StatedPicture(NamedTuple):
    """The picture at the head of a page."""

    src: str
    where: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class StatedFilm(NamedTuple):
    """A film that a page shows."""

    title: str
    seconds: int
    url: str
    where: str


class PageMetadata(NamedTuple):
    """Statements of a page. The first value of each key is the one to take; the others may differ.

    Attributes:
        titles: headline
        urls: address of the page
        publishers: name of the publisher
        feeds: address of its feed
        authors: names of persons
        published: date of publication
        updated: date of the last change
        summaries: summary
        pictures: picture at the head
        tags: tags
        langs: language
        sections: part of the publication, such as "News"
        films: films
        faults: what can't be read
        accesses: whether everyone may read it, in the words of the place

    """

    titles: tuple[Stated, ...] = ()
    urls: tuple[Stated, ...] = ()
    publishers: tuple[Stated, ...] = ()
    feeds: tuple[Stated, ...] = ()
    authors: tuple[StatedNames, ...] = ()
    published: tuple[Stated, ...] = ()
    updated: tuple[Stated, ...] = ()
    summaries: tuple[Stated, ...] = ()
    pictures: tuple[StatedPicture, ...] = ()
    tags: tuple[StatedNames, ...] = ()
    langs: tuple[Stated, ...] = ()
    sections: tuple[Stated, ...] = ()
    films: tuple[StatedFilm, ...] = ()
    faults: tuple[str, ...] = ()
    accesses: tuple[Stated, ...] = ()


def merged(parts: Iterable[PageMetadata]) -> PageMetadata:
    """The values of several places, those of the first place first."""
    lists = zip(*parts, strict=True)
    return PageMetadata(*(tuple(value for part in column for value in part) for column in lists))


def stated(values: Iterable[tuple[str, str]]) -> tuple[Stated, ...]:
    """Values that are not empty, as plain text: pairs of HTML and place."""
    plain = (Stated(line_of_html(html), where) for html, where in values)
    return tuple(value for value in plain if value.text)


def stated_names(names: Iterable[str], where: str) -> tuple[StatedNames, ...]:
    """Names that stand in one place, as plain text; none if there are none."""
    plain = tuple(distinct([line_of_html(name) for name in names]))
    return (StatedNames(plain, where),) if plain else ()


def first(values: tuple[Stated, ...]) -> Stated:
    """The value to take; empty if there is none."""
    return values[0] if values else Stated("", "")
