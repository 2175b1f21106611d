"""The archive as values: what was read and how it belongs together, before any page exists.

`Source` is a file as it stands on disk, `Article` what one says once parsed, `Archive` all of it in order.
None of them knows a template, a feed or the output folder.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Literal, NewType

import msgspec

from tagarchive.body import Body, Target
from tagarchive.dates import Moment, latest
from tagarchive.errors import Problem, Written
from tagarchive.urls import Address

Language = NewType("Language", str)
Line = NewType("Line", str)
WebUrl = NewType("WebUrl", str)


class Source(msgspec.Struct, frozen=True):
    """A file of the site as it stands on disk, by its path from the site's folder."""

    path: str
    data: bytes


class File(msgspec.Struct, frozen=True):
    """A file that is published as it is: its path from the site's or theme's folder and its SHA-256."""

    path: str
    digest: str


class Extra(msgspec.Struct, frozen=True):
    """A free mapping for a site's own templates, read as `extra.key`: to texts, mappings, and lists of those."""

    items: tuple[tuple[str, str | Extra | tuple[str | Extra, ...]], ...] = ()

    def __getitem__(self, key: str) -> ExtraValue:
        """What stands there; nothing where nothing does."""
        return dict(self.items).get(key, "")

    def __contains__(self, key: object) -> bool:
        return any(key == name for name, _ in self.items)


ExtraValue = str | Extra | tuple[str | Extra, ...]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """`source:` of an article: where a clipping comes from."""

    name: Line
    """Who published it: `Reuters`. The archive of a source collects by this name."""
    url: WebUrl | None = None
    """Address of the original; readers see “Read the original article”."""
    feed: WebUrl | None = None
    """Address of the publisher's own feed, for feeds that name it."""
    authors: tuple[Line, ...] = ()
    """Who wrote the original."""
    published: Moment | None = None
    """When the original was published."""
    retrieved: Moment | None = None
    """When it was clipped."""
    archive_url: WebUrl | None = None
    """Address of an archived copy, for the day the original is gone."""
    republish: Literal["full", "excerpt", "link"] = "full"
    """How much may be shown: all of it, its summary alone, or nothing but the headline. The text and the
    picture that may not be shown are dropped before any page or feed is made."""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One item of `updates:`, a correction or addition that readers are told of."""

    date: Moment
    """When it was made."""
    note: Line
    """What was changed."""


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """The picture at the head of an article: a target within the site, or a URL elsewhere."""

    target: Target | str
    alt: str
    caption: str = ""
    credit: str = ""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article, parsed. `path` is its file's path from the site's folder and its identity."""

    path: str
    slug: Written
    title: str
    date: Moment
    updated: Moment | None = None
    summary: str = ""
    authors: tuple[Line, ...] = ()
    tags: tuple[Written, ...] = ()
    lang: Language | None = None
    draft: bool = False
    expires: Moment | None = None
    aliases: tuple[Written, ...] = ()
    image: Image | None = None
    source: Attribution | None = None
    updates: tuple[Update, ...] = ()
    guid: Written | None = None
    extra: Extra = Extra()
    body: Body = Body()
    notices: tuple[Problem, ...] = ()

    @property
    def byline(self) -> tuple[Line, ...]:
        """Who wrote it: its own authors, or those of the original."""
        return self.authors or (self.source.authors if self.source else ())

    @property
    def modified(self) -> Moment:
        """When the article last changed, by what its author says."""
        return latest(self.date, self.updated)

    def targets(self) -> tuple[Target, ...]:
        """Every link and picture of the article that stays within the site."""
        head = self.image.target if self.image else ""
        return self.body.targets() if isinstance(head, str) else (head, *self.body.targets())


class FreePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is no article, such as About."""

    path: str
    slug: Written
    title: str
    updated: Moment | None = None
    summary: str = ""
    lang: Language | None = None
    draft: bool = False
    menu: bool = True
    extra: Extra = Extra()
    body: Body = Body()
    notices: tuple[Problem, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        return self.body.targets()


class TagText(msgspec.Struct, frozen=True, kw_only=True):
    """What a site says of one of its tags: its title, its own text, its slug."""

    path: str
    name: Written
    title: str | None = None
    slug: Written | None = None
    summary: str = ""
    lang: Language | None = None
    extra: Extra = Extra()
    body: Body = Body()
    notices: tuple[Problem, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        return self.body.targets()


Document = Article | FreePage | TagText


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Something articles are collected by, a tag, an author, a source or a year, and its articles, newest first."""

    name: str
    address: Address
    articles: tuple[Article, ...]
    modified: Moment
    text: TagText | None = None


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """All that is published, newest first, and every order in which it is shown.

    `addresses` leads from the path of each published source to where it stands; `ranks` from the path of
    an article to its place in `articles`; `tags_of` to its tags in the order written. `files` are the ones
    that something published shows or links to.
    """

    articles: tuple[Article, ...]
    tags: tuple[Term, ...]
    years: tuple[Term, ...]
    authors: tuple[Term, ...]
    sources: tuple[Term, ...]
    pages: tuple[FreePage, ...]
    files: tuple[File, ...]
    addresses: Mapping[str, Address]
    ranks: Mapping[str, int]
    tags_of: Mapping[str, tuple[Term, ...]]
    notices: tuple[Problem, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every text that is shown."""
        return (*self.articles, *self.pages, *(tag.text for tag in self.tags if tag.text))

    @property
    def modified(self) -> Moment | None:
        """When anything last changed; None in an archive without articles."""
        return latest(*(term.modified for term in self.years)) if self.years else None

    def older(self, article: Article, within: tuple[Article, ...]) -> Article | None:
        """The next older article of a list that holds `article`."""
        index = self._index(article, within) + 1
        return within[index] if index < len(within) else None

    def newer(self, article: Article, within: tuple[Article, ...]) -> Article | None:
        """The next newer article of a list that holds `article`."""
        index = self._index(article, within) - 1
        return within[index] if index >= 0 else None

    def _index(self, article: Article, within: tuple[Article, ...]) -> int:
        return bisect_left(within, self.ranks[article.path], key=lambda one: self.ranks[one.path])
