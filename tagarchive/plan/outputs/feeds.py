"""The feeds of the site and of each tag, author and source, and the archives behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

from tagarchive.archive.model import Archive, PlacedDocument, Redirect, Term
from tagarchive.core import urls
from tagarchive.core.dates import Moment, latest
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.parts.feed_entries import entry
from tagarchive.plan.recipes import FeedRecipe, FileKind, Many, PlannedFile
from tagarchive.plan.site_context import Site
from tagarchive.reading.documents import CONFIG_FILE, Article
from tagarchive.views.feeds import FeedView

_NEVER = Moment("1970-01-01T00:00:00+00:00")
"""When a feed without entries was last changed."""

MOST_OF_A_DAY = 200
"""Articles in a feed that holds all of a day, at the most."""

_LONGEST_DAY = timedelta(hours=50)
"""From the start of a day in the first time zone to its end in the last."""

_ARCHIVED = "atom"
"""The format of archives; readers of the others are led there too."""


class Newest(Many[PlacedDocument[Article]]):
    """The articles of a feed, newest first."""

    __slots__ = ()


class About(NamedTuple):
    """What a channel is about."""

    page: Address
    title: str
    description: str

    @property
    def key(self) -> str:
        return "\2".join(self)


class Channel(NamedTuple):
    """A list of articles that can be followed: its kind, its name, and the articles."""

    kind: str
    name: str
    about: About
    articles: tuple[PlacedDocument[Article], ...]


class Document(NamedTuple):
    """What a feed document says of itself: its format, its number in the archive or 0, and that of the one before."""

    format: str
    number: int
    previous: int

    @property
    def key(self) -> str:
        return f"{self.format} {self.number} {self.previous}"


def channels(site: Site, archive: Archive) -> Iterator[Channel]:
    """Everything that can be followed, the site first."""
    config = site.config
    if not config.feeds.formats:
        return
    about = About(urls.HOME, config.title, config.description or config.title)
    yield Channel("site", config.title, about, _due(archive.articles, archive))
    kinds = {
        "tag": archive.tags,
        "author": archive.authors if config.archive.authors else (),
        "source": archive.sources if config.archive.sources else (),
    }
    for kind, terms in kinds.items():
        yield from (_channel(site, kind, term, _due(term.articles, archive)) for term in terms)


def _due(articles: tuple[PlacedDocument[Article], ...], archive: Archive) -> tuple[PlacedDocument[Article], ...]:
    """The articles whose date has come: no feed says a date that is still to come."""
    return tuple(one for one in articles if one.document.path not in archive.early) if archive.early else articles


def _channel(site: Site, kind: str, term: Term, articles: tuple[PlacedDocument[Article], ...]) -> Channel:
    title = f"{term.name} – {site.config.title}"
    description = term.text.document.summary if term.text else ""
    return Channel(kind, term.name, About(term.address, title, description or title), articles)


def followed(site: Site, archive: Archive) -> frozenset[Address]:
    """The lists that can be followed, by their addresses."""
    return frozenset(channel.about.page for channel in channels(site, archive))


def planned(site: Site, archive: Archive) -> Iterator[PlannedFile]:
    found = {channel.about.page: channel for channel in channels(site, archive)}
    made: dict[OutPath, PlannedFile] = {}
    for one in (*_beside_pages(site, archive, found), *_at_old_places(site, archive, found)):
        # One address may be named twice, by the alias of its page and by its own.
        first = made.setdefault(one.path, one)
        if first is one or first.parts != one.parts:
            yield one
    # In the order of their articles, so that what makes them meets each article while it remembers it.
    full = (one for each in found.values() for one in _full(site, each))
    for about, document, articles in sorted(full, key=lambda one: one[2][0].document.date.when()):
        path = urls.out_path(urls.feed_archive(about.page, document.number))
        yield PlannedFile(path, recipe, (about, document, articles), f"the feed of {about.page}", kind=FileKind.FEED)


def _beside_pages(site: Site, archive: Archive, found: Mapping[Address, Channel]) -> Iterator[PlannedFile]:
    """The feeds beside the pages of their lists, and beside pages that lead there.

    Readers of a feed do not follow such a page; the feed goes on where they look for it.
    """
    pages = (one for one in archive.former if not one.feed and not one.recased)
    moved = ((one.address, found[one.target]) for one in pages if one.target and one.target in found)
    for place, channel in (*found.items(), *moved):
        for name in dict.fromkeys(site.config.feeds.formats):
            yield _feed(site, channel, name, urls.out_path(urls.feed(place, name)))


def _at_old_places(site: Site, archive: Archive, found: Mapping[Address, Channel]) -> Iterator[PlannedFile]:
    """The feeds that go on at addresses which name them."""
    for former in archive.former:
        channel = found.get(former.target) if former.feed and former.target else None
        if channel:
            yield _feed(site, channel, format_of(former, site), urls.out_path(former.address), former.where)


def without_feed(site: Site, archive: Archive) -> Iterator[Problem]:
    """A problem for each old address of a feed in `site.toml` that leads to a page which has none."""
    named = [one for one in archive.former if one.feed and one.where.path == CONFIG_FILE]
    lists = followed(site, archive) if named else frozenset()
    for former in named:
        if former.target not in lists:
            what = f"found that {former.address} is to be the feed of {former.target}, which has none"
            yield Problem(
                former.where, "broken-redirect", what, "expected /, or the page of a tag, an author or a source"
            )


def _feed(site: Site, channel: Channel, name: str, path: OutPath, where: Location | None = None) -> PlannedFile:
    """The feed of a channel in one format, at a path."""
    parts = (channel.about, Document(name, 0, _full_documents(site, channel)), newest(site, channel))
    return PlannedFile(path, recipe, parts, f"the feed of {channel.about.page}", where, kind=FileKind.FEED)


def format_of(former: Redirect, site: Site) -> str:
    """The format in which a feed goes on at an address that names it, as far as the site has it."""
    formats = site.config.feeds.formats
    return former.feed if former.feed in formats else formats[0]


def newest(site: Site, channel: Channel) -> Newest:
    """The articles in the feed of a channel: as many as it may hold, and all others of a day that it would cut through.

    Articles of one day often have no time, and then nobody knows which of them are new to a reader.
    """
    articles, entries = channel.articles, site.config.feeds.entries
    if len(articles) <= entries:
        return Newest(articles)
    last = articles[entries - 1].document.date
    first = last.when() - _LONGEST_DAY
    near = takewhile(lambda one: one.document.date.when() > first, articles[entries : max(entries, MOST_OF_A_DAY)])
    of_its_day = (place for place, one in enumerate(near, entries + 1) if _day(one) == last.day)
    return Newest(articles[: max(of_its_day, default=entries)])


def _day(filed: PlacedDocument[Article]) -> str:
    return filed.document.date.day


def cut_days(site: Site, archive: Archive) -> Iterator[Problem]:
    """A notice for each feed that does not hold all articles of a day."""
    for channel in channels(site, archive):
        count = len(newest(site, channel))
        day = _day(channel.articles[count - 1]) if count else ""
        rest = [one for one in channel.articles[count:] if _day(one) == day]
        if rest:
            there = sum(_day(one) == day for one in channel.articles[:count])
            page = channel.about.page
            what = (
                f"found {there + len(rest)} articles of {day}; the feed of {page} holds {there}, and never the others"
            )
            yield Problem(Location(rest[0].document.path), "cut-day", what, "more `entries` under [feeds] take them in")


def _full_documents(site: Site, channel: Channel) -> int:
    """How many archive documents stand behind a feed; none where the feed itself holds everything."""
    options, count = site.config.feeds, len(channel.articles)
    wanted = options.archive == "all" or (options.archive == "site" and channel.kind == "site")
    return count // options.entries if wanted and _ARCHIVED in options.formats and count > options.entries else 0


def _full(site: Site, channel: Channel) -> Iterator[tuple[About, Document, Newest]]:
    """The documents behind a feed. Counted from the oldest and full, they stay as they are when articles come."""
    size, count = site.config.feeds.entries, len(channel.articles)
    for number in range(1, _full_documents(site, channel) + 1):
        articles = Newest(channel.articles[count - number * size : count - (number - 1) * size])
        yield channel.about, Document(_ARCHIVED, number, number - 1), articles


def recipe(site: Site, about: About, document: Document, newest: Newest) -> FeedRecipe:
    page, absolute = about.page, site.addresses.absolute
    feed = absolute(urls.feed(page, document.format))
    own = absolute(urls.feed_archive(page, document.number)) if document.number else feed
    return FeedRecipe(
        FeedView(
            title=about.title,
            description=about.description,
            url=absolute(page),
            format=document.format,
            self_url=own,
            current=feed if document.number else "",
            previous=absolute(urls.feed_archive(page, document.previous)) if document.previous else "",
            hub=site.config.feeds.hub,
            language=site.config.language,
            rights=site.config.rights,
            updated=latest(*(filed.document.modified for filed in newest)) if newest else _NEVER,
            entries=tuple(entry(site, filed) for filed in newest),
        )
    )
