"""Statements of a page on its article, from all places in the order of their worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4.element import Tag

from tagarchive.core.originals import host_of
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.html_page import HtmlPage, attribute, text_of
from tagarchive.importing.pages.metadata.embedded_data import microdata_metadata, microformat_metadata
from tagarchive.importing.pages.metadata.json_ld import canonical_of, json_ld_metadata
from tagarchive.importing.pages.metadata.meta_tags import meta_metadata
from tagarchive.importing.pages.metadata.stated import PageMetadata, Stated, first, merged, stated, stated_names
from tagarchive.importing.pages.news.boilerplate import has_legal_form

_FEEDS = re.compile(r"application/(?:rss|atom)\+xml|application/feed\+json", re.IGNORECASE)
_LONGEST_NAME = 40
_SEPARATORS = re.compile(r"\s+[|•·»«–—:-]+\s+|\s*[|»]\s*|:\s+")


def page_metadata(page: HtmlPage) -> PageMetadata:
    """Statements of JSON-LD, microdata, microformats, meta elements and the page itself on the article."""
    canonical = canonical_of(page)
    found = merged(
        (
            _links(page, canonical),
            json_ld_metadata(page, canonical or _shared_address(page)),
            microdata_metadata(page),
            microformat_metadata(page),
            meta_metadata(page),
            _elements(page),
        )
    )
    site = first(found.publishers).text
    titles = (*found.titles, *stated([(text_of(page.written.title), "title")] if page.written.title else []))
    publishers = (*_publishers(found.publishers), *_beside_headline(titles))
    return found._replace(titles=_titles(titles, page, site), publishers=publishers)


def _beside_headline(titles: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Words of the title of the page beside the headline that is stated elsewhere."""
    whole = next((title.text for title in titles if title.where == "title"), "")
    heads = (title.text for title in titles if title.where != "title" and title.text in whole)
    rest = next((whole.replace(head, "", 1) for head in heads), "")
    name = rest.strip(" |•·»«–—:-")
    return (Stated(name, "title"),) if 0 < len(name) <= _LONGEST_NAME and not _SEPARATORS.search(name) else ()


def _publishers(stated: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """The names of the publisher: that of the site before that of its company, of which it is a part."""
    shown = [one for one in stated if one.where == "meta og:site_name"]
    if shown and has_legal_form(stated[0].text) and shown[0].text.casefold() in stated[0].text.casefold():
        return (shown[0], *stated)
    return stated


def _shared_address(page: HtmlPage) -> str:
    """The address that OpenGraph states; empty if there is none."""
    meta = page.written.find("meta", property="og:url")
    return attribute(meta, "content") if meta else ""


def _links(page: HtmlPage, canonical: str) -> PageMetadata:
    feeds = [(attribute(link, "href"), "link rel=alternate") for link in page.written.find_all("link", type=_FEEDS)]
    return PageMetadata(urls=stated([(canonical, "link rel=canonical")]), feeds=stated(feeds))


def _elements(page: HtmlPage) -> PageMetadata:
    """Statements of elements that readers see: language, dates and links to authors and tags."""
    html = page.written.find("html")
    return PageMetadata(
        langs=(
            *stated([(attribute(html, "lang") or attribute(html, "xml:lang"), "html lang")] if html else []),
            *_locales(page),
        ),
        published=stated(_times(page)),
        authors=stated_names(_linked(page, "author"), "link rel=author"),
        tags=stated_names(_linked(page, "tag"), "link rel=tag"),
    )


def _locales(page: HtmlPage) -> tuple[Stated, ...]:
    """The locale of OpenGraph: after the language of the page, since its region is often none, as in ar_AR."""
    metas = page.written.find_all("meta", property="og:locale")
    return stated((attribute(meta, "content").replace("_", "-"), "meta og:locale") for meta in metas)


def _times(page: HtmlPage) -> Iterator[tuple[str, str]]:
    """The times of an article: marked as its publication, or the only one."""
    scope = page.written.find("article") or page.written
    times = [time for time in scope.find_all("time") if attribute(time, "datetime")]
    marked = [
        time for time in times if time.has_attr("pubdate") or re.search("publi|posted|entry-date", _classes(time))
    ]
    for time in marked or (times if len(times) == 1 else []):
        yield attribute(time, "datetime"), "time element"


def _classes(element: Tag) -> str:
    return f"{attribute(element, 'class')} {attribute(element, 'itemprop')}".lower()


def _linked(page: HtmlPage, relation: str) -> list[str]:
    scope = page.written.find("article") or page.written
    links = scope.find_all("a", rel=relation)
    return [text_of(link) for link in links if "category" not in link.get_attribute_list("rel")]


def _titles(titles: tuple[Stated, ...], page: HtmlPage, site: str) -> tuple[Stated, ...]:
    """Titles without the name of the site, with the headline that readers see before those of meta elements."""
    names = {name.casefold() for name in (site, *(host_of(url.text) for url in page_urls(page))) if name}
    shorter = tuple(title._replace(text=without_site(title.text, names)) for title in titles)
    structured = tuple(title for title in shorter if not title.where.startswith("meta og") and title.where != "title"
                       and not title.where.startswith("meta twitter"))  # fmt: skip
    rest = tuple(title for title in shorter if title not in structured)
    return (*structured, *_headline(page, shorter), *rest)


def page_urls(page: HtmlPage) -> tuple[Stated, ...]:
    """The canonical address alone, as it is written."""
    return stated([(canonical_of(page), "link rel=canonical")])


def _headline(page: HtmlPage, titles: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """The first heading, if it is in the article, if it is the only one, or if a title begins as it does."""
    headings = page.written.find_all("h1")
    inner = [one for one in headings if one.find_parent(["article", "main"])]
    written = [title.text.casefold() for title in titles]
    for heading in [*inner, *headings]:
        text = text_of(heading)
        is_title = any(text.casefold() in title or title in text.casefold() for title in written if title)
        if text and (heading in inner or is_title or len(headings) == 1):
            return (Stated(text, "h1"),)
    return ()


def without_site(title: str, names: set[str]) -> str:
    """A title without the name of its site at its start or end; of a page without a name as it is."""
    parts = list(_SEPARATORS.finditer(title))
    if parts and title[parts[-1].end() :].casefold() in names:
        return title[: parts[-1].start()]
    if parts and title[: parts[0].start()].casefold() in names:
        return title[parts[0].end() :]
    return title


def base_of(page: HtmlPage, url: str) -> str:
    """The address on which relative references of a page stand: of its `base` element, else its own."""
    base = page.written.find("base", href=True)
    try:
        return urljoin(url, line_of(attribute(base, "href"))) if base else url
    except ValueError:
        return url
