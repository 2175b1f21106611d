"""Which exports a site has, and how a long one is split by year."""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from typing import Any

import bibtexparser
import pytest
import rispy
from conftest import CONFIG, Site

from tagarchive.core import urls
from tagarchive.importing.collected.bookmark_list import bookmark_list
from tagarchive.plan import plan
from tagarchive.plan.outputs import exports

BIBTEX: Any = bibtexparser

NAMES = {*urls.EXPORT_FILES.values()}
SITE = {"tags.csv", "datapackage.json", "2021/articles.csv"}


def exported(site: Site, options: str = "") -> set[str]:
    """The paths of all exports of a site with one article."""
    site.write(f"-- site.toml --\n{CONFIG}{options}")
    site.article("a", tags="[x]", authors="[Ann Lee]", source="Wire")
    return {path for path in site.build() if path.rpartition("/")[2] in {*NAMES, "tags.csv", "datapackage.json"}}


def beside(*lists: str) -> set[str]:
    return {f"{listing}/{name}" for listing in lists for name in NAMES}


ALL = beside("tag/x", "author/ann-lee", "source/wire") | SITE

SWITCHES = {
    "": ALL,
    "[exports]\nenabled = false\n": set(),
    "[exports]\npackage = false\n": ALL - SITE,
    "[exports]\ntags = false\n": ALL - beside("tag/x"),
    "[exports]\nsources = false\nauthors = false\n": beside("tag/x") | SITE,
    "[archive]\nsources = false\nauthors = false\nyears = false\n": beside("tag/x") | SITE - {"2021/articles.csv"},
    '[exports]\nformats = ["ris", "csv"]\ntags = false\nauthors = false\n': SITE
    | {"source/wire/citations.ris", "source/wire/articles.csv"},
    "[exports]\nformats = []\n": SITE,
}  # fmt: skip


@pytest.mark.parametrize("options", SWITCHES)
def test_each_export_can_be_switched_off(site: Site, options: str) -> None:
    assert exported(site, options) == SWITCHES[options]


def test_a_landing_page_links_to_its_exports_and_no_other_page_does(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nper_page = 1\n")
    files = site.article("a", tags="[x]").article("b", date="2021-01-02", tags="[x]").build()
    landing = files["tag/x/index.html"].decode()
    assert [name for name in NAMES if f'<a href="/tag/x/{name}" download>' in landing] == [*NAMES]
    assert 'rel="alternate" type="application/json"' not in landing
    assert b"citations.bib" not in files["tag/x/page/1/index.html"]
    assert b'<a href="/2021/articles.csv" download>' in files["2021/index.html"]
    assert b'<a href="/datapackage.json" download>' in files["tags/index.html"]
    assert b"bookmarks.html" not in files["sitemap.xml"]


def test_pages_of_a_site_without_exports_do_not_speak_of_them(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}exports.enabled = false\n").article("a", tags="[x]")
    assert not [
        path for path, data in site.build().items() if path.endswith("index.html") and b"Cite or download" in data
    ]


def test_a_list_that_is_too_long_is_split_by_year(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(output for output in plan.OUTPUTS if output is not exports.planned)
    monkeypatch.setattr(plan, "OUTPUTS", (*others, partial(exports.planned, most=2)))
    for name, year in {"a": 2020, "b": 2020, "c": 2021}.items():
        site.article(name, date=f"{year}-01-01", tags="[x]")
    files = site.article("d", tags="[y]").build()
    parts = {path for path in files if path.startswith("tag/x/") and "-20" in path}
    endings = {name.replace(".", f"-{year}.") for name in NAMES for year in (2020, 2021)}
    assert parts == {f"tag/x/{ending}" for ending in endings}
    assert not [path for path in files if path.startswith("tag/y/") and "-20" in path]
    url = "https://desk.example/tag/x/"
    assert json.loads(files["tag/x/articles.json"]) == {
        "version": "1.0",
        "title": "x – Desk",
        "url": url,
        "parts": [
            {"year": "2021", "count": 1, "url": f"{url}articles-2021.json"},
            {"year": "2020", "count": 2, "url": f"{url}articles-2020.json"},
        ],
    }
    assert len(json.loads(files["tag/x/articles-2020.json"])["articles"]) == 2
    table = list(csv.DictReader(io.StringIO(files["tag/x/articles.csv"].decode())))
    assert table[0] == {"year": "2021", "articles": "1", "url": f"{url}articles-2021.csv"}
    assert json.loads(files["tag/x/citations.json"])[0]["URL"] == f"{url}citations-2021.json"
    library = BIBTEX.parse_string(files["tag/x/citations.bib"].decode())
    assert [entry["url"] for entry in library.entries] == [f"{url}citations-2021.bib", f"{url}citations-2020.bib"]
    records = rispy.loads(files["tag/x/citations.ris"].decode())
    assert [record["urls"] for record in records] == [[f"{url}citations-2021.ris"], [f"{url}citations-2020.ris"]]
    bookmarks = bookmark_list(files["tag/x/bookmarks.html"].decode(), "").bookmarks
    assert [bookmark.url for bookmark in bookmarks] == [f"{url}bookmarks-2021.html", f"{url}bookmarks-2020.html"]
