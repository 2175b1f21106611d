"""Microdata and microformats of a page: what attributes of its elements state of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

from tagarchive.importing.pages.html_page import HtmlPage, attribute, text_of
from tagarchive.importing.pages.metadata.stated import PageMetadata, StatedNames, StatedPicture, stated, stated_names

_ARTICLE = re.compile(r"schema\.org/(?:\w*Article|\w*Posting|Report|Review)\b", re.IGNORECASE)
_SOURCES = ("content", "datetime", "href", "src")


def microdata_metadata(page: HtmlPage) -> PageMetadata:
    """Statements of microdata on the first article."""
    scope = page.written.find(itemtype=_ARTICLE)
    if scope is None:
        return PageMetadata()

    def of(key: str, source: str = "") -> list[tuple[str, str]]:
        return [(_item_value(element, source), f"microdata {key}") for element in _properties(scope, key)]

    return PageMetadata(
        titles=stated([*of("headline"), *of("name")]),
        urls=stated((url, where) for url, where in [*of("mainEntityOfPage"), *of("url")] if "/" in url),
        publishers=stated(of("publisher")),
        authors=_item_persons(scope),
        published=stated(of("datePublished")),
        updated=stated(of("dateModified")),
        summaries=stated([*of("description"), *of("alternativeHeadline")]),
        pictures=tuple(StatedPicture(url, where) for url, where in of("image", "url") if "." in url),
        tags=stated_names([part for text, _ in of("keywords") for part in text.split(",")], "microdata keywords"),
        langs=stated(of("inLanguage")),
        sections=stated(of("articleSection")),
    )


def _properties(scope: Tag, name: str) -> Iterator[Tag]:
    """The elements of a property of this scope, and not of one within it."""
    for element in scope.find_all(itemprop=re.compile(rf"(?:^|\s){name}(?:\s|$)")):
        if element.find_parent(itemscope=True) is scope:
            yield element


def _item_value(element: Tag, inner: str = "") -> str:
    """The value of a property; of a scope that of its name."""
    if element.has_attr("itemscope"):
        key = inner or "name"
        named = element.find(itemprop=re.compile(rf"(?:^|\s){key}(?:\s|$)"))
        return _item_value(named) if named else attribute(element, "itemid") or ("" if inner else text_of(element))
    return next((value for name in _SOURCES if (value := attribute(element, name))), text_of(element))


def _item_persons(scope: Tag) -> tuple[StatedNames, ...]:
    elements = [one for one in _properties(scope, "author") if "Organization" not in attribute(one, "itemtype")]
    # The address of an author is no name.
    names = [text_of(one) if not one.has_attr("itemscope") else _item_value(one) for one in elements]
    metas = [attribute(one, "content") for one in elements]
    return stated_names([name or meta for name, meta in zip(names, metas, strict=True)], "microdata author")


def microformat_metadata(page: HtmlPage) -> PageMetadata:
    """Statements of microformats on the first entry: `h-entry`, or `hentry` in themes of WordPress."""
    entry = page.written.find(class_=re.compile(r"^h-?entry$"))
    if entry is None or entry.name == "body":
        return PageMetadata()

    def of(*names: str) -> list[tuple[str, str]]:
        return [(_format_value(one, name), f"microformat {name}") for name in names for one in _marked(entry, name)]

    return PageMetadata(
        titles=stated(of("p-name", "entry-title")),
        urls=stated(of("u-url")),
        authors=_card_names(entry),
        published=stated(of("dt-published", "published")),
        updated=stated(of("dt-updated", "updated")),
        summaries=stated(of("p-summary")),
        pictures=tuple(StatedPicture(url, where) for url, where in of("u-featured", "u-photo") if url),
        tags=stated_names(
            [text for text, _ in of("p-category")] + [text_of(link) for link in entry.find_all("a", rel="tag")],
            "microformat p-category or rel=tag",
        ),
    )


def _marked(entry: Tag, name: str) -> Iterator[Tag]:
    """The elements of a class that belong to the entry itself."""
    for element in entry.find_all(class_=name):
        outer = element.find_parent(class_=re.compile(r"^h-?entry$|^h-cite$"))
        if outer is entry:
            yield element


def _format_value(element: Tag, name: str) -> str:
    kind = name.partition("-")[0]
    if kind == "u":
        return next((value for key in ("href", "src", "content") if (value := attribute(element, key))), "")
    moment = attribute(element, "datetime") or attribute(element, "title") if element.name in ("time", "abbr") else ""
    return moment or attribute(element, "value") or text_of(element)


def _card_names(entry: Tag) -> tuple[StatedNames, ...]:
    cards = [*_marked(entry, "p-author"), *_marked(entry, "author")]
    named = [next(iter(card.find_all(class_=re.compile(r"^(?:p-name|fn)$"))), card) for card in cards]
    return stated_names([re.sub(r"^\s*by\s+", "", text_of(one), flags=re.IGNORECASE) for one in named],
                        "microformat author")  # fmt: skip
