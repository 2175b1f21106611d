"""What a page can see of an article: a card in lists, more of it on the article's own page."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.reading.documents import Extra
from tagarchive.views.common import Link, Markup, View


class Picture(View, frozen=True, kw_only=True):
    """The picture at the head of an article."""

    url: str
    """Address of the picture."""
    remote: bool
    """Whether it stands on another host, so that a page should only link to it."""
    width: int
    """Its width in pixels, or 0 where nobody knows."""
    height: int
    """Its height in pixels, or 0 where nobody knows."""
    alt: str
    """What it shows, for those who can't see it."""
    caption: str
    """The line beneath it, or nothing."""
    credit: str
    """Whose picture it is, or nothing."""


class SourceView(View, frozen=True, kw_only=True):
    """Where a clipping comes from."""

    name: str
    """Who published it."""
    archive: str
    """Address of the archive of this source; empty where the site has none."""
    url: str
    """Absolute address of the original, or nothing."""
    authors: tuple[str, ...]
    """Who wrote the original."""
    published: Moment | None
    """When the original was published."""
    retrieved: Moment | None
    """When it was clipped."""
    archived: str
    """Absolute address of an archived copy, or nothing."""


class Card(View, frozen=True, kw_only=True):
    """One article as a list shows it."""

    url: str
    """Address of its page."""
    title: str
    """The headline."""
    date: Moment
    """When it was published."""
    updated: Moment | None
    """When it last changed, where its author says so."""
    summary: str
    """A sentence or two of plain text."""
    authors: tuple[Link, ...]
    """Who wrote it; `url` is empty where the site has no archives of authors."""
    tags: tuple[Link, ...]
    """What it is filed under."""
    source: SourceView | None
    """Where it comes from, if it is a clipping."""
    lang: str
    """Its language where it is not the site's, else nothing."""
    body: Markup
    """Its full text where lists show that, else nothing."""


class Section(View, frozen=True, kw_only=True):
    """A line of a table of contents."""

    id: str
    """The id of the heading."""
    title: str
    """What the heading says."""
    level: int
    """2 for a section, 3 for a part of one, up to 6."""


class UpdateView(View, frozen=True, kw_only=True):
    """A correction or addition."""

    date: Moment
    """When it was made."""
    note: str
    """What was changed."""


class Neighbours(View, frozen=True, kw_only=True):
    """The articles before and after one, in time: everywhere, or among those of a tag."""

    within: Link | None
    """The tag; nothing where it is among all articles."""
    older: Link | None
    """The next older article."""
    newer: Link | None
    """The next newer article."""


class ArticleView(View, frozen=True, kw_only=True):
    """One article on its own page."""

    card: Card
    """What lists show of it."""
    standfirst: str
    """The summary, where its author wrote one; a list may show the first paragraph instead, a page need not twice."""
    minutes: int
    """How long it takes to read."""
    body: Markup
    """Its text."""
    contents: tuple[Section, ...]
    """Its table of contents, where it is long enough for one."""
    picture: Picture | None
    """The picture at its head."""
    updates: tuple[UpdateView, ...]
    """Its corrections and additions."""
    neighbours: Neighbours
    """The articles before and after it."""
    in_tags: tuple[Neighbours, ...]
    """The articles before and after it in each of its tags, where there are any."""
    related: tuple[Link, ...]
    """Articles near it in time with which it shares the most tags, if any."""
    extra: Extra
    """`extra:` of its front matter."""
