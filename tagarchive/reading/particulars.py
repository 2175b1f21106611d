"""Particulars: what an article says beside its text, as keys of its front matter."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.core.errors import ExpectedError
from tagarchive.reading.body import Target
from tagarchive.reading.text_types import Line, WebUrl, WrittenExactly

LONGEST = 359_999
"""Maximum length of a film in seconds: just below a hundred hours."""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """An item of `updates:`, a correction or addition that readers see."""

    date: Moment
    """Date of the change."""
    note: Line
    """Description of the change."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """`dateline:` of an article: the line that opens its text, such as “BAGHDAD, Nov 8 (Reuters)”."""

    place: Line = Line("")
    """Place that the text was sent from, such as `BAGHDAD`."""
    agency: Line = Line("")
    """Agency that sent it, such as `Reuters`."""
    date: Line = Line("")
    """Day as it is printed, such as `Nov 8`; any text, since it is not read as a date."""

    def __post_init__(self) -> None:
        if not (self.place or self.agency or self.date):
            raise ExpectedError("a place, an agency or a date in it", "delete the line, or write {place: …}")


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """An item of `credits:`, people who share a role."""

    role: Line
    """Role of the people, such as `Editor`, `Contributor` or `Contributing organisation`."""
    names: tuple[Line, ...]
    """Their names."""

    def __post_init__(self) -> None:
        if not self.names:
            raise ExpectedError("at least one name in it", "write names: [Ann Lee]")


class FilmFields(msgspec.Struct, frozen=True, kw_only=True):
    """An item of `films:`, a film that belongs to the article."""

    title: Line
    """Title of the film."""
    seconds: Annotated[int, msgspec.Meta(ge=0, le=LONGEST)] | None = None
    """Running time in seconds."""
    url: WebUrl | None = None
    """URL of the film, or of a page that shows it."""
    published: Moment | None = None
    """Date on which the film was published."""
    poster: WrittenExactly | None = None
    """Picture that stands for the film and leads to it: a path from the article's folder, or an address of this site.
    One on another host is left out unless its host is in `image_hosts`."""


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film that belongs to an article. Fields not listed here are documented in `FilmFields`.

    Attributes:
        poster: target within the site, or a URL of a host from which pages load pictures; empty if there is none

    """

    title: str
    seconds: int | None = None
    url: str = ""
    published: Moment | None = None
    poster: Target | str = ""
