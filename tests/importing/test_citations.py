"""Citations: CSL-JSON, BibTeX and RIS say the same things in three ways."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from imports import imported
from inputs import Read, read, recognises, written

from tagarchive.core.errors import SiteError
from tagarchive.importing.collected.bibtex_entries import bibliography
from tagarchive.importing.collected.languages import language_of

WORK = {
    "id": "http://zotero.example/items/OIL1",
    "type": "article-newspaper",
    "title": "Oil <i>rises</i> &amp; falls",
    "container-title": "Gazette",
    "URL": "https://gazette.example/oil",
    "author": [
        {"family": "Lee", "given": "Ann"},
        {"family": "Berg", "given": "Bo", "non-dropping-particle": "van", "suffix": "Jr."},
        {"family": "山田", "given": "花子"},
        {"literal": "Sea Council"},
    ],
    "issued": {"date-parts": [[2024, "5", 6]]},
    "accessed": {"date-parts": [["2024", 5, 7]]},
    "abstract": "<p>It rose.</p>",
    "language": "en_GB",
    "keyword": "oil; price of oil, oil",
}


def csl(folder: Path, **fields: Any) -> Read:
    return read("csl", written(folder, {"w.json": json.dumps([{**WORK, **fields}])}))


def bib(folder: Path, text: str) -> Read:
    return read("bibtex", written(folder, {"w.bib": text}))


def ris(folder: Path, *lines: str) -> Read:
    return read("ris", written(folder, {"w.ris": "\r\n".join(["TY  - NEWS", *lines, "ER  - ", ""])}))


def test_a_work_of_csl_is_a_clipping_without_a_text(tmp_path: Path) -> None:
    found = csl(tmp_path, section="World", DOI="10.1234/x")
    assert found.matter == {
        "title": "Oil rises & falls",
        "date": "2024-05-06",
        "summary": "It rose.",
        "lang": "en-GB",
        "tags": ["oil", "price of oil"],
        "source": {
            "name": "Gazette",
            "url": "https://gazette.example/oil",
            "authors": ["Ann Lee", "Bo van Berg Jr.", "山田花子", "Sea Council"],
            "published": "2024-05-06",
            "retrieved": "2024-05-07",
            "republish": "link",
        },
        "extra": {"citation": {"type": "article-newspaper", "id": "OIL1", "section": "World", "doi": "10.1234/x"}},
    }
    assert found.guesses() == {"source.authors": "the family name stands first, as in East Asia"}


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ({"date-parts": [[2024]]}, "“2024” is a year alone"),
        ({"date-parts": [["2024", "5"]]}, "“2024-05” is a month alone"),
        ({"date-parts": [[2024, 21]]}, "“2024” is a year alone"),
        ({"date-parts": [[2024, 5, 6]], "circa": True}, "“about 2024-5-6” is no day"),
        ({"literal": "after the flood"}, "“after the flood” is no date"),
        ({"date-parts": [[]]}, "the date of the original is unknown"),
        ({"date-parts": "x"}, "the date of the original is unknown"),
        (None, "the date of the original is unknown"),
    ],
)
def test_a_date_that_is_no_day_is_said_and_the_day_of_access_stands_in(tmp_path: Path, issued: Any, words: str) -> None:
    found = csl(tmp_path, issued=issued)
    assert "published" not in found.source
    assert found.matter["date"] == "2024-05-07"
    assert words in found.guesses()["date"]


@pytest.mark.parametrize(
    "issued",
    [
        {"raw": "2024-05-06"},
        "2024-05-06",
        {"date-parts": [[2024, 5, 6], [2024, 5, 9]]},
        {"raw": "2024-05-06/2024-05-09"},
    ],
)
def test_dates_in_other_forms_of_csl_are_read(tmp_path: Path, issued: Any) -> None:
    found = csl(tmp_path, issued=issued)
    assert found.source["published"] == "2024-05-06"
    assert any("range" in note for note in found.notes()) == ("9" in str(issued))


def test_notes_and_unknown_fields_are_lost_and_no_word_of_a_note_is_told(tmp_path: Path) -> None:
    found = csl(tmp_path, note="Not for print", custom={"a": 1})
    assert found.lost() == [("note", "a note of 13 characters"), ("field", "custom")]
    assert "Not for print" not in str(found.items)


def test_the_publisher_is_the_source_where_there_is_no_container(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/2024/https://council.example/a.pdf"
    work: dict[str, Any] = {"container-title": "", "publisher": "Sea Council", "archive_location": copy}
    found = csl(tmp_path, **work)
    assert (found.source["name"], found.source["archive_url"]) == ("Sea Council", copy)


def test_a_doi_stands_in_for_an_address(tmp_path: Path) -> None:
    found = csl(tmp_path, URL="", DOI="doi:10.1234/ab(c)")
    assert found.source["url"] == "https://doi.org/10.1234/ab(c)"
    assert "DOI" in found.guesses()["source.url"]


def test_what_was_written_for_one_reader_is_a_draft(tmp_path: Path) -> None:
    assert csl(tmp_path, type="personal_communication").matter["draft"] is True


def test_works_in_an_object_are_read_and_other_json_is_damage(tmp_path: Path) -> None:
    assert read("csl", written(tmp_path / "1", {"w.json": json.dumps({"items": [WORK]})})).matter
    for number, text in enumerate(('[{"type": ', '"x"', "[" * 100_000, "[1e5")):
        with pytest.raises(SiteError, match="damaged-input"):
            read("csl", written(tmp_path / f"d{number}", {"w.json": text}))


ENTRY = r"""
@string{gaz = {Gazette of the {Sea}}}
@comment{a note}
Words between entries.
@Article{lee:2024,
  Title = "Oil {\'e}t{\'{e}} \& the {{Sea}} -- 50% \emph{more}, 100\% sure, H$_2$O",
  journal = gaz # { Today},
  author = {Lee, Ann and van der Berg, Bo and {Sea and Oil Council} and O'Wren, Tom{\'a}{\v s} and others},
  year = 2024, month = 6 # "~may",
  url = {https://gazette.example/a\_b?x=1\&y=50%25},
  urldate = {2024-05-07},
  keywords = {oil; caf{\'e}, oil},
  langid = {british},
  file = {Snapshot:files/7/a.html:text/html;Full\: text:/home/ann/a.pdf:application/pdf},
  note = {Secret}
}
"""


def test_an_entry_of_bibtex_is_free_of_latex(tmp_path: Path) -> None:
    found = bib(tmp_path, ENTRY)
    assert found.matter["title"] == "Oil été & the Sea – 50% more, 100% sure, H$_2$O"
    assert found.matter["tags"] == ["oil", "café"]
    assert found.matter["lang"] == "en-GB"
    assert found.source == {
        "name": "Gazette of the Sea Today",
        "url": "https://gazette.example/a_b?x=1&y=50%25",
        "authors": ["Ann Lee", "Bo van der Berg", "Sea and Oil Council", "Tomáš O'Wren"],
        "published": "2024-05-06",
        "retrieved": "2024-05-07",
        "republish": "link",
    }
    assert found.items[0].line == 5
    assert found.lost() == [
        ("note", "a note of 6 characters"),
        ("file not found", "files/7/a.html"),
        ("file not found", "a.pdf"),
    ]
    assert found.matter["extra"] == {"citation": {"type": "article", "id": "lee:2024"}}


@pytest.mark.parametrize(
    ("fields", "published", "words"),
    [
        ("date = {2024-05-06}", "2024-05-06", ""),
        ("year = {2024}, month = may, day = 6", "2024-05-06", ""),
        ("year = {2024}, month = {May}", "", "“2024-05” is a month alone"),
        ("year = 2024", "", "“2024” is a year alone"),
        ("date = {2024-05-06/2024-05-09}", "2024-05-06", "range"),
        ("date = {2024-05-06?}", "", "in doubt"),
        ("year = {in press}", "", "no date that can be read"),
    ],
)
def test_dates_of_both_styles_are_read(tmp_path: Path, fields: str, published: str, words: str) -> None:
    found = bib(tmp_path, f"@misc{{a, title = {{T}}, url = {{https://x.example/}}, {fields}}}")
    assert found.source.get("published", "") == published
    assert words in str(found.remarks())


def test_older_styles_write_the_address_and_the_day_of_access_elsewhere(tmp_path: Path) -> None:
    fields = r"howpublished = {\url{https://x.example/~a_b}}, note = {Accessed: 7 May 2024}"
    found = bib(tmp_path, f"@misc{{a, title = {{T}}, {fields}}}")
    assert found.source["url"] == "https://x.example/~a_b"
    assert found.source["name"] == "x.example"
    assert found.source["retrieved"] == "2024-05-07"
    assert not found.lost()


def test_equal_keys_make_two_articles_and_a_broken_entry_is_skipped_alone(tmp_path: Path) -> None:
    text = "@misc{a, title={One}}\n@misc{a, title={Two}}\n@misc{b, title={unclosed\n\n@misc{c, title={Three}}\n"
    found = bib(tmp_path, text)
    assert [item.matter["title"] for item in found.items] == ["One", "Two", "Three"]
    assert (found.skipped[0].reason.partition(":")[0], found.skipped[0].line) == ("damaged", 3)


def test_names_in_the_extended_form_of_biblatex_are_read(tmp_path: Path) -> None:
    names = "family=Lee, given=Ann and family=Berg, given=Bo, prefix=van"
    found = bib(tmp_path, f"@misc{{a, title={{T}}, url={{https://x.example}}, author={{{names}}}}}")
    assert found.source["authors"] == ["Ann Lee", "Bo van Berg"]


@pytest.mark.parametrize("part", ["{", "\\emph{", "$", "\\begin{a}", "@a{", '"', "\\", "and ", "#", "=,"])
def test_endless_latex_is_read_in_time(part: str) -> None:
    start = time.process_time()
    bibliography(f"@misc{{a, title = {{{part * 3000}}}, author = {{{part * 3000}}}}}\n@misc{{b, title={{T}}}}\n")
    assert time.process_time() - start < 10


LINES = (
    "T1  - Oil rises",
    "AU  - Lee, Ann",
    "A1  - 山田, 花子",
    "AU  - Sea Council",
    "JO  - Gazette",
    "N2  - It rose.",
    "LA  - eng",
    "UR  - https://gazette.example/oil;a=1",
    "Y2  - 2024/05/07/09:30:00",
    "KW  - oil",
    "KW  - price of oil",
    "L1  - C:\\Users\\ann\\oil.pdf",
    "N1  - Secret",
    "XX  - unknown",
)


def test_a_record_of_ris_is_a_clipping_without_a_text(tmp_path: Path) -> None:
    found = ris(tmp_path, *LINES, "DA  - 2024/05/06/")
    assert found.matter["title"] == "Oil rises"
    assert found.matter["tags"] == ["oil", "price of oil"]
    assert (found.matter["lang"], found.matter["summary"]) == ("en", "It rose.")
    assert found.source == {
        "name": "Gazette",
        "url": "https://gazette.example/oil;a=1",
        "authors": ["Ann Lee", "Sea Council", "山田花子"],
        "published": "2024-05-06",
        "retrieved": "2024-05-07T09:30:00+00:00",
        "republish": "link",
    }
    assert "has no zone" in found.guesses()["source.retrieved"]
    assert found.lost() == [("note", "a note of 6 characters"), ("file not found", "oil.pdf"), ("field", "XX")]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("DA  - 2024/05/06", "2024-05-06"),
        ("PY  - 2024/05/06/spring", "2024-05-06"),
        ("Y1  - 2024/05//", ""),
        ("PY  - 2024", ""),
        ("DA  - 6 May 2024", "2024-05-06"),
        ("DA  - May", ""),
    ],
)
def test_dates_of_ris_are_days_or_said(tmp_path: Path, line: str, published: str) -> None:
    found = ris(tmp_path, "TI  - Oil", "UR  - https://x.example/", line)
    assert found.source.get("published", "") == published
    assert published or "date" in found.guesses()


def test_records_without_an_end_and_with_one_space_are_read(tmp_path: Path) -> None:
    text = "TY - NEWS\nTI - One\n\nTY - BLOG\nTI - Two\nAB - a\nb\nER -\n"
    found = read("ris", written(tmp_path, {"w.ris": text}))
    assert [(item.matter["title"], item.line) for item in found.items] == [("One", 1), ("Two", 4)]
    assert found.items[1].matter["summary"] == "a b"
    assert any("no end" in note for note in found.notes())


def test_a_file_without_any_record_is_damaged(tmp_path: Path) -> None:
    for kind, name in (("ris", "w.ris"), ("bibtex", "w.bib")):
        with pytest.raises(SiteError, match="damaged-input"):
            read(kind, written(tmp_path / kind, {name: "Some words.\n"}))


def test_each_format_is_recognised_and_no_other(tmp_path: Path) -> None:
    texts = {"csl": json.dumps([WORK]), "bibtex": ENTRY, "ris": "TY  - NEWS\nER  - \n"}
    names = {"csl": "w.json", "bibtex": "w.bib", "ris": "w.ris"}
    for kind, text in texts.items():
        path = written(tmp_path / kind, {names[kind]: text})
        assert [one for one in ("csl", "bibtex", "ris", "wallabag", "csv", "bookmarks") if recognises(one, path)] == [
            kind
        ]


def test_one_work_in_three_formats_is_one_article(tmp_path: Path, site: Site) -> None:
    for found in (csl(tmp_path / "1"), bib(tmp_path / "2", ENTRY), ris(tmp_path / "3", *LINES)):
        item = found.items[0]
        source = {**found.source, "url": "https://gazette.example/oil"}
        imported(site.root, item._replace(matter={**item.matter, "source": source}))
    files = list((site.root / "content/2024").iterdir())
    assert len(files) == 1
    assert "café" in files[0].read_text()
    assert site.build()


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("en_GB", "en-GB"),
        ("en_US.UTF-8", "en-US"),
        ("English", "en"),
        ("ngerman", "de"),
        ("Deutsch", "de"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ger", "de"),
        ("xx", ""),
        ("Klingonish words", ""),
    ],
)
def test_languages_are_known_by_many_names(name: str, tag: str) -> None:
    assert language_of(name) == tag
