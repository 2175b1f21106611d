"""The pages of articles."""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.core import urls
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.parts.cards import card, link_to, picture_of
from tagarchive.plan.parts.citations import citation
from tagarchive.plan.parts.particulars import credit, dateline, film
from tagarchive.plan.parts.related import Nearby, Window, nearby
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.views.articles import ArticleView, Neighbours, Section, UpdateView
from tagarchive.views.common import Link
from tagarchive.views.pages import ArticlePage


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    for placed, near in nearby(archive):
        article = placed.document
        listed = SitemapItem(placed.address, article.modified if article.updated else article.date)
        yield PlannedFile(
            urls.out_path(placed.address), recipe, (placed, near), "an article", article.slug.where, listed
        )


def recipe(site: SiteContext, placed: PlacedDocument[Article], near: Nearby) -> TemplateRecipe:
    feeds = tuple(feed for tag in placed.tags for feed in site.feeds_of(*tag))
    article = placed.document
    first = (site.list_crumb("tag"), site.crumb(*placed.tags[0])) if placed.tags else ()
    head = site.head(
        placed.address, article.title, article.summary, feeds, (*first, site.crumb(article.title, placed.address))
    )
    return TemplateRecipe(ArticlePage(site=site.view, head=head, article=_view(site, placed, near)))


def _view(site: SiteContext, placed: PlacedDocument[Article], near: Nearby) -> ArticleView:
    article = placed.document
    within = (_neighbours(site, window) for window in near.in_tags)
    return ArticleView(
        card=card(site, placed),
        standfirst=article.standfirst,
        minutes=article.outline.minutes,
        body=on_page(site, placed),
        contents=_contents(article, site.config.articles.contents_from),
        picture=picture_of(site, placed, site.href),
        updates=tuple(UpdateView(date=update.date, note=update.note) for update in article.updates),
        key_points=article.key_points,
        dateline=dateline(article.dateline) if article.dateline else None,
        credits=tuple(map(credit, article.credits)),
        films=tuple(map(film, article.films)),
        citation=citation(site, placed),
        neighbours=_neighbours(site, near.everywhere),
        in_tags=tuple(neighbours for neighbours in within if neighbours.older or neighbours.newer),
        related=tuple(link_to(site, related) for related in near.related()),
        extra=article.extra,
    )


def _contents(article: Article, from_count: int) -> tuple[Section, ...]:
    headings = article.outline.headings
    if not from_count or len(headings) < from_count:
        return ()
    return tuple(Section(id=heading.id, title=heading.text, level=heading.level) for heading in headings)


def _neighbours(site: SiteContext, window: Window) -> Neighbours:
    within, newer, older = window.within, window.newer(), window.older()
    return Neighbours(
        within=Link(title=within.name, url=site.href(within.address)) if within else None,
        older=link_to(site, older[0]) if older else None,
        newer=link_to(site, newer[0]) if newer else None,
    )
