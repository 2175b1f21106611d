"""Views of articles as feed entries. They are the same in every feed and format, with absolute URLs."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.relations import TagLink
from tagarchive.core.dates import latest
from tagarchive.plan.parts.bodies import in_feed
from tagarchive.plan.parts.particulars import html_after, html_before
from tagarchive.plan.parts.pictures import image_html, pictures_with_lengths
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.reading.markdown.one_line import line_text
from tagarchive.views.common import Alternate, Html
from tagarchive.views.feeds import FeedCategory, FeedEntry, FeedMedia
from tagarchive.views.pictures import Picture

_TYPES = {
    "avif": "image/avif",
    "flac": "audio/flac",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
}
"""Media types by file extension (iana.org/assignments/media-types)."""

_SOUNDING = ("audio/", "video/")


@lru_cache(maxsize=1 << 14)
def entry(site: SiteContext, placed: PlacedDocument[Article]) -> FeedEntry:
    """An article as a feed entry. Cached, since several feeds and formats contain the entry."""
    article, link = placed.document, placed.source
    full = site.config.feeds.content == "full"
    pictures = tuple(pictures_with_lengths(site, placed, site.addresses.absolute))
    figures = [_figure(picture) for picture, _ in pictures]
    return FeedEntry(
        guid=placed.guid,
        url=site.addresses.absolute(placed.address),
        title=article.title,
        summary=article.summary,
        before="".join(figures[:1]) + html_before(article) if full else "",
        content=in_feed(site, placed) if full else Html(""),
        after="".join(figures[1:]) + _after(site, placed) if full else "",
        language=article.lang or site.config.language,
        foreign=bool(site.other_language(article.lang)),
        published=article.date,
        updated=latest(article.modified, article.filed),
        filed=article.filed,
        authors=article.byline,
        categories=tuple(_category(site, tag) for tag in placed.tags),
        original=_original(placed),
        translations=tuple(
            Alternate(lang=one.lang, url=one.url or site.addresses.absolute(one.address))
            for one in placed.relations.translations
            if one.address != placed.address
        ),
        image=_image(*pictures[0]) if pictures else None,
        media=_media(site, placed) if full else (),
        rights=line_text(article.rights),
        source_name=link.name if link and link.feed else "",
        source_feed=link.feed if link else "",
    )


def feed_icon(site: SiteContext) -> FeedMedia | None:
    """The icon of the site for feeds; None if the config names none."""
    icon = site.view.icon
    if icon is None:
        return None
    url = site.view.origin + icon.url
    return FeedMedia(
        url=url, media_type=icon.media_type, length=0, width=icon.width, height=icon.height, alt=site.view.title
    )


def _category(site: SiteContext, tag: TagLink) -> FeedCategory:
    return FeedCategory(term=tag.name, scheme=site.addresses.absolute(tag.address))


def _media(site: SiteContext, placed: PlacedDocument[Article]) -> tuple[FeedMedia, ...]:
    """The audio files and videos in an article, without duplicates, those of the site first."""
    files = zip(placed.files, placed.links, strict=True)
    own = [(site.addresses.absolute(at), _type_of(file.path), file.length) for file, at in files if file and at]
    remote = [
        (media.url, media.media_type or _type_of(urlsplit(media.url).path), 0)
        for media in placed.document.outline.media
    ]
    seconds = {film.url: film.seconds or 0 for film in placed.document.films}
    by_url = {
        url: FeedMedia(url=url, media_type=kind, length=length, width=0, height=0, alt="", seconds=seconds.get(url, 0))
        for url, kind, length in (*own, *remote)
        if kind.startswith(_SOUNDING)
    }
    return tuple(by_url.values())


def _image(picture: Picture, length: int) -> FeedMedia:
    return FeedMedia(
        url=picture.post_url,
        media_type=_type_of(picture.post_url),
        length=length,
        width=picture.post_width,
        height=picture.post_height,
        alt=picture.alt,
    )


def _type_of(path: str) -> str:
    """The media type for a file extension. The table of the system is not used, since it differs between machines."""
    return _TYPES.get(path.partition("?")[0].rpartition(".")[2].lower(), "application/octet-stream")


def _figure(picture: Picture) -> str:
    line = " – ".join(text for text in (picture.caption, picture.credit) if text)
    caption = f"<figcaption>{escape(line)}</figcaption>" if line else ""
    return f"<figure>{image_html(picture)}{caption}</figure>"


def _after(site: SiteContext, placed: PlacedDocument[Article]) -> str:
    """The particulars, corrections and source under a text as HTML."""
    article = placed.document
    return html_after(site, placed, site.addresses.absolute) + _updates(article) + _source(placed)


def _updates(article: Article) -> str:
    """The corrections as HTML, for readers who see the article in a feed only."""
    notes = "".join(f"<li>{update.date.day}: {escape(update.note)}</li>" for update in article.updates)
    return f"<ul>{notes}</ul>" if notes else ""


def _original(placed: PlacedDocument[Article]) -> str:
    """The address of the original of a clipping, or that of a copy if it is no longer there and a copy is known."""
    source, archived = placed.document.source, placed.document.archived
    url = (source.url if source else None) or ""
    return archived if placed.relations.is_dead and archived else url


def _source(placed: PlacedDocument[Article]) -> str:
    """The source of a clipping as HTML, in the form of a line under a quotation. It leads to a copy of what is gone."""
    article, link, source = placed.document, placed.source, placed.document.source
    if source is None or link is None:
        return ""
    url = article.archived if placed.relations.is_dead else source.url
    name = f'<a href="{escape(url)}">{escape(link.name)}</a>' if url else escape(link.name)
    day = (source.published.day,) if source.published else ()
    return f"<p>— {', '.join((name, *map(escape, source.authors), *day))}</p>"
