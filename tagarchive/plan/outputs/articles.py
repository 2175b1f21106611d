"""The pages of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec
from msgspec import structs

from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.archive.relations import CopyLink, TagLink
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.alternates import NONE, of_article
from tagarchive.plan.parts.bodies import on_page
from tagarchive.plan.parts.cards import card, clipping, kept_copies
from tagarchive.plan.parts.citations import citation
from tagarchive.plan.parts.particulars import credit, dateline, films_of
from tagarchive.plan.parts.pictures import pictures_of
from tagarchive.plan.parts.related import Near, Nearby, Neighbour, Neighbours, apart, nearby
from tagarchive.plan.planned_files import PlannedFile, SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.reading.markdown.one_line import line_html
from tagarchive.views.articles import (
    ArticleView,
    CopyView,
    PairView,
    Section,
    Step,
    TermLinks,
    TranslationView,
    UpdateView,
)
from tagarchive.views.common import Head, Html, Link
from tagarchive.views.pages import ArticlePage, WithdrawnPage

ORIGIN = "an article"
"""The origin of the pages of articles in messages."""

MOST_PAIRS = 6
"""Maximum number of pairs that the page of an article names."""


class Together(msgspec.Struct, frozen=True):
    """The pairs among the tags of an article, and among the tags above these.

    Attributes:
        place: place of the article among all
        of_places: addresses of the archives of pairs, by the places of their articles

    """

    place: int
    of_places: Mapping[int, Sequence[Address]]

    @property
    def pairs(self) -> Sequence[Address]:
        """Addresses of their archives."""
        return self.of_places.get(self.place, ())

    @property
    def key(self) -> str:
        return " ".join(self.pairs)


_ALONE = Together(0, {})
"""Tags of which no two are a pair."""


def planned(_: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    together = _together(archive)
    for placed, near in nearby(archive):
        yield _planned(placed, recipe, near, Together(near.place, together))
    for placed in archive.copies:
        yield _planned(placed, recipe, apart(placed), _ALONE)
    for placed in archive.withdrawn:
        yield _planned(placed, withdrawn)


def _together(archive: Archive) -> Mapping[int, Sequence[Address]]:
    """The pairs that have each article, by its place among all."""
    pairs: dict[int, list[Address]] = defaultdict(list)
    # In the order of their addresses, which new articles do not change.
    for pair in sorted(archive.pairs, key=lambda pair: pair.address):
        for place in pair.places:
            pairs[place].append(pair.address)
    return dict(pairs)


def _planned(
    placed: PlacedDocument[Article], make: Callable[..., TemplateRecipe], *others: Nearby | Together
) -> PlannedFile:
    article, indexed, translations = placed.document, _is_indexed(placed), placed.relations.translations
    listed = SitemapItem(placed.address, article.modified if article.updated else article.date)
    return PlannedFile(
        urls.out_path(placed.address),
        make,
        (placed, *others),
        ORIGIN,
        article.slug.where,
        listed if indexed else None,
        alternates=of_article(translations, is_listed=indexed) if translations else NONE,
    )


def _is_indexed(placed: PlacedDocument[Article]) -> bool:
    """True if search engines should list the page of an article."""
    source, elsewhere = placed.source, placed.relations.copy_of or placed.document.withdrawn
    return not elsewhere and (source is None or source.is_listed)


def withdrawn(site: SiteContext, placed: PlacedDocument[Article]) -> TemplateRecipe:
    """The page of a withdrawn article."""
    given = placed.document.withdrawn
    head = structs.replace(site.head(placed.address, site.config.title), noindex=True)
    return TemplateRecipe(
        WithdrawnPage(
            site=site.view,
            head=head,
            date=given.date if given else placed.document.date,
            reason=given.reason if given else "",
            by=given.by if given else "",
        )
    )


def recipe(site: SiteContext, placed: PlacedDocument[Article], near: Near, together: Together) -> TemplateRecipe:
    feeds = tuple(feed for tag in placed.tags for feed in site.feeds_of(*tag))
    article = placed.document
    first = (site.list_crumb("tag"), site.crumb(*placed.tags[0])) if placed.tags else ()
    head = site.head(
        placed.address, article.title, article.summary, feeds, (*first, site.crumb(article.title, placed.address))
    )
    return TemplateRecipe(
        ArticlePage(site=site.view, head=_head_of(site, placed, head), article=_view(site, placed, near, together))
    )


def _head_of(site: SiteContext, placed: PlacedDocument[Article], head: Head) -> Head:
    """The metadata of an article with the page that search engines should list in its place."""
    source, shown = placed.source, placed.relations.copy_of
    original = placed.document.source.url if placed.document.source and source and source.original else None
    canonical = original or (site.addresses.absolute(shown.address) if shown else head.canonical)
    card = site.card_at(placed.address, placed.document.title, source.name if source else "")
    return structs.replace(head, canonical=canonical, noindex=source.noindex if source else False, card=card)


def _view(site: SiteContext, placed: PlacedDocument[Article], near: Near, together: Together) -> ArticleView:
    article, neighbours = placed.document, near if isinstance(near, Neighbours) else near.neighbours()
    pictures = pictures_of(site, placed, site.href)
    return ArticleView(
        card=card(site, placed),
        standfirst=article.standfirst,
        minutes=article.outline.minutes,
        body=on_page(site, placed),
        contents=_contents(article, site.config.articles.contents_from),
        picture=pictures[0] if pictures else None,
        pictures=pictures[1:],
        updates=tuple(UpdateView(date=update.date, note=update.note) for update in article.updates),
        key_points=article.key_points,
        dateline=dateline(article.dateline) if article.dateline else None,
        credits=tuple(map(credit, article.credits)),
        films=films_of(site, placed, site.href),
        terms=tuple(_terms(site, index, terms) for index, terms in placed.relations.terms),
        hidden_tags=placed.relations.hidden_tags,
        clipping=clipping(article.source, placed.source) if article.source and placed.source else None,
        kept=kept_copies(article),
        citation=citation(site, placed),
        rights=Html(line_html(article.rights, site.href)),
        republish=article.republish,
        translations=tuple(_translations(site, placed)),
        copies=tuple(_copy(site, copy) for copy in placed.relations.copies),
        copy_of=_copy(site, placed.relations.copy_of) if placed.relations.copy_of else None,
        pairs=tuple(_pairs(site, placed.tags, together))[:MOST_PAIRS],
        older=tuple(_step(site, one) for one in neighbours.older),
        newer=tuple(_step(site, one) for one in neighbours.newer),
        related=tuple(_link(site, one) for one in neighbours.related),
        extra=article.extra,
    )


def _terms(site: SiteContext, index: TagLink, terms: tuple[TagLink, ...]) -> TermLinks:
    return TermLinks(index=site.link(index), terms=tuple(map(site.link, terms)))


def _copy(site: SiteContext, link: CopyLink) -> CopyView:
    return CopyView(name=link.name, title=link.title, url=site.href(link.address), original=link.url)


def _translations(site: SiteContext, placed: PlacedDocument[Article]) -> Iterator[TranslationView]:
    """The other translations of an article, or its original."""
    for one in placed.relations.translations:
        if one.address != placed.address:
            url = one.url or site.href(one.address)
            yield TranslationView(lang=one.lang, url=url, is_original=one.is_original)


def _contents(article: Article, from_count: int) -> tuple[Section, ...]:
    headings = article.outline.headings
    if not from_count or len(headings) < from_count:
        return ()
    return tuple(Section(id=heading.id, title=heading.text, level=heading.level) for heading in headings)


def _pairs(site: SiteContext, tags: Sequence[TagLink], together: Together) -> Iterator[PairView]:
    """The pairs among the tags of an article."""
    there = frozenset(together.pairs)
    for one, other in combinations(tags, 2) if there else ():
        address = urls.pair(one.address, other.address)
        if address in there:
            yield PairView(one=site.link(one), other=site.link(other), url=site.href(address))


def _step(site: SiteContext, neighbour: Neighbour) -> Step:
    return Step(article=_link(site, neighbour), tags=neighbour.tags)


def _link(site: SiteContext, neighbour: Neighbour) -> Link:
    return Link(title=neighbour.title, url=site.href(neighbour.address))
