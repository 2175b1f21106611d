"""Documents of a site as values: articles, free pages, and what is said of tags and others."""

from __future__ import annotations

from typing import Literal

import msgspec

from tagarchive.core.dates import Moment, latest
from tagarchive.core.errors import Problem, Written
from tagarchive.reading.body import Target
from tagarchive.reading.outline import Outline
from tagarchive.reading.particulars import Credit, Dateline, Film, Update
from tagarchive.reading.podcast import Podcast
from tagarchive.reading.provenance import Attribution, CanonicalPage, CopyOf, Republish, Withdrawal
from tagarchive.reading.text_types import Language, Line, WebUrl
from tagarchive.reading.translation import Translation
from tagarchive.reading.web_link import WebLink

Dialect = Literal["default", "gfm"]
Order = Literal["newest-first", "oldest-first"]


class Extra(msgspec.Struct, frozen=True):
    """A free mapping for the site's own templates, read as `extra.key`: texts, mappings and lists of these."""

    items: tuple[tuple[str, str | Extra | tuple[str | Extra, ...]], ...] = ()

    def __getitem__(self, key: str) -> ExtraValue:
        """The value of a key; empty if there is none."""
        return dict(self.items).get(key, "")

    def __contains__(self, key: object) -> bool:
        return any(key == name for name, _ in self.items)


ExtraValue = str | Extra | tuple[str | Extra, ...]


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """A picture at the head of an article or under its text.

    Attributes:
        target: target within the site, or a URL of another host
        alt: text alternative; empty for a decorative picture
        caption: caption; may be empty
        credit: author or owner of the picture; may be empty

    """

    target: Target | str
    alt: str
    caption: str = ""
    credit: str = ""


class Article(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A parsed article without its body. Fields not listed here are documented in `ArticleFields`.

    Attributes:
        path: path of its file, relative to the site's folder; it identifies the article
        digest: SHA-256 of the file, in hexadecimal
        edition: code of the language of the site in which it is published; empty for the default language
        summary: summary in the front matter, or else the first paragraph
        standfirst: summary in the front matter, or else empty
        terms: terms under the keys of further lists, by key
        outline: properties of its body
        republish: part that may be shown, once the rules of its source and of the site are known
        facts: digest of the front matter, for what shows no text
        notices: remarks for everyone who builds the site
        doubts: remarks for the author who is editing the article

    """

    path: str
    digest: str
    slug: Written
    title: str
    date: Moment
    updated: Moment | None = None
    filed: Moment | None = None
    summary: str = ""
    standfirst: str = ""
    authors: tuple[Line, ...] = ()
    tags: tuple[Written, ...] = ()
    terms: tuple[tuple[str, tuple[Written, ...]], ...] = ()
    lang: Language | None = None
    edition: str = ""
    key: Written | None = None
    translations: tuple[Translation, ...] = ()
    draft: bool = False
    expires: Moment | None = None
    aliases: tuple[Written, ...] = ()
    images: tuple[Image, ...] = ()
    source: Attribution | None = None
    copies: tuple[CopyOf, ...] = ()
    rights: str = ""
    republish: Republish = "full"
    withdrawn: Withdrawal | None = None
    same_as: tuple[Target, ...] = ()
    distinct_from: tuple[Target, ...] = ()
    updates: tuple[Update, ...] = ()
    key_points: tuple[Line, ...] = ()
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    films: tuple[Film, ...] = ()
    silence: tuple[Written, ...] = ()
    guid: Written | None = None
    extra: Extra = Extra()
    outline: Outline = Outline()
    facts: str = ""
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def byline(self) -> tuple[Line, ...]:
        """The authors of the article, or else of the original."""
        return self.authors or (self.source.authors if self.source else ())

    @property
    def archived(self) -> str:
        """The address of the first copy of the original that others keep; empty if none is known."""
        own = self.source.archive_url if self.source else None
        return own or next((copy.url for copy in self.copies if copy.url), "")

    @property
    def modified(self) -> Moment:
        """The date of the last change that the front matter gives."""
        return latest(self.date, self.updated) if self.updated else self.date

    @property
    def entered(self) -> Moment:
        """The date from which on the article is new to the readers of the archive."""
        return latest(self.date, self.filed) if self.filed else self.date

    @property
    def pictures(self) -> tuple[Target | str, ...]:
        """The targets of its pictures, then of the posters of its films."""
        return (*(image.target for image in self.images), *(film.poster for film in self.films))

    @property
    def compared(self) -> tuple[Target, ...]:
        """Articles that are copies of this one, or are not."""
        return (*self.same_as, *self.distinct_from)

    def targets(self) -> tuple[Target, ...]:
        """All links within the site: those of the text, then its pictures and the articles that are compared."""
        if not (self.images or self.films or self.same_as or self.distinct_from):
            return self.outline.targets
        pictures = (target for target in self.pictures if not isinstance(target, str))
        return (*self.outline.targets, *pictures, *self.compared)


class FreePage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A parsed free page, such as About, without its body. Its fields are those of `PageFields` and `Article`."""

    path: str
    digest: str
    slug: Written
    title: str
    updated: Moment | None = None
    summary: str = ""
    lang: Language | None = None
    edition: str = ""
    draft: bool = False
    menu: bool | None = None
    aliases: tuple[Written, ...] = ()
    extra: Extra = Extra()
    outline: Outline = Outline()
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        return self.outline.targets


class TermText(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed file about a tag, a source or an author, without its body."""

    path: str
    digest: str
    name: Written
    names: tuple[tuple[Language, Written], ...] = ()
    also: tuple[Written, ...] = ()
    slug: Written | None = None
    image: Image | None = None
    aliases: tuple[Written, ...] = ()
    summary: str = ""
    lang: Language | None = None
    edition: str = ""
    extra: Extra = Extra()
    outline: Outline = Outline()
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def picture(self) -> Target | str:
        """The target of the picture that shows its subject; empty if it has none."""
        return self.image.target if self.image else ""

    @property
    def cover(self) -> Target | str:
        """The target of the picture of its podcast; empty if it has none."""
        return ""

    def targets(self) -> tuple[Target, ...]:
        pictures = (picture for picture in (self.picture, self.cover) if not isinstance(picture, str))
        return (*self.outline.targets, *pictures)


class TagText(TermText, frozen=True, kw_only=True, tag=True):
    """The parsed file of a tag without its body. Its fields are those of `TagFields` and `Article`."""

    title: str | None = None
    parent: tuple[Written, ...] = ()
    related: tuple[Written, ...] = ()
    distinct: tuple[Written, ...] = ()
    podcast: Podcast | None = None
    hidden: bool = False
    order: Order = "newest-first"

    @property
    def cover(self) -> Target | str:
        return self.podcast.image if self.podcast else ""


class SourceText(TermText, frozen=True, kw_only=True, tag=True):
    """The parsed record of a source without its body. Its fields are those of `SourceFields` and `Article`."""

    home: WebUrl | None = None
    links: tuple[WebLink, ...] = ()
    feed: WebUrl | None = None
    logo: Target | str = ""
    language: Language | None = None
    rights: str = ""
    republish: Republish = "full"
    canonical: CanonicalPage = "self"
    noindex: bool = False

    @property
    def picture(self) -> Target | str:
        return self.logo


class AuthorText(TermText, frozen=True, kw_only=True, tag=True):
    """The parsed record of an author without its body. Its fields are those of `AuthorFields` and `Article`."""

    home: WebUrl | None = None
    links: tuple[WebLink, ...] = ()


Document = Article | FreePage | TagText | SourceText | AuthorText
