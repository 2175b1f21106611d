"""Articles as records of exports. They are encoded once, since several files in several formats contain them."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from tagarchive.archive.model import Articles, PlacedDocument
from tagarchive.archive.relations import CopyLink, SourceLink
from tagarchive.core.dates import Moment
from tagarchive.plan.parts.citations import citation
from tagarchive.plan.parts.particulars import dateline_text
from tagarchive.plan.parts.pictures import pictures_of, posters_of
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.reading.export_options import ExportFormat
from tagarchive.reading.particulars import Film
from tagarchive.reading.provenance import Attribution
from tagarchive.views.exports import (
    ExportCarrier,
    ExportCredit,
    ExportFilm,
    ExportImage,
    ExportRecord,
    ExportSource,
    ExportTag,
    ExportUpdate,
)
from tagarchive.views.pictures import Picture

_RECORDED = frozenset({"json", "csv"})
"""Formats that hold records. The others hold citations."""

_json = msgspec.json.Encoder()
_msgpack = msgspec.msgpack.Encoder()


def encoded(format_: ExportFormat, site: SiteContext, articles: Articles) -> tuple[bytes, ...]:
    """Articles as a file in a format holds them."""
    return _records(site, articles) if format_ in _RECORDED else _citations(site, articles)


# The files of one list are made one after another.
@lru_cache(maxsize=1)
def _records(site: SiteContext, articles: Articles) -> tuple[bytes, ...]:
    return tuple([_encoded_record(site, placed) for placed in articles])


@lru_cache(maxsize=1)
def _citations(site: SiteContext, articles: Articles) -> tuple[bytes, ...]:
    return tuple([_encoded_citation(site, placed) for placed in articles])


@lru_cache(maxsize=1 << 14)
def _encoded_record(site: SiteContext, placed: PlacedDocument[Article]) -> bytes:
    return _json.encode(record(site, placed))


@lru_cache(maxsize=1 << 14)
def _encoded_citation(site: SiteContext, placed: PlacedDocument[Article]) -> bytes:
    return _msgpack.encode(citation(site, placed))


def record(site: SiteContext, placed: PlacedDocument[Article]) -> ExportRecord:
    """The data of an article without its text."""
    article, cited = placed.document, citation(site, placed)
    return ExportRecord(
        id=placed.guid,
        url=cited.archive_url,
        title=cited.title,
        citation_key=cited.key,
        date=article.date.text,
        updated=_text(article.updated),
        authors=article.byline,
        tags=tuple(ExportTag(name=tag.name, url=site.addresses.absolute(tag.address)) for tag in placed.tags),
        source=_source(article.source, placed.source) if article.source and placed.source else None,
        summary=cited.summary,
        language=cited.language,
        rights=cited.rights,
        # The encoder leaves a default out if it is this very text, and not an equal one from another process.
        republish="full" if article.republish == "full" else article.republish,
        dateline=dateline_text(article.dateline) if article.dateline else "",
        key_points=article.key_points,
        credits=tuple(ExportCredit(role=one.role, names=one.names) for one in article.credits),
        films=tuple(map(_film, article.films, posters_of(site, placed, site.addresses.absolute))),
        images=tuple(map(_image, pictures_of(site, placed, site.addresses.absolute))),
        updates=tuple(ExportUpdate(date=update.date.text, note=update.note) for update in article.updates),
        also_carried_by=tuple(_carrier(site, copy) for copy in placed.relations.copies),
    )


def _source(source: Attribution, link: SourceLink) -> ExportSource:
    return ExportSource(
        name=link.name,
        url=source.url or "",
        home=link.home,
        authors=source.authors,
        published=_text(source.published),
        retrieved=_text(source.retrieved),
        archive_url=source.archive_url or "",
        sha256=source.sha256 or "",
        via=source.via,
    )


def _carrier(site: SiteContext, copy: CopyLink) -> ExportCarrier:
    return ExportCarrier(name=copy.name, url=site.addresses.absolute(copy.address), original=copy.url)


def _film(film: Film, poster: Picture | None) -> ExportFilm:
    return ExportFilm(
        title=film.title,
        url=film.url,
        seconds=film.seconds,
        published=_text(film.published),
        poster=poster.url if poster else "",
    )


def _image(picture: Picture) -> ExportImage:
    return ExportImage(
        url=picture.url,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=picture.width,
        height=picture.height,
    )


def _text(moment: Moment | None) -> str:
    return moment.text if moment else ""
