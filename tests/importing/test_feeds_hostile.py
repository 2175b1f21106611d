"""Feeds that are damaged or hostile: refused or harmless, each with a message."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from feed_items import article, articles, html, notes, rss, said, source
from imports import OPTIONS

from tagarchive.core.errors import Problem, SiteError
from tagarchive.importing.feeds import reader
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Item, Noted, Remarked, Skipped


def refusal(feed: str | bytes) -> Problem:
    with pytest.raises(SiteError) as caught:
        articles(feed)
    (problem,) = caught.value.problems
    assert problem.code == "damaged-input"
    return problem


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "subset",
    [
        f'<!ENTITY e0 "lol">{BOMB}',
        '<!ENTITY e9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;',
        '<!ENTITY e9 "harmless">',
    ],
)
def test_entities_that_a_feed_declares_are_refused(subset: str) -> None:
    problem = refusal(f"<!DOCTYPE rss [{subset}]>{rss('<item><title>&e9;</title></item>')}")
    assert "entity declarations" in problem.message
    assert problem.hint


def test_entities_that_a_feed_does_not_declare_are_those_of_html() -> None:
    item = article(rss("<item><title>Caf&eacute; &amp; bar &nope;</title></item>"))
    assert item.matter["title"] == "Café & bar &nope;"


FAULTS = {
    "<title>a & b</title>": "a & b",
    "<title>a&nbsp;b</title>": "a b",
    "<title>a\x08b</title>": "ab",
    "<title>a ]]> b</title>": "a ]]> b",
    "<title>a <b>c</title>": "a c",
    "<undeclared:x>1</undeclared:x><title>a</title>": "a",
}


@pytest.mark.parametrize(("inner", "title"), FAULTS.items())
def test_what_is_whole_in_a_feed_with_faults_is_read_and_the_line_said(inner: str, title: str) -> None:
    feed = rss(f"\n<item>{inner}</item>\n<item><title>Next</title></item>")
    assert {str(item.matter["title"]) for item in articles(feed)} == {title, "Next"}
    note = notes(feed)[0]
    assert isinstance(note, Noted)
    assert "not well-formed" in note.text
    assert note.line == 2


def test_spaces_before_the_declaration_are_a_fault_that_is_mended() -> None:
    feed = '\n\n <?xml version="1.0" encoding="UTF-8"?>' + rss("<item><title>a</title></item>")
    assert article(feed).matter["title"] == "a"
    assert notes(feed)


def test_bytes_of_another_encoding_are_a_fault_that_is_mended() -> None:
    feed = b'<?xml version="1.0" encoding="utf-8"?>' + rss("<item><title>Caf\xe9 \x93a\x94</title></item>").encode(
        "latin-1"
    )
    assert article(feed).matter["title"] == "Café “a”"


def test_a_prefix_without_a_declaration_is_understood() -> None:
    feed = "<rss version='2.0'><channel><item><title>a</title><dc:creator>Bo Ek</dc:creator>"
    feed += "<content:encoded>&lt;p&gt;T.&lt;/p&gt;</content:encoded></item></channel></rss>"
    item = article(feed)
    assert html(item) == "<p>T.</p>"
    assert str(item.matter).count("Bo Ek") == 1


def test_an_entry_in_which_a_feed_breaks_off_is_left_out() -> None:
    feed = rss("<item><title>whole</title></item><item><title>cut</title><description>Half a")
    feed = feed[: feed.index("Half a") + 6]
    assert [item.matter["title"] for item in articles(feed)] == ["whole"]
    assert notes(feed)


@pytest.mark.parametrize("feed", ["", "no feed at all", "<rss>", "<rss><channel><item><title>cut", "<opml/>", "<rss/"])
def test_what_holds_no_feed_is_refused(feed: str) -> None:
    assert refusal(feed)


def test_a_page_is_refused_with_the_feed_that_it_names() -> None:
    page = (
        '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2"></head>'
        "<body>News</body></html>"
    )
    assert "web page" in refusal(page).message
    assert refusal(page).hint == "the page names a feed: /feed?a=1&b=2"


def test_elements_nested_without_end_are_refused() -> None:
    assert refusal(rss(f"<item><description>{'<x>' * 50_000}</description></item>"))


def test_html_nested_without_end_harms_nothing() -> None:
    text = "&lt;div&gt;" * 20_000
    assert article(rss(f"<item><title>a</title><description>{text}</description></item>"))


def test_addresses_that_run_scripts_are_no_originals() -> None:
    item = article(rss("<item><title>a</title><link>javascript:alert(1)</link></item>"))
    assert "javascript" not in str(item.matter["source"])
    assert "no web address" in said(item)


@pytest.mark.parametrize(
    "head", ["<?x " * 1000, "<!-- -->" * 500, "<!DOCTYPE a [" * 300, "<!---->" * 500 + "<x>", " " * 4096]
)
def test_a_head_of_any_form_is_looked_at_quickly(tmp_path: Path, head: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(head, "utf-8")
    start = time.process_time()
    assert not reader.recognises(files_at(file))
    assert time.process_time() - start < 1


def test_feeds_are_recognised_and_other_xml_is_not(tmp_path: Path) -> None:
    texts = {
        rss(""): True,
        "<?xml version='1.0'?><!-- a --><?xml-stylesheet href='x'?>\n<feed xmlns='http://www.w3.org/2005/Atom'/>": True,
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/'/>": True,
        '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}': True,
        "<rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'/>": False,
        "<rss><channel xmlns:wp='http://wordpress.org/export/1.2/'>": False,
        '{"items": []}': False,
        "<html><feed>": False,
        "<feeds>": False,
    }
    for text, expected in texts.items():
        file = tmp_path / "feed.xml"
        file.write_text(text, "utf-8")
        assert reader.recognises(files_at(file)) is expected, text


def test_a_folder_of_feeds_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for number in (2, 1):
        (tmp_path / f"{number}.xml").write_text(rss(f"<item><title>{number}</title></item>"), "utf-8")
    (tmp_path / "x.txt").write_text("other", "utf-8")
    found = list(reader.found(files_at(tmp_path), OPTIONS))
    assert [one.matter["title"] for one in found if isinstance(one, Item)] == ["1", "2"]
    assert [one.origin for one in found if isinstance(one, Skipped)] == ["x.txt"]


def test_documents_of_a_feed_that_lie_beside_it_are_not_missed(tmp_path: Path) -> None:
    link = '<atom:link rel="{}" href="https://quarry.example/{}.xml"/>'
    newest = rss("<item><title>2</title></item>", link.format("self", 2) + link.format("prev-archive", 1))
    (tmp_path / "2.xml").write_text(newest, "utf-8")
    (tmp_path / "1.xml").write_text(rss("<item><title>1</title></item>", link.format("self", 1)), "utf-8")
    found = list(reader.found(files_at(tmp_path), OPTIONS))
    assert not [one for one in found if isinstance(one, Remarked)]


def test_an_archived_document_belongs_to_the_feed_that_is_current() -> None:
    link = '<atom:link rel="{}" href="https://quarry.example/{}"/>'
    feed = rss("<item><title>1</title></item>", link.format("self", "1.xml") + link.format("current", "rss"))
    assert source(article(feed))["feed"] == "https://quarry.example/rss"
    assert "https://quarry.example/rss (current)" in str(notes(feed))


def test_one_damaged_feed_of_a_folder_stops_the_import_before_the_first_article(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_text(rss("<item><title>1</title></item>"), "utf-8")
    (tmp_path / "2.xml").write_text("<rss><channel>", "utf-8")
    with pytest.raises(SiteError):
        next(reader.found(files_at(tmp_path), OPTIONS))


def test_names_and_addresses_that_lead_out_stay_text() -> None:
    item = article(rss("<item><title>../../etc/passwd</title><link>https://quarry.example/../../x</link></item>"))
    assert item.name == ""
    assert source(item)["name"] == "Quarry Post"
