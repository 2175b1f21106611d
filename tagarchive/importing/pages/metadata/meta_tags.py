"""Meta elements of a page: OpenGraph, Dublin Core, Highwire and plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tagarchive.importing.inputs.texts import line_of_html
from tagarchive.importing.pages.html_page import HtmlPage, attribute
from tagarchive.importing.pages.metadata.stated import PageMetadata, Stated, StatedPicture, stated, stated_names

_TITLES = "citation_title dc.title dcterms.title og:title twitter:title parsely-title".split()
_PUBLISHERS = (
    "og:site_name citation_journal_title citation_publisher dc.publisher dcterms.publisher publisher application-name "
    "source"
).split()
_AUTHORS = (
    "citation_author author dc.creator dcterms.creator dc.contributor.author parsely-author sailthru.author "
    "article:author twitter:data1 byl"
).split()
_PUBLISHED = (
    "article:published_time og:article:published_time citation_publication_date citation_date citation_online_date "
    "dcterms.issued dc.date.issued dcterms.date dc.date dcterms.created dc.date.created parsely-pub-date sailthru.date "
    "pubdate publishdate date"
).split()
_UPDATED = "article:modified_time og:updated_time dcterms.modified dc.date.modified last-modified".split()
_SUMMARIES = "description og:description dcterms.abstract dc.description twitter:description".split()
_URLS = "og:url citation_public_url citation_abstract_html_url dc.identifier twitter:url".split()
_PICTURES = "og:image og:image:url og:image:secure_url twitter:image twitter:image:src".split()
_TAGS = "article:tag og:article:tag citation_keywords news_keywords dc.subject dcterms.subject keywords".split()
_ACCESSES = "article:content_tier og:article:content_tier".split()
_LANGS = "content-language dc.language dcterms.language citation_language".split()
_SECTIONS = "article:section og:article:section parsely-section".split()

_NO_NAMES = frozenset("admin administrator webmaster editor redaktion 网编 编辑 责任编辑".split())
"""Words in place of an author where nobody wrote a name."""

Metas = Mapping[str, Sequence[str]]


def meta_metadata(page: HtmlPage) -> PageMetadata:
    """Statements of the meta elements of a page."""
    metas = _metas(page)
    return PageMetadata(
        titles=_all(metas, _TITLES),
        urls=tuple(value for value in _all(metas, _URLS) if value.text.startswith(("http:", "https:", "/"))),
        publishers=_all(metas, _PUBLISHERS),
        authors=tuple(one for name in _AUTHORS for one in stated_names(_persons(name, metas), f"meta {name}")),
        published=_all(metas, _PUBLISHED),
        updated=_all(metas, _UPDATED),
        summaries=_all(metas, _SUMMARIES),
        pictures=_pictures(metas),
        tags=tuple(one for name in _TAGS for one in stated_names(_tags(metas.get(name, ())), f"meta {name}")),
        langs=tuple(value._replace(text=value.text.replace("_", "-")) for value in _all(metas, _LANGS)),
        sections=_all(metas, _SECTIONS),
        accesses=_all(metas, _ACCESSES),
    )


def _metas(page: HtmlPage) -> Metas:
    found: dict[str, list[str]] = {}
    for meta in page.written.find_all("meta"):
        content = attribute(meta, "content")
        for key in ("property", "name", "http-equiv"):
            name = attribute(meta, key).lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.")
            if name and content:
                found.setdefault(name, []).append(content)
                break
    return found


def _all(metas: Metas, names: Sequence[str]) -> tuple[Stated, ...]:
    return stated((content, f"meta {name}") for name in names for content in metas.get(name, ()))


def _persons(name: str, metas: Metas) -> list[str]:
    """The names of a meta element. An address of a profile is no name, and Highwire writes “Family, Given”."""
    written = (line_of_html(content) for content in metas.get(name, ()) if content[:1] not in "@/")
    names = [text for text in written if "://" not in text and text.casefold() not in _NO_NAMES]
    if name == "twitter:data1":
        labels = " ".join(metas.get("twitter:label1", ())).lower()
        return names if "written by" in labels or "author" in labels else []
    if not name.startswith(("citation_", "dc")):
        return [part for text in names for part in _listed(text)]
    return [" ".join(reversed(text.split(", "))) if text.count(", ") == 1 else text for text in names]


def _listed(text: str) -> list[str]:
    """The names in a text that may list several, such as “By Ada Brook and Bram Tolley”."""
    plain = text.removeprefix("By ").removeprefix("by ").replace(" and ", ", ").replace("; ", ", ").replace(" & ", ", ")
    return plain.split(", ")


def _tags(contents: Sequence[str]) -> list[str]:
    return [part for content in contents for part in content.replace(";", ",").split(",")]


def _pictures(metas: Metas) -> tuple[StatedPicture, ...]:
    alts = [*metas.get("og:image:alt", ()), *metas.get("twitter:image:alt", ()), ""]
    found = [(content, name) for name in _PICTURES for content in metas.get(name, ())]
    return tuple(
        StatedPicture(src, f"meta {name}", line_of_html(alts[0]) if at == 0 else "")
        for at, (src, name) in enumerate(found)
    )
