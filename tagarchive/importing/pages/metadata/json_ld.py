"""JSON-LD of a page: the article that it describes, in the terms of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tagarchive.core.originals import original_key
from tagarchive.importing.inputs.texts import line_of_html
from tagarchive.importing.pages.html_page import HtmlPage, attribute
from tagarchive.importing.pages.metadata.stated import (
    PageMetadata,
    StatedFilm,
    StatedNames,
    StatedPicture,
    stated,
    stated_names,
)

_ARTICLE = re.compile(r"\w*Article|\w*Posting|Report|Review|CreativeWork")
_FENCES = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_DEEPEST = 20

_OTHERS = frozenset("itemListElement liveBlogUpdate mentions citation comment isBasedOn isPartOf relatedLink".split())
"""Keys of other things than the article, which may be articles too."""

_ROLE = re.compile(r"\s*\((?:now|earlier|and earlier|until [\d:.]+)\)$|\s+[Ff]or (?:the )?[^\W\d_a-z].*$", re.DOTALL)
"""Words that pages add to the names of authors: when they wrote a live blog, or for whom they write."""

Node = Mapping[str, Any]


def json_ld_metadata(page: HtmlPage, canonical: str = "") -> PageMetadata:
    """Statements of JSON-LD on the article: the one at the canonical address, else the first that no list names."""
    values: list[Any] = []
    faults: list[str] = []
    for script in page.written.find_all("script", type=re.compile(r"application/ld\+json", re.IGNORECASE)):
        try:
            values += [_value(_FENCES.sub("", script.get_text()))]
        except (ValueError, RecursionError):
            faults.append("JSON-LD in the page can't be read, so nothing is taken from it")
    nodes = list(_nodes(values))
    by_id = {str(node["@id"]): node for node in reversed(nodes) if len(node) > 1 and "@id" in node}
    articles = [node for node in nodes if _is_article(node)]
    wanted = [node for node in articles if original_key(canonical) in map(original_key, _addresses(node))]
    chosen = next(iter((*wanted, *filter(_is_article, _nodes(values, without=_OTHERS)), *articles)), None)
    return PageMetadata(faults=tuple(faults)) if chosen is None else _metadata(chosen, by_id, tuple(faults))


def _value(text: str) -> Any:
    """The value of JSON, also with a comma before a closing bracket, as templates leave it."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(re.sub(r",\s*(?=[}\]])", "", text), strict=False)


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.fullmatch(name) for name in _texts(node.get("@type")))


def _nodes(value: Any, depth: int = 0, without: Collection[str] = ()) -> Iterator[Node]:
    """All nodes, those of `@graph` and of lists too, outer ones first; not those below the keys of `without`."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1, without)
    elif isinstance(value, dict):
        yield value
        for key, item in value.items():
            if key not in without:
                yield from _nodes(item, depth + 1, without)


def _metadata(node: Node, by_id: Mapping[str, Node], faults: tuple[str, ...]) -> PageMetadata:
    def of(key: str, *inner: str) -> list[tuple[str, str]]:
        return [(text, f"JSON-LD {key}") for text in _values(node.get(key), by_id, inner or ("name",))]

    return PageMetadata(
        titles=stated([*of("headline"), *of("name")]),
        urls=stated((url, "JSON-LD") for url in _addresses(node)),
        publishers=stated([*of("publisher"), *of("sourceOrganization"), *of("provider")]),
        authors=(*_persons(node, "author", by_id), *_persons(node, "creator", by_id)),
        published=stated([*of("datePublished"), *of("dateCreated")]),
        updated=stated(of("dateModified")),
        summaries=stated([*of("description"), *of("abstract")]),
        pictures=tuple(_pictures(node, by_id)),
        tags=_tags(node, by_id),
        langs=stated(of("inLanguage", "alternateName", "name")),
        sections=stated(of("articleSection")),
        films=tuple(_films(node, by_id)),
        faults=faults,
        accesses=stated(of("isAccessibleForFree")),
    )


def _texts(value: Any) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value]) if isinstance(item, str | int)]


def _resolved(value: Any, by_id: Mapping[str, Node]) -> list[Any]:
    """The items of a value: each a text or a node, in full where only its id stands."""
    return [_in_full(item, by_id) for item in (value if isinstance(value, list) else [value])]


def _in_full(item: Any, by_id: Mapping[str, Node]) -> Any:
    is_named = isinstance(item, dict) and "@id" in item and item.keys() <= {"@id", "@type"}
    return by_id.get(str(item["@id"]), item) if is_named else item


def _values(value: Any, by_id: Mapping[str, Node], inner: tuple[str, ...]) -> Iterator[str]:
    """The texts of a value; of a node those of the first of the inner keys that it has."""
    for item in _resolved(value, by_id):
        if isinstance(item, dict):
            texts = next((found for key in inner if (found := _texts(item.get(key)))), _texts(item.get("@value")))
            yield from texts
        else:
            yield from _texts(item)


def _addresses(node: Node) -> list[str]:
    found = [*_texts(node.get("url")), *_values(node.get("mainEntityOfPage"), {}, ("@id", "url"))]
    return [url for url in found if url.startswith(("http:", "https:", "/"))]


def _persons(node: Node, key: str, by_id: Mapping[str, Node]) -> tuple[StatedNames, ...]:
    """The names of authors that are persons, or that nothing says are organisations."""
    persons = [
        item
        for item in _resolved(node.get(key), by_id)
        if not (isinstance(item, dict) and any("Organization" in name for name in _texts(item.get("@type"))))
    ]
    names = [name for name in _values(persons, by_id, ("name",)) if not name.startswith(("http:", "https:", "/"))]
    return stated_names([_ROLE.sub("", name) for name in names], f"JSON-LD {key}")


def _pictures(node: Node, by_id: Mapping[str, Node]) -> Iterator[StatedPicture]:
    for item in _resolved(node.get("image"), by_id):
        fields = item if isinstance(item, dict) else {"url": item}
        source = next(iter([*_texts(fields.get("url")), *_texts(fields.get("contentUrl"))]), "")
        credit = next(
            (name for key in ("creditText", "author", "creator", "copyrightHolder")
             for name in _values(fields.get(key), by_id, ("name",))), "",
        )  # fmt: skip
        caption = next(_values(fields.get("caption"), by_id, ("text", "name")), "")
        if source:
            yield StatedPicture(source, "JSON-LD image", "", line_of_html(caption), line_of_html(credit))


def _tags(node: Node, by_id: Mapping[str, Node]) -> tuple[StatedNames, ...]:
    written = list(_values(node.get("keywords"), by_id, ("name",)))
    # A text holds all, a list one each: so `keywords` is read everywhere, whatever the name in it says.
    names = written[0].split(",") if len(written) == 1 else written
    return stated_names(names, "JSON-LD keywords")


def _films(node: Node, by_id: Mapping[str, Node]) -> Iterator[StatedFilm]:
    for item in _resolved(node.get("video"), by_id):
        if isinstance(item, dict):
            title = line_of_html(next(_values(item.get("name"), by_id, ("name",)), ""))
            duration = _DURATION.fullmatch(next(iter(_texts(item.get("duration"))), ""))
            days, hours, minutes, seconds = (int(part or 0) for part in duration.groups()) if duration else (0, 0, 0, 0)
            url = next((text for key in ("url", "embedUrl", "contentUrl") for text in _texts(item.get(key))), "")
            if title:
                yield StatedFilm(title, ((days * 24 + hours) * 60 + minutes) * 60 + seconds, url, "JSON-LD video")


def canonical_of(page: HtmlPage) -> str:
    """The canonical address that the page names; may be relative."""
    link = page.written.find("link", rel="canonical")
    return attribute(link, "href") if link else ""
