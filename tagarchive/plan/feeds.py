"""The feeds of the site and of each tag, author and source, and the archives behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tagarchive import urls
from tagarchive.dates import Moment, latest
from tagarchive.holdings import Archive, Filed, Term
from tagarchive.model import Article
from tagarchive.plan.entries import entry
from tagarchive.plan.site import Site
from tagarchive.recipes import FeedRecipe, Many, Planned
from tagarchive.urls import Address
from tagarchive.views.feeds import FeedView

_NEVER = Moment("1970-01-01T00:00:00+00:00")
"""When a feed without entries was last changed."""

_ARCHIVED = "atom"
"""The format of archives; readers of the others are led there too."""


class Newest(Many[Filed[Article]]):
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
    articles: tuple[Filed[Article], ...]


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
    yield Channel("site", config.title, about, archive.articles)
    yield from (_channel(site, "tag", term) for term in archive.tags)
    yield from (_channel(site, "author", term) for term in archive.authors if config.archive.authors)
    yield from (_channel(site, "source", term) for term in archive.sources if config.archive.sources)


def _channel(site: Site, kind: str, term: Term) -> Channel:
    title = f"{term.name} – {site.config.title}"
    description = term.text.document.summary if term.text else ""
    return Channel(kind, term.name, About(term.address, title, description or title), term.articles)


def planned(site: Site, archive: Archive) -> Iterator[Planned]:
    found = {channel.about.page: channel for channel in channels(site, archive)}
    for channel in found.values():
        yield from _planned(site, channel, channel.about.page)
    for former in archive.former:
        # Readers of a feed do not follow a page that leads elsewhere; the feed goes on where they look for it.
        if former.target in found and not former.recased:
            yield from _planned(site, found[former.target], former.address)
    # In the order of their articles, so that what makes them meets each article while it remembers it.
    full = (one for channel in found.values() for one in _full(site, channel))
    for about, document, articles in sorted(full, key=lambda one: one[2][0].document.date.when()):
        path = urls.out_path(urls.feed_archive(about.page, document.number))
        yield Planned(path, recipe, (about, document, articles), f"the feed of {about.page}")


def _planned(site: Site, channel: Channel, place: Address) -> Iterator[Planned]:
    """The feeds of a channel, one a format, beside the page at `place`."""
    options = site.config.feeds
    newest = Newest(channel.articles[: options.entries])
    full = _full_documents(site, channel)
    for name in dict.fromkeys(options.formats):
        parts = (channel.about, Document(name, 0, full), newest)
        yield Planned(urls.out_path(urls.feed(place, name)), recipe, parts, f"the feed of {place}")


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
