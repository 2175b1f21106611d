"""The pages of articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.model import Article, Term
from tagarchive.plan.cards import card, link_to, picture_of
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.articles import ArticleView, Neighbours, Section, UpdateView
from tagarchive.views.pages import ArticlePage
from tagarchive.views.parts import Link


def planned(site: Site) -> Iterator[Planned]:
    for article in site.archive.articles:
        address = site.archive.addresses[article.path]
        yield Planned(
            urls.out_path(address),
            partial(_recipe, site, article),
            "an article",
            article.slug.where,
            entry(site, address, article.modified),
        )


def _recipe(site: Site, article: Article) -> TemplateRecipe:
    tags = site.archive.tags_of[article.path]
    head = site.head(
        site.archive.addresses[article.path], article.title, article.summary, tuple(site.feed_of(tag) for tag in tags)
    )
    return TemplateRecipe(ArticlePage(site=site.view, head=head, article=_view(site, article, tags)))


def _view(site: Site, article: Article, tags: tuple[Term, ...]) -> ArticleView:
    return ArticleView(
        card=card(site, article),
        body=site.html(article.body),
        contents=_contents(article, site.config.articles.contents_from),
        picture=picture_of(site, article.image) if article.image else None,
        updates=tuple(UpdateView(date=update.date, note=update.note) for update in article.updates),
        neighbours=_neighbours(site, article, None),
        in_tags=tuple(found for tag in tags if (found := _neighbours(site, article, tag)).older or found.newer),
        extra=article.extra,
    )


def _contents(article: Article, from_count: int) -> tuple[Section, ...]:
    headings = article.body.headings
    if not from_count or len(headings) < from_count:
        return ()
    return tuple(Section(id=heading.id, title=heading.text, level=heading.level) for heading in headings)


def _neighbours(site: Site, article: Article, tag: Term | None) -> Neighbours:
    within = tag.articles if tag else site.archive.articles
    return Neighbours(
        within=Link(title=tag.name, url=site.href(tag.address)) if tag else None,
        older=link_to(site, site.archive.older(article, within)),
        newer=link_to(site, site.archive.newer(article, within)),
    )
