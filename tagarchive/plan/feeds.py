"""The feeds of the site and of each tag."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from tagarchive import urls
from tagarchive.archive import guid_of
from tagarchive.body import Place, html_in
from tagarchive.dates import Moment, latest
from tagarchive.model import Article, Image, Term
from tagarchive.plan.site import Site
from tagarchive.recipes import FeedRecipe, Planned
from tagarchive.urls import Address
from tagarchive.views.feeds import FeedCategory, FeedEntry, FeedView

_NEVER = Moment("1970-01-01T00:00:00+00:00")
"""When a feed without entries was last changed."""


def planned(site: Site) -> Iterator[Planned]:
    config = site.config
    described = config.description or config.title
    yield _planned(site, urls.HOME, config.title, described, site.archive.articles)
    for tag in site.archive.tags:
        description = tag.text.summary if tag.text else ""
        title = site.feed_of(tag).title
        yield _planned(site, tag.address, title, description or title, tag.articles)


def _planned(site: Site, page: Address, title: str, description: str, articles: tuple[Article, ...]) -> Planned:
    newest = articles[: site.config.feeds.entries]
    return Planned(
        urls.out_path(urls.feed(page)),
        partial(_recipe, site, page, title, description, newest),
        f"the feed of {page}",
    )


def _recipe(site: Site, page: Address, title: str, description: str, articles: tuple[Article, ...]) -> FeedRecipe:
    absolute = site.addresses.absolute
    return FeedRecipe(
        FeedView(
            title=title,
            description=description,
            url=absolute(page),
            self_url=absolute(urls.feed(page)),
            language=site.config.language,
            rights=site.config.rights,
            updated=latest(*(article.modified for article in articles)) if articles else _NEVER,
            entries=tuple(_entry(site, article) for article in articles),
        )
    )


def _entry(site: Site, article: Article) -> FeedEntry:
    source = article.source
    return FeedEntry(
        guid=guid_of(article, site.config),
        url=site.addresses.absolute(site.archive.addresses[article.path]),
        title=article.title,
        summary=article.summary,
        content=_content(site, article),
        published=article.date,
        updated=article.modified,
        authors=article.byline,
        categories=tuple(_category(site, tag) for tag in site.archive.tags_of[article.path]),
        source_name=source.name if source and source.feed else "",
        source_feed=source.feed or "" if source else "",
    )


def _category(site: Site, tag: Term) -> FeedCategory:
    return FeedCategory(term=tag.name, scheme=site.addresses.absolute(tag.address))


def _content(site: Site, article: Article) -> str:
    if site.config.feeds.content == "summary":
        return ""
    here = site.addresses.absolute(site.archive.addresses[article.path])
    place = Place(url=site.addresses.absolute, addresses=site.archive.addresses, here=here, ids=None, remote=True)
    text = _picture(article.image, place) + html_in(article.body, place) + _updates(article) + _source(article)
    lang = site.other_language(article.lang)
    return f'<div lang="{lang}" dir="auto">{text}</div>' if lang and text else text


def _picture(image: Image | None, place: Place) -> str:
    url = place.href(image.target) if image else None
    if image is None or url is None:
        return ""
    line = " – ".join(text for text in (image.caption, image.credit) if text)
    caption = f"<figcaption>{escape(line)}</figcaption>" if line else ""
    return f'<figure><img src="{escape(url)}" alt="{escape(image.alt)}">{caption}</figure>'


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
