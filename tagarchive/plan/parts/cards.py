"""Views of articles for lists, links and article pages."""

from __future__ import annotations

from tagarchive.archive.model import PlacedDocument, PlacedTermText
from tagarchive.archive.relations import SourceLink, TagLink
from tagarchive.core.originals import host_of
from tagarchive.core.urls import Address
from tagarchive.plan.parts.bodies import in_list
from tagarchive.plan.parts.particulars import html_after, html_before
from tagarchive.plan.parts.pictures import logo_of, thumbnail_of
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article, SourceText, TagText
from tagarchive.reading.markdown.one_line import line_html
from tagarchive.reading.provenance import Attribution
from tagarchive.views.articles import Card, ClippingView, KeptCopyView, Record, SourceView
from tagarchive.views.common import Html, Link


def card(site: SiteContext, placed: PlacedDocument[Article]) -> Card:
    """An article as lists show it."""
    article, full = placed.document, site.config.archive.show == "full"
    return Card(
        url=site.href(placed.address),
        title=article.title,
        date=article.date,
        updated=article.updated,
        summary=article.summary,
        authors=tuple(_author(site, placed, author) for author in placed.authors),
        tags=tuple(map(site.link, placed.tags)),
        source=_source(site, placed, article.source, placed.source) if article.source and placed.source else None,
        lang=site.other_language(article.lang),
        before=Html(html_before(article) if full else ""),
        body=in_list(site, placed) if full else Html(""),
        after=Html(html_after(site, placed, site.href) if full else ""),
        thumbnail=thumbnail_of(site, placed),
        extra=article.extra,
    )


def headline(site: SiteContext, placed: PlacedDocument[Article]) -> Card:
    """An article as lists of headlines show it: its title, date and source."""
    article = placed.document
    return Card(
        url=site.href(placed.address),
        title=article.title,
        date=article.date,
        updated=None,
        summary="",
        authors=(),
        tags=(),
        source=_source(site, placed, article.source, placed.source) if article.source and placed.source else None,
        lang=site.other_language(article.lang),
        before=Html(""),
        body=Html(""),
        after=Html(""),
        thumbnail=None,
        extra=article.extra,
    )


def _author(site: SiteContext, placed: PlacedDocument[Article], author: TagLink) -> Link:
    url = _archive(site, placed, author.address) if site.config.archive.authors else ""
    return Link(title=author.name, url=url)


def _archive(site: SiteContext, placed: PlacedDocument[Article], address: Address) -> str:
    return "" if address in placed.relations.missing else site.href(address)


def _source(site: SiteContext, placed: PlacedDocument[Article], source: Attribution, link: SourceLink) -> SourceView:
    return SourceView(
        name=link.name,
        archive=_archive(site, placed, link.address) if site.config.archive.sources else "",
        url=source.url or "",
        authors=source.authors,
        published=source.published,
        retrieved=source.retrieved,
        archived=placed.document.archived,
        gone=placed.relations.is_dead,
        access=source.access or "",
    )


def clipping(source: Attribution, link: SourceLink) -> ClippingView:
    """Facts about a clipping for its own page."""
    return ClippingView(home=link.home, sha256=source.sha256 or "", via=source.via)


def kept_copies(article: Article) -> tuple[KeptCopyView, ...]:
    """The copies of the original of an article."""
    return tuple(
        KeptCopyView(url=copy.url or "", kind=copy.kind, made=copy.made, sha256=copy.sha256 or "")
        for copy in article.copies
    )


def record_of(site: SiteContext, placed: PlacedTermText) -> Record | None:
    """Facts about a source or an author from its file; None if the document is not such a file."""
    record = placed.document
    if isinstance(record, TagText):
        return None
    logo = logo_of(site, placed)
    return Record(
        home=record.home or "",
        links=tuple(Link(title=link.title or host_of(link.url), url=link.url) for link in record.links),
        logo=logo.url if logo else "",
        logo_picture=logo,
        also=tuple(name.text for name in record.also),
        rights=Html(line_html(record.rights, site.href) if isinstance(record, SourceText) else ""),
    )
