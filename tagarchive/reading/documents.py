"""What was read, as values: `Source` is a file as it stands on disk, `Article` and others what one says once parsed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, NewType

import msgspec

from tagarchive.core.dates import Moment, latest
from tagarchive.core.errors import Location, Problem, Written
from tagarchive.reading.body import Outline, Size, Target

Language = NewType("Language", str)
Line = NewType("Line", str)
WebUrl = NewType("WebUrl", str)


CONFIG_FILE = "site.toml"
LEDGER_FILE = "published.txt"


class Source(msgspec.Struct, frozen=True):
    """A file of the site as it stands on disk, by its path from the site's folder, and its SHA-256."""

    path: str
    data: bytes
    digest: str


class File(msgspec.Struct, frozen=True):
    """A file that is published as it is: its path from the site's or theme's folder, its SHA-256 and its bytes.

    Of a picture the size in pixels is known, unless it is broken. `active` is what runs in a file beside articles
    when a reader opens it by itself, in words.
    """

    path: str
    digest: str
    length: int = 0
    size: Size | None = None
    active: str = ""

    @property
    def key(self) -> str:
        return f"{self.digest} {self.path}"


class TemplateSource(msgspec.Struct, frozen=True):
    """A template as it was read: where it stands, for messages, and its text."""

    path: str
    text: str

    def location(self, line: int, word: str = "") -> Location:
        """Where on a line `word` stands, or else where the line's text begins."""
        lines = self.text.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        found = text.find(word) if word else -1
        return Location(self.path, line, 1 + (found if found >= 0 else len(text) - len(text.lstrip())))


TemplateSources = Mapping[str, TemplateSource]
"""Templates by the name that other templates include them by."""


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
    """How much may be shown: all of it, the summary that you wrote alone, or nothing but the headline. The text and
    the picture that may not be shown are dropped before any page or feed is made."""


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


class Article(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One article, parsed: all but its body.

    `path` is its file's path from the site's folder and its identity, `digest` the SHA-256 of that file. `standfirst`
    is the summary unless that is the first paragraph. `notices` are for everyone who builds the site, `doubts` for the
    author who has the article open.
    """

    path: str
    digest: str
    slug: Written
    title: str
    date: Moment
    updated: Moment | None = None
    summary: str = ""
    standfirst: str = ""
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
    outline: Outline = Outline()
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def byline(self) -> tuple[Line, ...]:
        """Who wrote it: its own authors, or those of the original."""
        return self.authors or (self.source.authors if self.source else ())

    @property
    def modified(self) -> Moment:
        """When the article last changed, by what its author says."""
        return latest(self.date, self.updated)

    def targets(self) -> tuple[Target, ...]:
        """Every link of the article that stays within the site: those of its text, then the picture at its head."""
        head = self.image.target if self.image else ""
        return self.outline.targets if isinstance(head, str) else (*self.outline.targets, head)


class FreePage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page that is no article, such as About."""

    path: str
    digest: str
    slug: Written
    title: str
    updated: Moment | None = None
    summary: str = ""
    lang: Language | None = None
    draft: bool = False
    menu: bool = True
    aliases: tuple[Written, ...] = ()
    extra: Extra = Extra()
    outline: Outline = Outline()
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        return self.outline.targets


class TagText(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a site says of one of its tags: its title, its own text, its slug."""

    path: str
    digest: str
    name: Written
    title: str | None = None
    slug: Written | None = None
    aliases: tuple[Written, ...] = ()
    summary: str = ""
    lang: Language | None = None
    extra: Extra = Extra()
    outline: Outline = Outline()
    notices: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        return self.outline.targets


Document = Article | FreePage | TagText


class Edition(NamedTuple):
    """Which documents a build publishes at the moment `now`.

    Drafts or not, articles whose date is still to come or not, and none that have expired.
    """

    drafts: bool
    now: datetime
    future: bool = False

    def has(self, document: Document) -> bool:
        if isinstance(document, TagText):
            return True
        return (self.drafts or not document.draft) and not self.is_past(document) and not self.is_held(document)

    def is_held(self, document: Document) -> bool:
        return isinstance(document, Article) and not self.future and document.date.when() > self.now

    def is_past(self, document: Document) -> bool:
        expires = document.expires if isinstance(document, Article) else None
        return expires is not None and expires.when() <= self.now
