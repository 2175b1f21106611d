"""Pasted texts: articles of a page headed “Tag Archives: X”, in their parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Site
from imports import OPTIONS, imported
from read_inputs import Read, html, read, source

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Reader
from tagarchive.importing.pages import text as text_kind

KIND: Reader = text_kind

WIRE = """Tag Archives: Cranes

Crane topples at Velm – port office

  • Nobody was hurt
  • The quay is closed -office

VELM, Oct 3 (Lodestar) – A crane fell over on Friday, the port office said.

Two cranes are left. The office did not say when the third comes.It has ordered one.

A crane at the quay of Velm, Germany May 4, 2020. Uma Reif/Pool via LODESTAR/File Photo

Read More

THE OTHER CRANES

“They stand,” said Lodestar’s guide, in I.T. and out of it.

Reporting by Velm newsroom;
Additional reporting by Tor Ekdal in Osby;
Writing by Ina Quist; Editing by Pia Marsh

Our Standards: The Lodestar Principles.

Read original article here
"""


def texts(folder: Path, content: str | bytes) -> Read:
    return read(KIND, folder, {"archive.txt": content})


def test_a_wire_report_becomes_data_and_text(tmp_path: Path) -> None:
    found = texts(tmp_path, WIRE)
    item = found.item
    assert item.line == 3
    assert item.matter["title"] == "Crane topples at Velm – port office"
    assert item.matter["tags"] == ["Cranes"]
    assert item.matter["key_points"] == ["Nobody was hurt", "The quay is closed -office"]
    assert item.matter["dateline"] == {"place": "VELM", "agency": "Lodestar", "date": "Oct 3"}
    assert source(item) == {"name": "Lodestar", "authors": ["Velm newsroom", "Tor Ekdal"]}
    assert item.matter["credits"] == [
        {"role": "Writer", "names": ["Ina Quist"]},
        {"role": "Editor", "names": ["Pia Marsh"]},
    ]
    assert item.matter["extra"] == {
        "captions": [
            {
                "caption": "A crane at the quay of Velm, Germany May 4, 2020.",
                "credit": "Uma Reif/Pool via LODESTAR/File Photo",
            }
        ]
    }
    assert html(item) == (
        "<p>A crane fell over on Friday, the port office said.</p>\n"
        "<p>Two cranes are left. The office did not say when the third comes.It has ordered one.</p>\n"
        "<h2>THE OTHER CRANES</h2>\n"
        "<p>“They stand,” said Lodestar’s guide, in I.T. and out of it.</p>"
    )
    assert found.lost("boilerplate") == ["Read More", "Our Standards: The Lodestar Principles."]
    assert "draft" not in item.matter


def test_what_is_guessed_is_said(tmp_path: Path) -> None:
    found = texts(tmp_path, WIRE)
    assert found.guess("source.name").startswith("the dateline names this agency")
    assert found.guess("date") == "the dateline names “Oct 3” without a year; the day of the import stands in"
    assert found.item.stand_ins == {"date"}
    assert "credit" in found.guess("extra.captions")
    assert "no address of the original is known" in found.notes


FEATURE = """Tag Archives: Cranes

What a crane is worth

OSBY, Upper Reach—A crane is worth less than its shadow, a dealer said on Monday.

The crane at Osby in June.Tor Ekdal / Meridian Images file

How a crane is raised

04:05


The crane that would not move, a film in thre…

1:02:03

Where it stands

It stands in Osby.

Ina Quist reported from Osby; Tor Ekdal from Velm; and Pia Marsh reported from Linde.

The Upland Press contributed.

Uma Reif and Ina Quist contributed.

Write to Ina Quist at ina.quist@meridian.example and Uma Reif at uma@meridian.example

Copyright ©2018 Meridian Press & Company, Inc. All Rights Reserved. 0123456789abcdef0123456789abcdef

Read original article here
"""


def test_a_feature_becomes_data_and_text(tmp_path: Path) -> None:
    found = texts(tmp_path, FEATURE)
    item = found.item
    assert source(item) == {
        "name": "Meridian Press & Company",
        "authors": ["Ina Quist", "Tor Ekdal", "Pia Marsh", "Uma Reif"],
    }
    assert item.matter["dateline"] == {"place": "OSBY, Upper Reach"}
    assert item.matter["films"] == [
        {"title": "How a crane is raised", "seconds": 245},
        {"title": "The crane that would not move, a film in thre…", "seconds": 3723},
    ]
    assert item.matter["credits"] == [{"role": "Contributing organisation", "names": ["The Upland Press"]}]
    assert html(item) == (
        "<p>A crane is worth less than its shadow, a dealer said on Monday.</p>\n"
        "<h2>Where it stands</h2>\n<p>It stands in Osby.</p>"
    )
    assert any("cut off" in note for note in found.notes)
    assert found.guess("date").startswith("the copyright line names the year 2018 alone")


def test_no_e_mail_address_and_no_hash_reach_an_item_or_a_remark(tmp_path: Path) -> None:
    body = FEATURE.replace("It stands in Osby.", "Ask bo.dahl+x@osby.example, or @ida@social.example.")
    found = texts(tmp_path, body)
    everything = f"{found.item.matter}{found.item.text}{found.remarks}"
    assert "osby.example" not in everything
    assert "ina.quist" not in everything
    assert "0123456789abcdef" not in everything
    assert "@ida@social.example" in everything
    assert found.lost("e-mail address") == ["in a line about the authors", "1 in the text"]


def test_the_longest_of_copies_is_kept_and_said_and_another_article_of_the_same_name_stays(tmp_path: Path) -> None:
    article = "Notes of the day\n\nThe quay is {}.\n\n{}Read original article here\n\n"
    content = "Tag: Quays\n\n" + "".join(
        article.format(word, more) for word, more in (("open", ""), ("shut", ""), ("open", "Two ships lie there.\n\n"))
    )
    found = texts(tmp_path, content)
    longest, copy, other = found.items
    assert "Two ships" in html(longest)
    assert longest.same == copy.same != other.same
    assert "shut" in html(other)
    assert [note for note in found.notes if "again" in note] == [
        "the article stands here again, at line 3; this one is kept, since its text is the longest"
    ]


def test_an_article_without_its_closing_line_is_found_in_the_middle_and_at_the_end(tmp_path: Path) -> None:
    content = (
        "Tag Archives: Quays\n\nOne\n\nThe quay of Velm is open.\n\nReporting by Uma Reif; Editing by Pia Marsh\n\n"
        "Two\n\nVELM — The quay is shut.\n\nRead original article here\n\nThree\n\nNobody is left there now.\n"
    )
    found = texts(tmp_path, content)
    assert [item.matter["title"] for item in found.items] == ["One", "Two", "Three"]
    assert sum("missing at its end" in note for note in found.notes) == 2


def test_what_stands_around_the_articles_is_listed(tmp_path: Path) -> None:
    content = (
        "The Beacon\n\nTag Archives: Quays\n\nOne\n\nThe quay is open.\n\nRead original article here\n\n"
        "Posts navigation\nOlder posts\n"
    )
    found = texts(tmp_path, content)
    assert len(found.items) == 1
    assert found.lost("line outside of articles") == ["The Beacon", "Posts navigation Older posts"]


@pytest.mark.parametrize(
    ("heading", "closing"),
    [
        ("Schlagwort: Kai", "Originalartikel lesen"),
        ("Étiquette : Kai", "Lire l’article original ici"),
        ("Etiqueta: Kai", "Leer el artículo original aquí"),
        ("Posts tagged “Kai”", "Source link"),
        ("Archivi tag: Kai", "Leggi l'articolo originale qui"),
    ],
)
def test_headings_and_closing_lines_of_other_languages_are_known(tmp_path: Path, heading: str, closing: str) -> None:
    found = texts(tmp_path, f"{heading}\n\nEins\n\nKai offen.\n\n{closing}\n\nZwei\n\nKai zu.\n\n{closing}\n")
    assert [(item.matter["title"], item.matter["tags"]) for item in found.items] == [
        ("Eins", ["Kai"]),
        ("Zwei", ["Kai"]),
    ]


@pytest.mark.parametrize(
    "closing", ["Read original article here: {}", "Read original article here\n{}", "Source link <{}>"]
)
def test_an_address_beside_the_closing_line_is_that_of_the_original(tmp_path: Path, closing: str) -> None:
    url = "https://lodestar.example/a"
    found = texts(tmp_path, f"Tag: Quays\n\nOne\n\nThe quay is open.\n\n{closing.format(url)}\n\nTwo\n\nShut.\n")
    assert source(found.items[0])["url"] == url


def test_bylines_and_dates_below_the_headline_are_data(tmp_path: Path) -> None:
    content = (
        "Tag: Kai\n\nNeuer Kai in Velm\nVon Uma Reif und Ina Quist\n12. Mai 2003\n\nVELM (lod) - Der Kai ist neu.\n\n"
        "Der alte Kai im Mai. Foto: Tor Ekdal / lod\n\nRedigiert von Pia Marsh\n\nOriginalartikel\n"
    )
    found = texts(tmp_path, content)
    assert found.item.matter["date"] == "2003-05-12"
    assert source(found.item)["authors"] == ["Uma Reif", "Ina Quist"]
    assert found.item.matter["credits"] == [{"role": "Editor", "names": ["Pia Marsh"]}]
    assert found.item.matter["extra"] == {
        "captions": [{"caption": "Der alte Kai im Mai.", "credit": "Tor Ekdal / lod"}]
    }
    assert found.guess("source.published") == "“12. Mai 2003” stands below the headline"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_texts_in_other_encodings_and_with_other_line_ends_are_read(tmp_path: Path, encoding: str) -> None:
    content = "Tag: Quays\r\n\r\nOne – two\r\n\r\nA “café” is open.\u00a0\r\n\r\nRead original article here\r\n"
    found = texts(tmp_path, content.encode(encoding))
    assert found.item.matter["title"] == "One – two"
    assert html(found.item) == "<p>A “café” is open.</p>"


def test_paragraphs_need_no_empty_lines_and_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    wrapped = (
        "The quay of Velm is open again, and all that\nlay in the basin for a year has left it by now\nor so they say."
    )
    lines = "The quay is open.\n“At last,” said Uma Reif.\nShips may come."
    found = texts(tmp_path, f"Tag: Q\n\nOne\n\n{wrapped}\n\nSource link\n\nTwo\n\n{lines}\n\nSource link\n")
    assert [html(item).count("<p>") for item in found.items] == [1, 3]


def test_a_text_is_plain_text_and_no_html(tmp_path: Path) -> None:
    found = texts(tmp_path, "Tag: Q\n\nA <b> & c\n\nIf a < b then <script>alert(1)</script> & more.\n\nSource link\n")
    assert found.item.matter["title"] == "A <b> & c"
    assert html(found.item) == "<p>If a &lt; b then &lt;script&gt;alert(1)&lt;/script&gt; &amp; more.</p>"


@pytest.mark.parametrize(
    ("content", "is_archive"),
    [
        ("Tag Archives: Quays\n\nOne\n", True),
        ("One\n\nText.\n\nRead original article here\n", True),
        ("Shopping\n\nBread and milk.\n", False),
        ("", False),
    ],
)
def test_an_archive_is_recognised_by_its_heading_or_its_closing_lines(
    tmp_path: Path, content: str, *, is_archive: bool
) -> None:
    (tmp_path / "a.txt").write_text(content)
    assert text_kind.recognises(files_at(tmp_path / "a.txt")) is is_archive


def test_a_text_without_articles_is_skipped_with_the_reason(tmp_path: Path) -> None:
    assert texts(tmp_path, "Tag Archives: Quays\n\n").skipped == [
        ("archive.txt", "no article: the text holds no headline with a text")
    ]


def test_a_headline_alone_is_a_clipping_that_shows_only_the_headline(tmp_path: Path) -> None:
    found = texts(tmp_path, "Tag: Q\n\nCrane falls\n\nRead original article here: https://lodestar.example/a\n")
    assert source(found.item)["republish"] == "link"
    assert found.item.text is None


def test_an_archive_is_imported_built_and_known_again(site: Site, tmp_path: Path) -> None:
    (tmp_path / "archive.txt").write_text(f"{WIRE}\n{FEATURE.partition('Cranes')[2]}\n{WIRE.partition('Cranes')[2]}")
    items = tuple(text_kind.found(files_at(tmp_path / "archive.txt"), OPTIONS))
    first, second = imported(site.root, *items), imported(site.root, *items)
    assert len(first.imported) == 2
    assert [reason.partition(":")[0] for _, reason in first.skipped] == [
        "duplicate of content/2026/crane-topples-at-velm-port-office.md"
    ]
    assert not second.files
    files = site.build()
    page = files["articles/what-a-crane-is-worth/index.html"].decode()
    assert re.search(r"<h2[^>]*>Where it stands", page)
    assert "How a crane is raised" in page
