"""The exports of a site with hostile texts, read back by the libraries of others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import msgspec
import pytest
import rispy
from conftest import CONFIG, Site

from tagarchive.importing.collected.bookmark_list import bookmark_list
from tagarchive.render.exports.tables import guarded
from tagarchive.views.exports import ArticlesDocument

BIBTEX: Any = bibtexparser

SCHEMA = Path(__file__).parent.parent.parent / "docs" / "reference" / "articles.schema.json"

TITLE = "=HYPERLINK(\"https://evil.example\"), 'x'; </a><script>alert(1)</script> {a} \\b %c & “d”\u200f\u0639\u0631"
CLIPPING = f"""---
title: {json.dumps(TITLE)}
date: 2021-11-09
updated: 2021-11-10
tags: ["-1+1", "a, b", "<i>", Iraq]
authors: ["@desk, the"]
summary: "+ 1, \\"2\\""
source:
  name: =Wire
  url: https://wire.example/1?a=1&b={{x}}
  authors: [Dan De Luce, Baghdad newsroom]
  published: 2021-11-08
  retrieved: 2021-11-09T12:00:00Z
  archive_url: https://web.example/1
  sha256: {"0" * 64}
  via: saved page
key_points: [One, Two]
dateline: {{place: BAGHDAD, agency: Wire}}
credits: [{{role: Editor, names: [Ann Lee, Bo Berg]}}]
films: [{{title: A film, url: "https://films.example/1", seconds: 125}}]
image: {{src: "https://pictures.example/a.jpg", alt: An alt, credit: A photographer}}
updates: [{{date: 2021-11-10, note: A name was wrong}}]
---
The text that no export holds.
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    site = Site(tmp_path_factory.mktemp("exports"))
    site.put("content/drones.md", CLIPPING.encode()).article(
        "own", date="2020-02-02", tags="[Iraq]", authors="[Ann Lee]"
    )
    site.write("-- content/tags/iraq.md --\n---\ntitle: Iraq\nsummary: '=1+1'\n---\n")
    site.article("old", date="1969-05-05", tags="[Old]")
    return site.build()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def article(files: Mapping[str, bytes]) -> dict[str, Any]:
    first: dict[str, Any] = json.loads(files["tag/iraq/articles.json"])["articles"][0]
    return first


def test_articles_as_json_are_as_the_published_schema_says(files: Mapping[str, bytes]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    documents = [path for path in files if path.endswith("articles.json")]
    assert len(documents) == 5 + 1 + 2  # Tags, sources and authors.
    for path in documents:
        validator.validate(json.loads(files[path]))
    assert not validator.is_valid(json.loads(files["tag/iraq/articles.json"]) | {"version": "2.0"})
    assert not validator.is_valid({"version": "1.0", "title": "a", "url": "b", "articles": [{"id": "c"}]})


def test_a_record_holds_all_of_an_article_but_its_text(files: Mapping[str, bytes]) -> None:
    first = article(files)
    assert first["title"] == TITLE
    assert (first["date"], first["updated"]) == ("2021-11-09T00:00:00+00:00", "2021-11-10T00:00:00+00:00")
    assert first["authors"] == ["@desk, the"]
    assert {tag["name"] for tag in first["tags"]} == {"-1+1", "a, b", "<i>", "Iraq"}
    assert first["source"] == {
        "name": "=Wire",
        "url": "https://wire.example/1?a=1&b={x}",
        "authors": ["Dan De Luce", "Baghdad newsroom"],
        "published": "2021-11-08T00:00:00+00:00",
        "retrieved": "2021-11-09T12:00:00+00:00",
        "archive_url": "https://web.example/1",
        "sha256": "0" * 64,
        "via": "saved page",
    }
    assert first["films"] == [{"title": "A film", "url": "https://films.example/1", "seconds": 125}]
    assert first["images"][0]["url"] == "https://pictures.example/a.jpg"
    assert (first["dateline"], first["key_points"]) == ("BAGHDAD (Wire)", ["One", "Two"])
    assert first["credits"] == [{"role": "Editor", "names": ["Ann Lee", "Bo Berg"]}]
    assert first["updates"] == [{"date": "2021-11-10T00:00:00+00:00", "note": "A name was wrong"}]
    assert not [path for path, data in files.items() if "/articles." in path and b"no export holds" in data]


def test_a_record_is_read_back_as_the_struct_that_it_was_made_of(files: Mapping[str, bytes]) -> None:
    document = msgspec.json.decode(files["tag/iraq/articles.json"], type=ArticlesDocument)
    assert [record.id for record in document.articles] == [
        "tag:desk.example,2021-11-09:drones", "tag:desk.example,2020-02-02:own"
    ]  # fmt: skip
    assert document.articles[1].republish == "full"


def test_no_cell_of_a_table_is_a_formula(files: Mapping[str, bytes]) -> None:
    tables = [data for path, data in files.items() if path.endswith(".csv")]
    assert len(tables) == 5 + 1 + 2 + 3 + 1  # Tags, sources, authors and years; then all tags.
    for data in tables:
        cells = [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    first = rows(files["tag/iraq/articles.csv"])[0]
    assert (first["title"], first["summary"], first["source"]) == (f"'{TITLE}", '\'+ 1, "2"', "'=Wire")
    assert rows(files["tags.csv"])[-2]["summary"] == "'=1+1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"
    assert guarded(f"1{start}") == f"1{start}"


def test_a_table_has_the_columns_that_the_data_package_says(files: Mapping[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    tags, articles = package["resources"]
    assert tags["path"] == "tags.csv"
    assert articles["path"] == ["1969/articles.csv", "2020/articles.csv", "2021/articles.csv"]
    for resource, paths in ((tags, ["tags.csv"]), (articles, articles["path"])):
        for path in paths:
            header = next(csv.reader(io.StringIO(files[path].decode())))
            assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(header)
    all_rows = [row for path in articles["path"] for row in rows(files[path])]
    assert {row["url"].rsplit("/", 2)[1] for row in all_rows} == {"drones", "own", "old"}


def test_lists_in_a_cell_have_semicolons_between_them(files: Mapping[str, bytes]) -> None:
    first, second = rows(files["tag/iraq/articles.csv"])
    assert first["tags"] == "'-1+1; a, b; <i>; Iraq"
    assert first["source_authors"] == "Dan De Luce; Baghdad newsroom"
    assert first["credits"] == "Editor: Ann Lee, Bo Berg"
    assert first["films"] == "A film https://films.example/1"
    assert first["updates"] == "2021-11-10: A name was wrong"
    assert (second["source"], second["tags"], second["republish"]) == ("", "Iraq", "full")


def test_bookmarks_are_read_back(files: Mapping[str, bytes]) -> None:
    text = files["tag/iraq/bookmarks.html"].decode()
    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n")
    assert "<script>" not in text
    first, second = bookmark_list(text, "bookmarks.html").bookmarks
    assert (first.title, first.url) == (TITLE, "https://desk.example/articles/drones/")
    assert first.attributes["tags"] == "-1+1,a b,<i>,Iraq"
    assert first.attributes["add_date"] == "1636329600"
    assert (second.title, second.note) == ("own", "Text.")
    assert "ADD_DATE" not in files["tag/old/bookmarks.html"].decode()


def test_all_citation_files_have_the_same_keys(files: Mapping[str, bytes]) -> None:
    items = json.loads(files["tag/iraq/citations.json"])
    keys = [item["id"] for item in items]
    assert keys == ["deluce2021-drones", "lee2020-own"]
    library = BIBTEX.parse_string(files["tag/iraq/citations.bib"].decode())
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == keys
    assert [record["id"] for record in rispy.loads(files["tag/iraq/citations.ris"].decode())] == keys
    assert [record["citation_key"] for record in rows(files["tag/iraq/articles.csv"])] == keys


ITEM = {
    "id": str, "type": str, "title": str, "author": list, "container-title": str, "issued": dict, "accessed": dict,
    "URL": str, "archive": str, "archive_location": str, "language": str, "keyword": str, "abstract": str,
}  # fmt: skip
"""The variables of CSL that items have, with their types in the schema of CSL-JSON, which allows no others."""


def test_items_of_csl_json_have_its_variables_alone(files: Mapping[str, bytes]) -> None:
    for path in (path for path in files if path.endswith("citations.json")):
        for item in json.loads(files[path]):
            assert {"id", "type"} <= item.keys()
            assert all(isinstance(value, ITEM[name]) for name, value in item.items())
            assert item["type"] in ("article-newspaper", "webpage")
            assert all(
                name.keys() <= {"family", "given", "suffix"} or name.keys() == {"literal"}
                for name in item.get("author", [])
            )
            dates = [item[name]["date-parts"] for name in ("issued", "accessed") if name in item]
            assert all(len(parts) == 1 and len(parts[0]) == 3 for parts in dates)


@pytest.mark.parametrize("part", ["link", "excerpt"])
def test_no_export_holds_what_is_withheld(site: Site, part: str) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[articles]\nrepublish = "{part}"\n')
    withheld = (
        CLIPPING.replace("A film", "Withheld film").replace("An alt", "Withheld alt").replace("One,", "Withheld,")
    )
    published = site.put("content/drones.md", withheld.encode()).build()
    exports = {path: data.decode() for path, data in published.items() if path.startswith("tag/iraq/")}
    assert len(exports) >= 6
    assert not [path for path, text in exports.items() if "Withheld" in text or "BAGHDAD" in text or "Bo Berg" in text]
    assert ("+ 1" in exports["tag/iraq/articles.json"]) == (part == "excerpt")
    assert json.loads(exports["tag/iraq/articles.json"])["articles"][0]["republish"] == part
