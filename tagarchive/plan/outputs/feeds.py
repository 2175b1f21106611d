"""The feeds of the site and of each tag, author and source, with their archive documents (RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, takewhile
from typing import NamedTuple

from tagarchive.archive.model import Archive, PlacedDocument, Redirect, Term, TermList
from tagarchive.core import urls
from tagarchive.core.dates import Moment, latest
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.parts.feed_documents import About, FeedDocument
from tagarchive.plan.parts.feed_entries import entry, feed_icon
from tagarchive.plan.parts.podcasts import podcast_of, podcast_text
from tagarchive.plan.planned_files import FileKind, Many, PlannedFile
from tagarchive.plan.recipes import FeedRecipe
from tagarchive.plan.site_context import SiteContext, feed_formats, term_lists
from tagarchive.reading.documents import Article
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.markdown.one_line import line_text
from tagarchive.views.feeds import FeedView

NEVER = Moment("1970-01-01T00:00:00+00:00")
"""Date of the last change of a feed without entries."""

MOST_OF_A_DAY = 200
"""Limit for the number of entries in a feed that is extended to complete a day."""

MOST_OF_A_PAIR = 10
"""Limit for the number of entries in the feed of a pair, before it is extended. Pairs are many, and grow slowly."""

_LONGEST_DAY = timedelta(hours=50)
"""Time from the start of a day in the first time zone to its end in the last."""

_ARCHIVED = "atom"
"""The format of archive documents. Feeds of the other formats link to them too."""


class Newest(Many[PlacedDocument[Article]]):
    """The articles of a feed document, newest first."""

    __slots__ = ()


class Channel(NamedTuple):
    """A list of articles that has feeds.

    Attributes:
        kind: `site`, `tag`, `pair`, `author`, `source` or the name of a taxonomy
        group: title of the taxonomy, or ""
        name: name of the site or term
        about: metadata for its feeds
        articles: its articles in the order of feeds: those that were filed last first

    """

    kind: str
    group: str
    name: str
    about: About
    articles: tuple[PlacedDocument[Article], ...]


def channels(site: SiteContext, archive: Archive) -> Iterator[Channel]:
    """All lists that have feeds, the site first."""
    config = site.config
    if not config.feeds.formats:
        return
    about = About(archive.own(urls.HOME), config.title, config.description or config.title)
    in_feeds = _Order(archive)
    yield Channel("site", "", config.title, about, in_feeds.of(archive.articles))
    for terms in term_lists(archive, config):
        if terms.kind != "year":
            yield from (_channel(site, terms, term, in_feeds.of(term.articles)) for term in terms.terms)
    pairs = TermList(kind="pair", address=archive.own(urls.TAGS), terms=archive.pairs)
    yield from (_channel(site, pairs, pair, in_feeds.of(pair.articles)) for pair in pairs.terms)


class _Order:
    """The order of articles in feeds: those that were filed last first, without those dated in the future."""

    def __init__(self, archive: Archive) -> None:
        self.early = archive.early
        late = any(placed.document.filed for placed in archive.articles)
        by_time = sorted(archive.articles, key=_entered, reverse=True) if late else ()
        self.places = {placed.address: place for place, placed in enumerate(by_time)}

    def of(self, articles: tuple[PlacedDocument[Article], ...]) -> tuple[PlacedDocument[Article], ...]:
        due = tuple(one for one in articles if one.document.path not in self.early) if self.early else articles
        return tuple(sorted(due, key=lambda placed: self.places[placed.address])) if self.places else due


def _entered(placed: PlacedDocument[Article]) -> datetime:
    return placed.document.entered.when()


def _channel(site: SiteContext, terms: TermList, term: Term, articles: tuple[PlacedDocument[Article], ...]) -> Channel:
    title = f"{term.name} – {site.config.title}"
    description = term.text.document.summary if term.text else ""
    about = About(term.address, title, description or title, podcast_text(term))
    return Channel(terms.kind, terms.title, term.name, about, articles)


def followed(site: SiteContext, archive: Archive) -> frozenset[Address]:
    """Addresses of all lists that have feeds, in all languages."""
    return frozenset(channel.about.page for part in archive.in_languages for channel in channels(site, part))


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    by_page = {channel.about.page: channel for channel in channels(site, archive)}
    made: dict[OutPath, PlannedFile] = {}
    for file in (*_beside_pages(site, archive, by_page), *_at_old_places(site, archive, by_page)):
        # The alias of a page and a feed alias may name the same address.
        first = made.setdefault(file.path, file)
        if first is file or first.parts != file.parts:
            yield file
    # In the order of their articles, so that the cache of feed entries is hit while it holds the article.
    full = (parts for channel in by_page.values() for parts in _full(site, channel))
    for about, document, articles in sorted(full, key=lambda parts: _entered(parts[2][0])):
        path = urls.out_path(urls.feed_archive(about.page, document.number))
        yield PlannedFile(path, recipe, (about, document, articles), f"the feed of {about.page}", kind=FileKind.FEED)


def _beside_pages(site: SiteContext, archive: Archive, by_page: Mapping[Address, Channel]) -> Iterator[PlannedFile]:
    """The feeds beside the pages of their lists, and beside pages that redirect to them.

    Feed readers do not follow a redirect page, so the feed continues at its former URL.
    """
    pages = (former for former in archive.former if not former.feed and not former.recased)
    moved = ((former.address, by_page[former.target]) for former in pages if former.target and former.target in by_page)
    for place, channel in (*by_page.items(), *moved):
        full, shown = _full_documents(site, channel), newest(site, channel)
        for name in feed_formats(site.config, channel.kind):
            yield _feed(channel, FeedDocument(name, 0, full), shown, urls.out_path(urls.feed(place, name)))


def _at_old_places(site: SiteContext, archive: Archive, by_page: Mapping[Address, Channel]) -> Iterator[PlannedFile]:
    """The feeds that continue at former feed addresses."""
    for former in archive.former:
        channel = by_page.get(former.target) if former.feed and former.target else None
        if channel:
            document = FeedDocument(format_of(former, site), 0, _full_documents(site, channel))
            yield _feed(channel, document, newest(site, channel), urls.out_path(former.address), former.where)


def without_feed(site: SiteContext, archive: Archive) -> Iterator[Problem]:
    """Problems for former feed addresses in `site.toml` whose target has no feed."""
    named = [redirect for redirect in archive.former if redirect.feed and redirect.where.path == CONFIG_FILE]
    lists = followed(site, archive) if named else frozenset()
    for former in named:
        if former.target not in lists:
            message = f"found that {former.address} is to be the feed of {former.target}, which has none"
            yield Problem(
                former.where, "broken-redirect", message, "expected /, or the page of a tag, an author or a source"
            )


def _feed(
    channel: Channel, document: FeedDocument, shown: Newest, path: OutPath, where: Location | None = None
) -> PlannedFile:
    """The feed of a channel in one format, at a path."""
    parts = (channel.about.of(document.format), document, shown)
    return PlannedFile(path, recipe, parts, f"the feed of {channel.about.page}", where, kind=FileKind.FEED)


def format_of(former: Redirect, site: SiteContext) -> str:
    """The format of a feed at a former feed address: the former one, or the first one if the site dropped that."""
    formats = site.config.feeds.formats
    return former.feed if former.feed in formats else formats[0]


def newest(site: SiteContext, channel: Channel) -> Newest:
    """The articles in the feed of a channel.

    These are the newest ones, as many as `entries` allows, and the rest of the last day up to `MOST_OF_A_DAY`.
    Articles of one day often have no time, so their order does not tell readers which of them are new.
    """
    articles, entries = channel.articles, site.config.feeds.entries
    if channel.kind == "pair":
        entries = min(entries, MOST_OF_A_PAIR)
    if len(articles) <= entries:
        return Newest(articles)
    within = articles[: max(entries, MOST_OF_A_DAY)]
    return Newest(articles[: max(_places_of_day(within, entries), default=entries - 1) + 1])


def _places_of_day(articles: tuple[PlacedDocument[Article], ...], count: int) -> Iterator[int]:
    """The places of the articles after the first `count` that are of the same day as the last of these."""
    last = articles[count - 1].document.entered
    first = last.when() - _LONGEST_DAY
    near = takewhile(lambda article: _entered(article) > first, articles[count:])
    return (place for place, article in enumerate(near, count) if _day(article) == last.day)


def _day(placed: PlacedDocument[Article]) -> str:
    return placed.document.entered.day


def _changed(placed: PlacedDocument[Article]) -> Moment:
    modified, filed = placed.document.modified, placed.document.filed
    return latest(modified, filed) if filed else modified


def cut_days(site: SiteContext, archive: Archive) -> Iterator[Problem]:
    """Notices for feeds that do not contain all articles of a day."""
    for channel in chain.from_iterable(channels(site, part) for part in archive.in_languages):
        if channel.kind == "pair":
            continue  # Its two tags have the same days, with more articles.
        count = len(newest(site, channel))
        rest = [channel.articles[place] for place in _places_of_day(channel.articles, count)] if count else []
        if rest:
            day = _day(rest[0])
            shown = sum(_day(article) == day for article in channel.articles[:count])
            page = channel.about.page
            message = (
                f"found {shown + len(rest)} articles of {day}; the feed of {page} holds {shown}, and never the others"
            )
            yield Problem(
                Location(rest[0].document.path), "cut-day", message, "more `entries` under [feeds] take them in"
            )


def _full_documents(site: SiteContext, channel: Channel) -> int:
    """The number of archive documents of a feed; 0 if the feed itself contains all articles."""
    options, count = site.config.feeds, len(channel.articles)
    wanted = options.archive == "all" or (options.archive == "site" and channel.kind == "site")
    formats = feed_formats(site.config, channel.kind)
    return count // options.entries if wanted and _ARCHIVED in formats and count > options.entries else 0


def _full(site: SiteContext, channel: Channel) -> Iterator[tuple[About, FeedDocument, Newest]]:
    """The archive documents of a feed. They are full and numbered from the oldest: new articles do not change them."""
    size, count = site.config.feeds.entries, len(channel.articles)
    for number in range(1, _full_documents(site, channel) + 1):
        articles = Newest(channel.articles[count - number * size : count - (number - 1) * size])
        yield channel.about.of(_ARCHIVED), FeedDocument(_ARCHIVED, number, number - 1), articles


def recipe(site: SiteContext, about: About, document: FeedDocument, newest: Newest) -> FeedRecipe:
    page, absolute = about.page, site.addresses.absolute
    feed = absolute(urls.feed(page, document.format))
    own = absolute(urls.feed_archive(page, document.number)) if document.number else feed
    icon = feed_icon(site)
    return FeedRecipe(
        FeedView(
            title=about.title,
            description=about.description,
            url=absolute(page),
            format=document.format,
            self_url=own,
            current=feed if document.number else "",
            previous=absolute(urls.feed_archive(page, document.previous)) if document.previous else "",
            icon=icon,
            favicon=icon.url if icon else absolute(urls.FAVICON),
            hub=site.config.feeds.hub,
            language=(about.podcast.document.lang if about.podcast else None) or site.config.language,
            rights=line_text(site.config.rights),
            podcast=podcast_of(site, about.podcast) if about.podcast else None,
            updated=latest(*map(_changed, newest)) if newest else NEVER,
            entries=tuple(entry(site, placed) for placed in newest),
        )
    )
