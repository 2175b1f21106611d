"""Citations of articles: what reference lists, citation files and metadata for citing say of an article."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from tagarchive.archive.model import PlacedDocument
from tagarchive.core.dates import Moment
from tagarchive.core.names import ascii_letters, person
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.reading.markdown.one_line import line_text
from tagarchive.views.citations import CitationView


@lru_cache(maxsize=1 << 14)
def citation(site: SiteContext, placed: PlacedDocument[Article]) -> CitationView:
    """An article as others cite it. Cached, since its page and several files contain it."""
    article, source = placed.document, placed.document.source
    page = site.addresses.absolute(placed.address)
    authors = (source.authors or article.authors) if source else article.authors
    publisher = placed.source.name if placed.source else site.config.title
    issued = (source.published if source else None) or article.date
    return CitationView(
        key=_key(site, placed, _who(authors, publisher), issued),
        clipping=source is not None,
        title=article.title,
        authors=authors,
        publisher=publisher,
        issued=issued,
        retrieved=source.retrieved if source else None,
        url=(source.url if source else None) or page,
        archive=site.config.title,
        archive_url=page,
        archived=article.archived,
        language=article.lang or site.config.language,
        rights=line_text(article.rights or ("" if source else site.config.rights)),
        summary=article.summary,
        keywords=tuple(tag.name for tag in placed.tags),
    )


_LONGEST_NAME = 20
_LONGEST_SLUG = 40
_MARK = 6

_DATED = re.compile(r"\{(?:year|month|day)\}")
"""A field that allows two articles to have one slug."""


def _key(site: SiteContext, placed: PlacedDocument[Article], who: str, issued: Moment) -> str:
    """A key that no other article of the site has. A mark made of the guid is added where the slug is not enough."""
    written = placed.document.slug.text
    slug = re.sub(r"[^a-z0-9._-]", "", ascii_letters(written))
    whole = len(slug) <= _LONGEST_SLUG and written.isascii() and not _DATED.search(site.config.articles.address)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    parts = (f"{who}{issued.year}", slug.strip("-"), "" if whole else _mark(placed.guid))
    return "-".join(part for part in parts if part)


def _who(authors: tuple[str, ...], publisher: str) -> str:
    """The name at the start of a key: family name of the first author, else the publisher, in ASCII letters."""
    first = person(authors[0], publisher) if authors else None
    names = (first.family if first else "", publisher, "article")
    plain = (re.sub(r"[^a-z]", "", re.sub(r"^the ", "", ascii_letters(name))) for name in names)
    return next(name for name in plain if name)[:_LONGEST_NAME]


def _mark(guid: str) -> str:
    # Five bytes are eight letters: more than the mark has.
    return base64.b32encode(hashlib.sha256(guid.encode()).digest()[:5]).decode().lower()[:_MARK]
