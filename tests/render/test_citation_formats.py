"""Citations as BibTeX, RIS, CSL-JSON and sentences, read back by the libraries of others."""

from __future__ import annotations

import re
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from conftest import Site, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tagarchive.core.dates import Moment
from tagarchive.render.exports.bibtex import bibtex, bibtex_file
from tagarchive.render.exports.csl import csl
from tagarchive.render.exports.ris import ris, ris_file
from tagarchive.views.citations import CitationView

BIBTEX: Any = bibtexparser

CLIPPING = CitationView(
    key="deluce2021-drones",
    clipping=True,
    title="Drones",
    authors=("Dan De Luce", "Baghdad newsroom"),
    publisher="Harbour Wire",
    issued=Moment("2021-11-08T10:00:00-04:00"),
    retrieved=Moment("2021-11-09T00:00:00+00:00"),
    url="https://wire.example/a?b=1&c=%20{x}_y",
    archive="Desk",
    archive_url="https://desk.example/articles/drones/",
    archived="",
    language="en",
    rights="",
    summary="Two of them.",
    keywords=("Iraq", "Smith, Ann"),
)
OWN = structs.replace(
    CLIPPING,
    key="lee2021-drones",
    clipping=False,
    publisher="Desk",
    retrieved=None,
    url=CLIPPING.archive_url,
    authors=("Ann Lee",),
)
HOSTILE = '100% & #1 $5 a_b {c \\d ~e^ “f” "g" @h} =i </a> <b> \u200f\u0639\u0631\u0628\u064a'
LINES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Mn", "Cf"))).map(
    lambda text: " ".join(text.split())
)


def read_bibtex(text: str) -> list[dict[str, Any]]:
    """The entries of a file, with their types and keys."""
    library = BIBTEX.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return [{"type": e.entry_type, "key": e.key} | {f.key: f.value for f in e.fields} for e in library.entries]


def test_a_clipping_in_bibtex() -> None:
    assert bibtex(CLIPPING) == (
        "@article{deluce2021-drones,\n"
        "  author = {De Luce, Dan and {Baghdad newsroom}},\n"
        "  title = {{Drones}},\n"
        "  journal = {Harbour Wire},\n"
        "  year = {2021},\n"
        "  month = nov,\n"
        "  date = {2021-11-08},\n"
        "  url = {https://wire.example/a?b=1&c=%20%7Bx%7D_y},\n"
        "  urldate = {2021-11-09},\n"
        "  note = {Kept at Desk, https://desk.example/articles/drones/},\n"
        "  language = {en},\n"
        "  keywords = {Iraq, Smith Ann},\n"
        "  abstract = {Two of them.}\n"
        "}\n"
    )


def test_an_article_of_the_site_is_of_a_type_that_bibtex_and_biblatex_know() -> None:
    (entry,) = read_bibtex(bibtex(OWN))
    assert (entry["type"], entry["howpublished"]) == ("misc", "Desk")
    assert {"journal", "note", "urldate"}.isdisjoint(entry)


@pytest.mark.parametrize("name", ["title", "summary", "rights", "archive"])
def test_any_text_is_read_back_from_bibtex(name: str) -> None:
    field = {"summary": "abstract", "rights": "copyright", "archive": "note"}.get(name, name)
    (entry,) = read_bibtex(bibtex(structs.replace(CLIPPING, **{name: HOSTILE})))
    assert HOSTILE in entry[field].replace("ˆ", "^")  # What the library has for the command of a circumflex.


@settings(max_examples=examples(20))
@given(LINES, LINES)
def test_no_text_leaves_its_field(title: str, summary: str) -> None:
    cited = structs.replace(CLIPPING, title=title, summary=summary, authors=(title or "a",))
    text = bibtex_file([cited, OWN])
    assert [entry["key"] for entry in read_bibtex(text.decode())] == [CLIPPING.key, OWN.key]
    first, _ = rispy.loads(ris_file([cited, OWN]).decode().replace("\r\n", "\n"))
    assert first.get("title", "") == title
    assert first.get("abstract", "") == summary


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("{a}", r"\{a\}"),
        ("{a", r"{\{\vphantom{\}}}a"),
        ("}{", r"{\vphantom{\{}\}}{\{\vphantom{\}}}"),
        ("a_b ~ ^ \\", r"a\_b {\textasciitilde} {\textasciicircum} {\textbackslash}"),
    ],
)
def test_braces_in_bibtex_are_even_for_whoever_counts_them(title: str, written: str) -> None:
    assert f"title = {{{{{written}}}}}" in bibtex(structs.replace(CLIPPING, title=title))
    assert written.count("{") == written.count("}")


def test_names_that_bibtex_would_split_are_in_braces() -> None:
    cited = structs.replace(CLIPPING, authors=("Ann and Bob", "Lee, Ann", "Robert Brown Jr.", "others"))
    assert "author = {{Ann and Bob} and {Lee, Ann} and Brown, Jr., Robert and {others}}" in bibtex(cited)


def test_a_clipping_in_ris() -> None:
    assert ris(CLIPPING).split("\r\n") == [
        "TY  - NEWS",
        "ID  - deluce2021-drones",
        "AU  - De Luce, Dan",
        "AU  - Baghdad newsroom",
        "TI  - Drones",
        "T2  - Harbour Wire",
        "PB  - Harbour Wire",
        "PY  - 2021",
        "DA  - 2021/11/08/",
        "Y2  - 2021/11/09/",
        "UR  - https://wire.example/a?b=1&c=%20{x}_y",
        "DB  - Desk",
        "AV  - https://desk.example/articles/drones/",
        "L2  - https://desk.example/articles/drones/",
        "LA  - en",
        "KW  - Iraq",
        "KW  - Smith, Ann",
        "AB  - Two of them.",
        "ER  - ",
        "",
    ]


def test_a_file_of_ris_has_a_record_for_each_citation() -> None:
    first, second = rispy.loads(ris_file([CLIPPING, OWN]).decode())
    assert (first["type_of_reference"], second["type_of_reference"]) == ("NEWS", "ELEC")
    assert first["authors"] == ["De Luce, Dan", "Baghdad newsroom"]
    assert first["access_date"] == "2021/11/09/"
    assert (first["name_of_database"], first["unknown_tag"]["AV"]) == ("Desk", [CLIPPING.archive_url])
    assert "name_of_database" not in second


def test_a_clipping_in_csl_json() -> None:
    assert csl(CLIPPING) == {
        "id": "deluce2021-drones",
        "type": "article-newspaper",
        "title": "Drones",
        "author": [{"family": "De Luce", "given": "Dan"}, {"literal": "Baghdad newsroom"}],
        "container-title": "Harbour Wire",
        "issued": {"date-parts": [[2021, 11, 8]]},
        "accessed": {"date-parts": [[2021, 11, 9]]},
        "URL": CLIPPING.url,
        "archive": "Desk",
        "archive_location": "https://desk.example/articles/drones/",
        "language": "en",
        "keyword": "Iraq, Smith Ann",
        "abstract": "Two of them.",
    }
    assert csl(OWN)["type"] == "webpage"
    assert {"accessed", "archive", "archive_location"}.isdisjoint(csl(OWN))


def test_a_citation_in_a_sentence(site: Site) -> None:
    source = "{name: Harbour Wire, url: 'https://wire.example/a', published: 2021-11-08, retrieved: 2021-11-09}"
    files = site.article("drones", title="Why?", authors="[Ann Lee, Bo]", source=source).article("own").build()
    pages = (files[f"articles/{name}/index.html"].decode() for name in ("drones", "own"))
    said = [re.sub("<.*?>", "", re.findall(r'<p dir="auto">(.*?)</p>', page)[-1]) for page in pages]
    assert said == [
        (
            "Ann Lee, Bo. “Why?” Harbour Wire, November 8, 2021. https://wire.example/a. Retrieved November 9, 2021. "
            "Kept at Desk, https://desk.example/articles/drones/."
        ),
        "“own.” Desk, January 1, 2021. https://desk.example/articles/own/.",
    ]
