"""Views of exports: the data of articles for other programs, without their texts. All URLs are absolute."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tagarchive.reading.export_options import ExportFormat
from tagarchive.views.common import View
from tagarchive.views.filters import FilterPart

ARTICLES_VERSION = "1.0"
"""Version of `articles.json`. A new field raises the second number; any other change raises the first."""

DateTime = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]
Url = Annotated[str, msgspec.Meta(extra_json_schema={"format": "uri"})]
Number = Annotated[int, msgspec.Meta(ge=0)]


class ExportData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of `articles.json`. Empty fields are left out."""


class ExportTag(ExportData, frozen=True, kw_only=True):
    """A tag of an article."""

    name: str
    """Name of the tag."""
    url: Url
    """URL of the tag archive."""


class ExportSource(ExportData, frozen=True, kw_only=True):
    """The source of a clipping."""

    name: str
    """Name of the publisher."""
    url: Url = ""
    """URL of the original."""
    home: Url = ""
    """Home page of the publisher."""
    authors: tuple[str, ...] = ()
    """Authors of the original."""
    published: DateTime = ""
    """Publication date of the original."""
    retrieved: DateTime = ""
    """Date of the clipping."""
    archive_url: Url = ""
    """URL of an archived copy."""
    sha256: str = ""
    """SHA-256 of what was clipped, in hexadecimal."""
    via: str = ""
    """Way in which it was obtained."""


class ExportCredit(ExportData, frozen=True, kw_only=True):
    """People or organisations who share a role."""

    role: str
    """Role of the people."""
    names: tuple[str, ...]
    """Their names."""


class ExportFilm(ExportData, frozen=True, kw_only=True):
    """A film that belongs to an article."""

    title: str
    """Title of the film."""
    url: Url = ""
    """URL of the film or of a page that shows it."""
    seconds: Number | None = None
    """Running time in seconds."""
    published: DateTime = ""
    """Date on which it was published."""
    poster: Url = ""
    """URL of a picture that stands for it."""


class ExportImage(ExportData, frozen=True, kw_only=True):
    """A picture at the head of an article."""

    url: Url
    """URL of the picture."""
    alt: str = ""
    """Alternative text."""
    caption: str = ""
    """Caption."""
    credit: str = ""
    """Author or owner of the picture."""
    width: Number = 0
    """Width in pixels, if it is known."""
    height: Number = 0
    """Height in pixels, if it is known."""


class ExportUpdate(ExportData, frozen=True, kw_only=True):
    """A correction or addition."""

    date: DateTime
    """Date of the change."""
    note: str
    """Description of the change."""


class ExportCarrier(ExportData, frozen=True, kw_only=True):
    """Another publisher that carried the same article."""

    name: str
    """Name of the publisher."""
    url: Url
    """URL of the copy's page in this archive."""
    original: Url = ""
    """URL of the copy's original."""


class ExportRecord(ExportData, frozen=True, kw_only=True):
    """The data of an article without its text."""

    id: str
    """Permanent id of the article, the same as in feeds."""
    url: Url
    """URL of the article's page."""
    title: str
    """The headline."""
    citation_key: str
    """Key of the article in the citation files."""
    date: DateTime
    """Publication date."""
    updated: DateTime = ""
    """Date of the last change."""
    authors: tuple[str, ...] = ()
    """Names of the authors."""
    tags: tuple[ExportTag, ...] = ()
    """Tags of the article."""
    source: ExportSource | None = None
    """Source of the article, if it is a clipping."""
    summary: str = ""
    """One or two sentences of plain text."""
    language: str
    """Language of the article, as a BCP 47 tag."""
    rights: str = ""
    """Copyright or licence line."""
    republish: Literal["full", "excerpt", "link"] = "full"
    """Part of the article that this archive shows."""
    dateline: str = ""
    """Opening line of the text, such as “BAGHDAD, Nov 8 (Reuters)”."""
    key_points: tuple[str, ...] = ()
    """The main points."""
    credits: tuple[ExportCredit, ...] = ()
    """People and organisations besides the authors, by role."""
    films: tuple[ExportFilm, ...] = ()
    """Films that belong to the article."""
    images: tuple[ExportImage, ...] = ()
    """Pictures at the head of the article."""
    updates: tuple[ExportUpdate, ...] = ()
    """Corrections and additions."""
    also_carried_by: tuple[ExportCarrier, ...] = ()
    """Publishers of copies of the article."""


class ExportPart(ExportData, frozen=True, kw_only=True):
    """The file with the articles of one year, where a list has too many articles for one file."""

    year: str
    """The year."""
    count: Number
    """Number of articles."""
    url: Url
    """URL of the file."""


class ArticlesDocument(ExportData, frozen=True, kw_only=True):
    """`articles.json`: the articles of a tag, source or author, newest first."""

    version: Literal["1.0"]
    """Version of this schema."""
    title: str
    """Name of the tag, source or author, and of the site."""
    url: Url
    """URL of the archive of the tag, source or author."""
    articles: tuple[ExportRecord, ...] = ()
    """The articles."""
    parts: tuple[ExportPart, ...] = ()
    """The files that hold the articles, in place of `articles`, where a list has too many for one file."""


class ArticlesFile(View, frozen=True, kw_only=True):
    """Articles in an export format.

    The records are encoded, since several files hold the same ones: as the JSON of an `ExportRecord` for `json` and
    `csv`, as the MessagePack of a `CitationView` for the other formats.
    """

    format: ExportFormat
    """Format of the file."""
    title: str
    """Name of the tag, source or author, and of the site."""
    url: str
    """URL of the archive of the tag, source or author."""
    records: tuple[bytes, ...]
    """The articles, newest first."""


class ArticlesIndex(View, frozen=True, kw_only=True):
    """The index of an export that is split by year. It is a file in the format of the parts."""

    format: ExportFormat
    """Format of the file."""
    title: str
    """Name of the tag, source or author, and of the site."""
    url: str
    """URL of the archive of the tag, source or author."""
    parts: tuple[ExportPart, ...]
    """The files by year, newest first."""


class TagRow(ExportData, frozen=True, kw_only=True):
    """A tag in the table of all tags."""

    name: str
    """Name of the tag."""
    url: Url
    """URL of the tag archive."""
    articles: int
    """Number of articles."""
    first: str
    """Date of the oldest article."""
    last: str
    """Date of the newest article."""
    parents: tuple[str, ...]
    """Names of the parents of the tag."""
    summary: str
    """A sentence about the tag, or nothing."""


class TagsFile(View, frozen=True, kw_only=True):
    """The table of all tags: `tags.csv`."""

    tags: tuple[TagRow, ...]
    """All tags, by name."""


class DataPackage(View, frozen=True, kw_only=True):
    """The description of the tables of a site: `datapackage.json` (datapackage.org)."""

    title: str
    """Name of the site."""
    description: str
    """One sentence about it, or nothing."""
    url: str
    """URL of the home page."""
    rights: str
    """Copyright or licence line, or nothing."""
    years: tuple[str, ...]
    """Paths of the tables of articles by year, relative to `datapackage.json`, oldest first."""


Export = ArticlesFile | ArticlesIndex | TagsFile | DataPackage | FilterPart
"""All views that export writers render."""
