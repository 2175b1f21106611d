"""The parts of news texts one by one: datelines, captions, lines about makers, lines that a page adds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.pages.news.blocks import Block, text_block, with_text_from
from tagarchive.importing.pages.news.boilerplate import app_owner, copyright_of, first_publisher, is_boilerplate
from tagarchive.importing.pages.news.captions import caption_in, parted_caption
from tagarchive.importing.pages.news.datelines import dateline_of, day_near, day_of
from tagarchive.importing.pages.news.end_lines import byline_of, end_line_of
from tagarchive.importing.pages.news.names import names_in
from tagarchive.importing.pages.news.news_text import news_of
from tagarchive.importing.pages.news.publishers import Guess, best_guess, guesses_in_text


@pytest.mark.parametrize(
    ("text", "place", "agency", "date"),
    [
        ("VELM, Nov 8 (Lodestar) – A crane", "VELM", "Lodestar", "Nov 8"),
        ("OSBY, Upper Reach—A crane", "OSBY, Upper Reach", "", ""),
        ("OSBYTOWN — A crane", "OSBYTOWN", "", ""),
        ("OSBYTOWN (LS) -- A crane", "OSBYTOWN", "LS", ""),
        ("VELM/OLD OSBY, March 2 (Lodestar) – A crane", "VELM/OLD OSBY", "Lodestar", "March 2"),
        ("NEW VELM, Nov. 8, 2020 /LS/ — A crane", "", "", ""),
        ("NEW VELM, Nov. 8, 2020 (LS) — A crane", "NEW VELM", "LS", "Nov. 8, 2020"),
        ("ST. OSBY, N.Y. (LS) — A crane", "ST. OSBY, N.Y", "LS", ""),
        ("Velm (ls) - Ein Kran", "Velm", "ls", ""),
        ("VELM, 8. Nov. (ls) - Ein Kran", "VELM", "ls", "8. Nov."),
        ("VELM, 8 de noviembre (LS) - Una grúa", "VELM", "LS", "8 de noviembre"),
        ("ÅLESUND — A crane", "ÅLESUND", "", ""),
        ("ROME — A crane", "ROME", "", ""),
        ("Nov 8 (Lodestar) - A crane", "", "Lodestar", "Nov 8"),
        ("NATO — the alliance — had no comment", "", "", ""),
        ("The crane (a big one) – fell", "", "", ""),
        ("A crane — the third — fell", "", "", ""),
        ("“VELM — no,” she said", "", "", ""),
        ("I — he said", "", "", ""),
    ],
)
def test_datelines(text: str, place: str, agency: str, date: str) -> None:
    found = dateline_of(text)
    assert (found.place, found.agency, found.date) == (place, agency, date) if found else not (place or agency)


@pytest.mark.parametrize(
    ("written", "near", "day"),
    [("July 3", "2024-07-04", "2024-07-03"), ("Dec 30", "2024-01-02", "2023-12-30"), ("", "2024-01-02", "")],
)
def test_a_day_without_a_year_is_the_last_one_before_another_date(written: str, near: str, day: str) -> None:
    assert day_near(written, date_of(near)) == day
    assert not day_of(written).is_day


def test_a_day_with_its_year_is_a_date() -> None:
    assert day_of("Nov. 8, 2020").text == "2020-11-08"


@pytest.mark.parametrize(
    ("text", "caption", "credit", "before"),
    [
        ("A crane at Velm. Uma Reif/Lodestar", "A crane at Velm.", "Uma Reif/Lodestar", ""),
        (
            "A crane in June.Uma Reif / LS – Meridian Images file",
            "A crane in June.",
            "Uma Reif / LS – Meridian Images file",
            "",
        ),
        (
            "A crane (right). Uma Reif/Pool via LODESTAR/File Photo",
            "A crane (right).",
            "Uma Reif/Pool via LODESTAR/File Photo",
            "",
        ),
        ("It fell.A crane in June.Uma al-Reif / LS file", "A crane in June.", "Uma al-Reif / LS file", "It fell."),
        ("A crane at Velm. Photo: Uma Reif", "A crane at Velm.", "Uma Reif", ""),
        ("A crane at Velm. (Photo by Uma Reif/LS)", "A crane at Velm.", "Uma Reif/LS", ""),
        ("A crane at Velm. Uma Reif via Getty Images", "A crane at Velm.", "Uma Reif via Getty Images", ""),
        ("Ein Kran. Foto: Uma Reif/dpa", "Ein Kran.", "Uma Reif/dpa", ""),
    ],
)
def test_captions(text: str, caption: str, credit: str, before: str) -> None:
    found = caption_in(text)
    assert found
    assert (found.text, found.credit, text[: found.before]) == (caption, credit, before)


@pytest.mark.parametrize(
    "text",
    [
        "The crane fell. It was a Velm/Osby model.",
        "The budget.The council did not reply to questions.",
        "He read TCP/IP and and/or texts.",
        "She said no. “Never,” she said.",
        "Velm/Osby",
    ],
)
def test_paragraphs_that_are_no_captions(text: str) -> None:
    assert caption_in(text) is None


def test_the_caption_of_a_figure_is_parted_from_its_credit() -> None:
    assert parted_caption("The crane Photograph: Uma Reif")[:2] == ("The crane", "Uma Reif")
    assert parted_caption("The crane (Photo: Uma Reif)")[:2] == ("The crane", "Uma Reif")
    assert parted_caption("The crane at Velm")[:2] == ("The crane at Velm", "")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Reporting by Uma Reif and Ina Quist; Editing by Pia Marsh", "Author Uma Reif Ina Quist|Editor Pia Marsh"),
        ("(Reporting by Uma Reif in Velm; editing by Pia Marsh)", "Author Uma Reif|Editor Pia Marsh"),
        (
            "Reporting by Uma Reif; Writing by Bo Dahl; Editing by Al Ost",
            "Author Uma Reif|Writer Bo Dahl|Editor Al Ost",
        ),
        ("Additional reporting by Uma Reif in Velm and Bo Dahl in Osby", "Author Uma Reif Bo Dahl"),
        ("Reporting and writing by Uma Reif", "Author Uma Reif"),
        ("Uma Reif and Bo Dahl contributed reporting.", "Author Uma Reif Bo Dahl"),
        ("Uma al-Reif contributed to this report.", "Author Uma al-Reif"),
        ("The Upland Press contributed.", "Contributing organisation The Upland Press"),
        ("Uma Reif reported from Velm; Bo Dahl from Osby.", "Author Uma Reif Bo Dahl"),
        ("Uma Reif, Bo Dahl and Al Ost reported from Velm.", "Author Uma Reif Bo Dahl Al Ost"),
        ("Write to Uma Reif at u@ls.example and Bo Dahl at b@ls.example", "Author Uma Reif Bo Dahl"),
        ("Bericht von Uma Reif; Redigiert von Pia Marsh", "Author Uma Reif|Editor Pia Marsh"),
        ("Reportage de Luc Baret, édité par Anne Vial", "Author Luc Baret|Editor Anne Vial"),
        ("Mitarbeit: Uma Reif", "Author Uma Reif"),
        ("The rain contributed to the fall of the crane.", ""),
        ("He reported from the roof that it was gone.", ""),
        ("The report by the office was late.", ""),
        ("Write to us.", ""),
    ],
)
def test_lines_about_makers(text: str, named: str) -> None:
    found = end_line_of(text)
    assert "|".join(f"{one.role} {' '.join(one.names)}" for one in found.named) == named if found else not named


@pytest.mark.parametrize(
    ("text", "names", "date"),
    [
        ("By Uma Reif and Bo Dahl", ("Uma Reif", "Bo Dahl"), ""),
        ("By Uma Reif, 12 May 2003", ("Uma Reif",), "12 May 2003"),
        ("Von Uma Reif", ("Uma Reif",), ""),
        ("By Uma Reif | May 4, 2020", ("Uma Reif",), "May 4, 2020"),
    ],
)
def test_bylines(text: str, names: tuple[str, ...], date: str) -> None:
    found = byline_of(text)
    assert found
    assert (found.names, found.date) == (names, date)


def test_a_sentence_is_no_byline() -> None:
    assert byline_of("By the time she came, it had fallen.") is None
    assert byline_of("By and by") is None


def test_names_in_brackets_and_places_are_left_out() -> None:
    assert names_in("Uma Reif (Velm), Bo Dahl in Osby & Al Ost") == ("Uma Reif", "Bo Dahl", "Al Ost")


@pytest.mark.parametrize(
    "text",
    [
        "Our Standards: The Lodestar Principles.",
        "Read More",
        "Download the Lodestar app for breaking news",
        "Advertisement",
        "Sign up for our newsletter",
        "Leave a comment",
        "All rights reserved.",
    ],
)
def test_lines_that_a_page_adds(text: str) -> None:
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    "text", ["Read more books, she said.", "The advertisement fell.", "Save the crane!", "Get up."]
)
def test_sentences_are_not_taken_for_lines_that_a_page_adds(text: str) -> None:
    assert not is_boilerplate(text)


@pytest.mark.parametrize(
    ("text", "owner", "year"),
    [
        (
            "Copyright ©2019 Meridian & Company, Inc. All Rights Reserved. 0123456789abcdef0123",
            "Meridian & Company",
            "2019",
        ),
        ("© 2012–2014 Lodestar GmbH", "Lodestar", "2014"),
        ("© Lodestar 2020", "Lodestar", "2020"),
        ("(c) Copyright Velm Courier 2018", "Velm Courier", "2018"),
        ("Copyright 2020 The Upland Press. All rights reserved. Do not copy it.", "The Upland Press", "2020"),
    ],
)
def test_copyright_lines(text: str, owner: str, year: str) -> None:
    assert copyright_of(text) == (owner, year)


def test_publishers_are_guessed_with_their_reasons() -> None:
    assert app_owner("Download the Lodestar News app for more") == "Lodestar News"
    assert first_publisher("This article was originally published by Lodestar.") == "Lodestar"
    text = guesses_in_text(
        ["An official told Lodestar News that no. Velm Times had previously reported it.", "He told Ann."]
    )
    assert [guess.name for guess in text] == ["Lodestar News", "Velm Times"]
    best = best_guess([*text, Guess("Lodestar", "dateline", "the dateline names it")])
    assert best
    assert best.name == "Lodestar"
    assert "“Velm Times”" in best.why
    assert best_guess([]) is None


def test_a_dateline_in_elements_is_cut_with_them() -> None:
    block = Block("text", ("VELM (LS) – A crane fell.",), "<b>VELM</b> (<i>LS</i>) – A <em>crane</em> fell.")
    assert news_of([block]).html == "<p>A <em>crane</em> fell.</p>"
    assert with_text_from(block, 0, 9).html == "<b>VELM</b> (<i>LS</i>)"


def test_a_list_of_links_at_the_head_is_no_list_of_key_points() -> None:
    links = Block("list", ("One",), '<ul><li><a href="#a">One</a></li></ul>')
    assert not news_of([links, text_block(["Text."])]).key_points


def test_short_lines_become_heads_only_between_paragraphs() -> None:
    lines = ["Text one.", "What it means", "Text two.", "The end"]
    assert [block.kind for block in news_of([text_block([line]) for line in lines]).blocks] == [
        "text",
        "head",
        "text",
        "text",
    ]


@pytest.mark.parametrize("reading", [caption_in, dateline_of, end_line_of, byline_of, copyright_of, is_boilerplate])
@pytest.mark.parametrize(
    "text", ["A-" * 999 + "/A", "A " * 999 + "/ A", "A. " * 660 + "A/A", "By " + "A, " * 660, "©" * 1999]
)
def test_hostile_lines_take_no_time(reading: Callable[[str], object], text: str) -> None:
    start = time.perf_counter()
    for length in (190, 310, 390, 890, 1999):
        reading(text[:length])
    assert time.perf_counter() - start < 1
