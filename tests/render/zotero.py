"""A reader of pages that follows the published rules of Zotero: those for embedded metadata, and those for COinS.

An item is a dictionary by the names of Zotero's fields. Only rules that can matter to a page of ours are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

Item = dict[str, Any]
Creator = tuple[str, str]
"""First and last name. A name in one part has no first name."""

_Attributes = dict[str, str]

_NEWS = {"title", "creators", "publicationTitle", "place", "date", "section", "ISSN", "language", "url", "accessDate"}
_KEPT = {"archive", "archiveLocation", "libraryCatalog", "rights", "extra", "abstractNote", "tags", "itemType"}
FIELDS = {
    "newspaperArticle": _NEWS | _KEPT,
    "blogPost": (_NEWS | _KEPT) - {"place", "section", "ISSN", "archive", "archiveLocation", "libraryCatalog"},
    "webpage": (_NEWS | _KEPT) - {"place", "section", "ISSN", "archive", "archiveLocation", "libraryCatalog"},
    "journalArticle": (_NEWS | _KEPT | {"DOI"}) - {"place", "section"},
}
"""The fields that an item of a type has; what a page says beyond them is lost."""

_PREFIXES = {
    "bib": "bib",
    "bibo": "bibo",
    "dc": "dc",
    "dcterms": "dcterms",
    "prism": "prism",
    "foaf": "foaf",
    "vcard": "vcard",
    "link": "link",
    "z": "z",
    "eprint": "eprints",
    "eprints": "eprints",
    "og": "og",
    "article": "article",
    "book": "book",
    "music": "music",
    "video": "video",
    "so": "so",
    "codemeta": "codemeta",
}
_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_cover_date": "date",
    "citation_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_language": "language",
}
_HIGHWIRE_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}


class _Page(HTMLParser):
    """The elements of a page that carry data: their names and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, _Attributes]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> Iterator[_Attributes]:
        return (attributes for name, attributes in self.found if name == tag)


def embedded(text: str, url: str) -> Item:
    """The item that the translator “Embedded Metadata” makes of the page at a URL."""
    page = _Page(text)
    metas = [meta for meta in page.all("meta") if (meta.get("name") or meta.get("property")) and meta.get("content")]
    facts, highwire_type, guess = _statements(metas)
    item = _of_facts(facts, guess or "webpage")
    _add_highwire(item, [meta for meta in metas if meta.get("name")], highwire_type)
    _add_the_rest(item, page, metas, url)
    return {name: value for name, value in item.items() if value and name in FIELDS[item["itemType"]]}


class _Facts(dict[str, list[str]]):
    """What a page says in vocabularies with a prefix: the values of each property, such as `dc:title`."""

    def first(self, *names: str) -> str:
        return next((self[name][0] for name in names if name in self), "")

    def every(self, *names: str) -> list[str]:
        return next((self[name] for name in names if name in self), [])


def _statements(metas: list[_Attributes]) -> tuple[_Facts, str, str]:
    """The facts of a page, the type that Highwire's tags make certain, and the type that they suggest."""
    facts, certain, guess = _Facts(), "", ""
    for meta in metas:
        for name in (meta.get("name") or meta["property"]).split():
            parts = re.split(r"[.:_]", name)
            count = 2 if len(parts) > 2 and parts[1].lower() in _PREFIXES else 1
            prefix = parts[count - 1].lower()
            rest = name[sum(map(len, parts[:count])) + count :]
            short = name[max(name.rfind("citation_"), 0) :]
            if prefix in _PREFIXES:
                facts.setdefault(f"{_PREFIXES[prefix]}:{rest[:1].lower()}{rest[1:]}", []).append(meta["content"])
            elif short in _HIGHWIRE_TYPES:
                certain = _HIGHWIRE_TYPES[short]
            elif short == "citation_title":
                guess = guess or "journalArticle"
    return facts, certain, guess


def _of_facts(facts: _Facts, default: str) -> Item:
    item: Item = {"itemType": _type(facts, default)}
    item["title"] = facts.first("dc:title", "dcterms:title", "eprints:title", "og:title", "so:headline")
    names = facts.every("bib:authors", "so:author", "dc:creator", "dcterms:creator", "dc:contributor")
    item["creators"] = [clean_author(name, inverted="," in name) for name in names]
    item["publicationTitle"] = facts.first(
        "prism:publicationName", "eprints:publication", "dc:source", "dcterms:source"
    )
    if not item["publicationTitle"] and item["itemType"] in ("blogPost", "webpage", "newspaperArticle"):
        item["publicationTitle"] = facts.first("og:site_name")
    item["rights"] = facts.first("prism:copyright", "dc:rights", "dcterms:rights", "so:license")
    item["section"] = facts.first("article:section", "so:genre")
    item["publisher"] = facts.first("dc:publisher", "dcterms:publisher", "so:publisher")
    item["date"] = facts.first(
        "eprints:date", "prism:publicationDate", "og:published_time", "article:published_time", "dc:date.issued",
        "dcterms:date.issued", "dcterms:issued", "dc:date", "dcterms:date", "dcterms:dateSubmitted",
    )  # fmt: skip
    for identifier in facts.every("dc:identifier", "dcterms:identifier"):
        item |= _identified(identifier)
    item["url"] = facts.first("eprints:official_url", "og:url", "bibo:uri", "so:url")
    item["archiveLocation"] = facts.first("dc:coverage", "dcterms:coverage")
    item["abstractNote"] = facts.first(
        "eprints:abstract", "prism:teaser", "og:description", "dcterms:abstract", "dc:description.abstract",
        "dc:description", "dcterms:description",
    )  # fmt: skip
    item["language"] = facts.first("dc:language", "dcterms:language", "so:inLanguage")
    item["tags"] = facts.every("dc:subject", "dcterms:subject", "article:tag", "so:keywords")
    return item | {name.removeprefix("z:"): values[0] for name, values in facts.items() if name.startswith("z:")}


def _type(facts: _Facts, default: str) -> str:
    said = facts.first("dc:type", "dcterms:type")
    folded = {"newsitem": "newspaperArticle", "webpage": "webpage", "article": "journalArticle"}
    certain = [
        next((one for one in (facts.first("z:itemType"), facts.first("z:type")) if one in FIELDS), ""),
        {"website": "webpage", "book": "book"}.get(facts.first("og:type"), ""),
        said if said in FIELDS else folded.get(re.sub(r"\s", "", said.lower()), ""),
    ]
    return next((one for one in certain if one), default)


def _identified(text: str) -> Item:
    """What an identifier is taken for. In a URL with a date in it Zotero may find an ISSN or a DOI."""
    dashless = re.sub(r"[-­‐-―⁃−]+", "", text.upper())
    for found in re.finditer(r"\b(?:\d\s*){7}[\dX]\b", dashless):
        digits = re.sub(r"\s", "", found[0])
        if sum((10 if d == "X" else int(d)) * (8 - n) for n, d in enumerate(digits)) % 11 == 0:
            return {"ISSN": text}
    doi = re.search(r"10(?:\.[0-9]{4,})?/\S*[^\s.,]", text)
    return {"DOI": doi[0], "extra": f"DOI: {doi[0]}"} if doi else {}


def _add_highwire(item: Item, metas: list[_Attributes], certain: str) -> None:
    def every(name: str) -> list[str]:
        return [meta["content"] for meta in metas if meta["name"].endswith(name)]

    for name, field in _HIGHWIRE.items():
        if values := every(name):
            item[field] = " ".join(values[0].split())
    names = every("citation_author") or every("citation_authors")
    language = next(iter(every("citation_language")), "")
    item["creators"] = list(_highwire_creators(names, language)) or item["creators"]
    item["tags"] = item["tags"] or [tag.strip() for tags in every("citation_keywords") for tag in tags.split(";")]
    item["itemType"] = certain or item["itemType"]
    item["date"] = item["date"] or next(iter(every("citation_online_date") + every("citation_year")), "")


def _highwire_creators(names: list[str], language: str) -> Iterator[Creator]:
    last = ""
    for name in names:
        parts = re.split(r"\s*;\s*", name)
        if len(parts) == len(names) == 1:
            by_comma = re.split(r"\s*,\s*", name)
            spanish = len(by_comma) == 2 and language == "es" and len(by_comma[0].split(" ")) == 2
            if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1] and not spanish:
                parts = by_comma
        for part in map(str.strip, parts):
            if re.search(r"[^\s,-.;]", part) and part != last:
                last = part
                yield clean_author(part, inverted="," in part)


def _add_the_rest(item: Item, page: _Page, metas: list[_Attributes], url: str) -> None:
    named = {(meta.get("name") or "").lower(): meta["content"] for meta in reversed(metas)}
    item["title"] = " ".join(item["title"].split())
    if item["publicationTitle"]:
        end = rf"\s*[-–—=_:|~#]\s*{re.escape(item['publicationTitle'])}\s*$"
        item["title"] = re.sub(end, "", item["title"], flags=re.IGNORECASE)
    if not item["creators"] and "author" in named:
        item["creators"] = [clean_author(named["author"], inverted=False)]
    item["abstractNote"] = item["abstractNote"] or " ".join(named.get("description", "").split())
    canonical = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
    item["url"] = item["url"] or next(iter(canonical), url)
    item["language"] = item["language"] or named.get("language") or next(page.all("html"), {}).get("lang", "")
    times = [time["datetime"] for time in page.all("time") if "datetime" in time]
    item["date"] = item["date"] or next(iter(times), "")[:10]
    item["libraryCatalog"] = urlsplit(url).netloc


def coins(text: str) -> list[Item]:
    """The items that the translator “COinS” makes of a page, in order."""
    spans = (span for span in _Page(text).all("span") if "Z3988" in span.get("class", "").split() and "title" in span)
    return [item for span in spans if (item := _of_context_object(span["title"]))]


_FORMATS = {
    "info:ofi/fmt:kev:mtx:journal": "journalArticle",
    "info:ofi/fmt:kev:mtx:book": "book",
    "info:ofi/fmt:kev:mtx:dc": "webpage",
}
_ARTICLES = {"journalArticle", "bookSection", "conferencePaper"}


def _of_context_object(query: str) -> Item:
    """The item of an OpenURL context object; empty if it has no known format. A plus sign is read as a space."""
    pairs = [part.split("=") for part in query.split("&")]
    formats = [unquote(pair[1], errors="strict") for pair in pairs if pair[0] == "rft_val_fmt"]
    item: Item = {"itemType": _FORMATS.get(formats[0], ""), "creators": [], "tags": []} if formats else {}
    if not item.get("itemType"):
        return {}
    for key, written in pairs:
        value = unquote(re.sub(r"\+|%2[bB]", " ", written), errors="strict")
        if value:
            _add_pair(item, key, value)
    return item


def _add_pair(item: Item, key: str, value: str) -> None:
    field = {
        "rft.date": "date",
        "rft.publisher": "publisher",
        "rft.description": "abstractNote",
        "rft.rights": "rights",
        "rft.language": "language",
        "rft.source": "publicationTitle",
    }
    web = re.match("https?://", value) is not None
    if key in ("rft_id", "rft.identifier") and web:
        item["url"] = value
    elif key == "rft.atitle" and item["itemType"] in _ARTICLES:
        item["title"] = value
    elif key == "rft.title":
        item["publicationTitle" if item["itemType"] in _ARTICLES else "title"] = value
    elif key in ("rft.au", "rft.creator", "rft.contributor"):
        item["creators"].append(clean_author(value, inverted="," in value))
    elif key == "rft.subject":
        item["tags"].append(value)
    elif key == "rft.type" and value in FIELDS:
        item["itemType"] = value
    elif key in field:
        item[field[key]] = value


_AROUND = " \t\n\r\xa0.,/[]:"


def clean_author(name: str, *, inverted: bool) -> Creator:
    """The parts of a name, which is inverted (`Last, First`) or not."""
    name = re.sub(r"[\s\xa0]+", " ", name.strip(_AROUND), count=1)
    if inverted:
        last, _, first = re.sub(r"\.([^ ])", r". \1", name, count=1).partition(",")
        return first.partition(",")[0].strip(), last
    first, _, last = name.rpartition(" ")
    return first, last
