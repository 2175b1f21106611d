"""The feeds of the site and of each tag."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tagarchive import urls
from tagarchive.archive import guid_of
from tagarchive.dates import Moment, latest
from tagarchive.model import Archive, Article, Face, Filed
from tagarchive.plan.cards import picture_of
from tagarchive.plan.site import Site
from tagarchive.plan.texts import in_feed
from tagarchive.recipes import FeedRecipe, Planned
from tagarchive.urls import Address
from tagarchive.views.feeds import FeedCategory, FeedEntry, FeedView
from tagarchive.views.parts import Html

_NEVER = Moment("1970-01-01T00:00:00+00:00")
"""When a feed without entries was last changed."""


class Newest(tuple[Filed[Article], ...]):
    """The articles of a feed, newest first."""

    __slots__ = ()

    @property
    def key(self) -> str:
        return "".join(filed.key for filed in self)


def planned(site: Site, archive: Archive) -> Iterator[Planned]:
    config = site.config
    yield _planned(site, urls.HOME, config.title, config.description or config.title, archive.articles)
    for tag in archive.tags:
        description = tag.text.document.summary if tag.text else ""
        title = site.feed_of(tag.name, tag.address).title
        yield _planned(site, tag.address, title, description or title, tag.articles)


def _planned(site: Site, page: Address, title: str, description: str, articles: tuple[Filed[Article], ...]) -> Planned:
    parts = (page, title, description, Newest(articles[: site.config.feeds.entries]))
    return Planned(urls.out_path(urls.feed(page)), recipe, parts, f"the feed of {page}")


def recipe(site: Site, page: Address, title: str, description: str, newest: Newest) -> FeedRecipe:
    absolute = site.addresses.absolute
    return FeedRecipe(
        FeedView(
            title=title,
            description=description,
            url=absolute(page),
            self_url=absolute(urls.feed(page)),
            language=site.config.language,
            rights=site.config.rights,
            updated=latest(*(filed.document.modified for filed in newest)) if newest else _NEVER,
            entries=tuple(_entry(site, filed) for filed in newest),
        )
    )


def _entry(site: Site, filed: Filed[Article]) -> FeedEntry:
    article, source = filed.document, filed.document.source
    full = site.config.feeds.content == "full"
    return FeedEntry(
        guid=guid_of(article, site.config),
        url=site.addresses.absolute(filed.address),
        title=article.title,
        summary=article.summary,
        before=_picture(site, filed) if full else "",
        content=in_feed(site, filed) if full else Html(""),
        after=_updates(article) + _source(article) if full else "",
        language=site.other_language(article.lang),
        published=article.date,
        updated=article.modified,
        authors=article.byline,
        categories=tuple(_category(site, tag) for tag in filed.tags),
        source_name=source.name if source and source.feed else "",
        source_feed=source.feed or "" if source else "",
    )


def _category(site: Site, tag: Face) -> FeedCategory:
    return FeedCategory(term=tag.name, scheme=site.addresses.absolute(tag.address))


def _picture(site: Site, filed: Filed[Article]) -> str:
    picture = picture_of(site, filed, site.addresses.absolute)
    if picture is None:
        return ""
    line = " – ".join(text for text in (picture.caption, picture.credit) if text)
    caption = f"<figcaption>{escape(line)}</figcaption>" if line else ""
    return f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}">{caption}</figure>'


def _updates(article: Article) -> str:
    """Corrections, for those who read the article in a feed and never see its page."""
    notes = "".join(f"<li>{update.date.day}: {escape(update.note)}</li>" for update in article.updates)
    return f"<ul>{notes}</ul>" if notes else ""


def _source(article: Article) -> str:
    """Whose text it is, as a line under a quotation says it."""
    source = article.source
    if source is None:
        return ""
    name = f'<a href="{escape(source.url)}">{escape(source.name)}</a>' if source.url else escape(source.name)
    day = (source.published.day,) if source.published else ()
    return f"<p>— {', '.join((name, *map(escape, source.authors), *day))}</p>"
