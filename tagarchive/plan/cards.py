"""Articles as lists and feeds show them."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec.structs import replace

from tagarchive import urls
from tagarchive.body import html_in
from tagarchive.model import Article, Attribution, Image
from tagarchive.plan.site import Site
from tagarchive.urls import slugify
from tagarchive.views.articles import Card, Picture, SourceView
from tagarchive.views.parts import Html, Link


def card(site: Site, article: Article) -> Card:
    """An article as lists show it."""
    full = site.config.archive.show == "full"
    return Card(
        url=address_of(site, article),
        title=article.title,
        date=article.date,
        updated=article.updated,
        summary=article.summary,
        authors=tuple(Link(title=name, url=_author_url(site, name)) for name in article.byline),
        tags=tags_of(site, article),
        source=source_of(site, article.source) if article.source else None,
        lang=site.other_language(article.lang),
        body=_html_in_list(site, article) if full else Html(""),
    )


def _html_in_list(site: Site, article: Article) -> Html:
    """An article's text among others: ids that differ from theirs, headings below its headline."""
    place = replace(site.place, ids=f"{article.slug.text}-{article.date.day}--", deeper=1, anchors=False)
    return Html(html_in(article.body, place))


def address_of(site: Site, article: Article) -> str:
    return site.href(site.archive.addresses[article.path])


def link_to(site: Site, article: Article | None) -> Link | None:
    return Link(title=article.title, url=address_of(site, article)) if article else None


def tags_of(site: Site, article: Article) -> tuple[Link, ...]:
    terms = site.archive.tags_of[article.path]
    return tuple(Link(title=term.name, url=site.href(term.address)) for term in terms)


def _author_url(site: Site, name: str) -> str:
    return site.href(urls.author(slugify(name))) if site.config.archive.authors else ""


def source_of(site: Site, source: Attribution) -> SourceView:
    archive = site.href(urls.source(slugify(source.name))) if site.config.archive.sources else ""
    return SourceView(
        name=source.name,
        archive=archive,
        url=source.url or "",
        authors=source.authors,
        published=source.published,
        retrieved=source.retrieved,
        archived=source.archive_url or "",
    )


def picture_of(site: Site, image: Image) -> Picture | None:
    """The picture at the head of an article; nothing where its file is missing."""
    url = site.place.href(image.target)
    if url is None:
        return None
    remote = isinstance(image.target, str) and urlsplit(url).hostname not in site.config.html.image_hosts
    return Picture(url=url, remote=remote, alt=image.alt, caption=image.caption, credit=image.credit)
