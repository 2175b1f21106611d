"""Bookmarks: links in folders, with notes, tags and dates of several programs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import Site, examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import OPTIONS, imported
from inputs import Read, read, recognises, written

from tagarchive.core.errors import SiteError
from tagarchive.importing.collected.bookmark_list import bookmark_list
from tagarchive.importing.inputs.items import Html

HEAD = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META CHARSET='UTF-8'><TITLE>B</TITLE>\n<H1>Menu</H1>\n"
LINK = '<DT><A HREF="https://pier.example/{0}" ADD_DATE="1700000000"{1}>Title {0}</A>\n'


def bookmarks(folder: Path, text: str, *, folders: bool = False, separator: str = "") -> Read:
    path = written(folder, {"b.html": f"{HEAD}<DL><p>\n{text}\n</DL><p>\n"})
    return read("bookmarks", path, OPTIONS._replace(folders_as_tags=folders, separator=separator))


def test_a_bookmark_is_a_clipping_whose_day_of_saving_is_no_date_of_publication(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, LINK.format("a", ' TAGS="oil, price of oil" ICON="data:image/png;base64,AA=="'))
    assert found.source == {
        "name": "pier.example",
        "url": "https://pier.example/a",
        "retrieved": "2023-11-14T22:13:20+00:00",
        "republish": "link",
    }
    assert found.matter["date"] == found.source["retrieved"]
    assert found.matter["tags"] == ["oil", "price of oil"]
    assert {"date", "source.name"} <= found.guesses().keys()
    assert "base64" not in str(found)


@pytest.mark.parametrize("moment", ["1700000000", "1700000000000", "1700000000000000", "2023-11-14T22:13:20Z"])
def test_moments_are_seconds_or_parts_of_them_or_dates(tmp_path: Path, moment: str) -> None:
    found = bookmarks(tmp_path, f'<DT><A HREF="https://pier.example/" ADD_DATE="{moment}">T</A>')
    assert found.source["retrieved"] == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize("moment", ["0", "", "x", "-1", "13340000000000000000", "9000000000"])
def test_what_is_no_moment_of_the_past_is_said_and_the_day_of_the_import_stands_in(tmp_path: Path, moment: str) -> None:
    found = bookmarks(tmp_path, f'<DT><A HREF="https://pier.example/" ADD_DATE="{moment}">T</A>')
    assert "retrieved" not in found.source
    assert found.matter["date"] == "2026-01-01"
    assert "the day of the import" in found.guesses()["date"]


def test_notes_are_plain_text_and_the_marks_of_linkding_are_not_part_of_them(tmp_path: Path) -> None:
    note = "<DD>One &lt;b&gt;\ntwo *x*.[linkding-notes]Mine[/linkding-notes]\n"
    found = bookmarks(tmp_path, LINK.format("a", "") + note + LINK.format("b", ""))
    assert found.items[0].text == Html("<p>One &lt;b&gt;<br>two *x*.</p><p>Mine</p>")
    assert found.items[1].text is None
    assert found.items[0].matter["source"]["republish"] == "link"  # type: ignore[index, call-overload]


def test_a_link_in_a_note_is_no_bookmark(tmp_path: Path) -> None:
    note = 'See <a href="https://other.example/">the other</a> page.'
    found = bookmarks(tmp_path, f"{LINK.format('a', '')}<DD>{note}\n{LINK.format('b', '')}")
    assert [item.matter["title"] for item in found.items] == ["Title a", "Title b"]
    assert found.items[0].text == Html("<p>See the other page.</p>")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "about:blank", "place:sort=8", "file:///a/b", "data:,x", "mailto:ann@pier.example", ""],
)
def test_what_is_no_page_of_the_web_is_skipped_with_the_reason(tmp_path: Path, url: str) -> None:
    found = bookmarks(tmp_path, f'<DT><A HREF="{url}">Thing</A>\n{LINK.format("a", "")}')
    assert len(found.items) == 1
    assert found.skipped[0].reason.startswith("not a web page: ")
    assert "Thing" in found.skipped[0].reason
    assert found.skipped[0].line == 5


def test_logins_in_addresses_reach_nothing(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, '<DT><A HREF="https://ida:secret@pier.example/a">T</A>')
    assert found.source["url"] == "https://pier.example/a"
    assert "secret" not in str(found)
    assert "a login in the address is left out" in found.notes()


def test_what_is_private_is_a_draft(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, LINK.format("a", ' PRIVATE="1" TOREAD="1"') + LINK.format("b", ' PRIVATE="0"'))
    assert [item.matter.get("draft") for item in found.items] == [True, None]
    assert ("reading state", "1 marked to be read") in found.lost()


def test_tags_without_a_comma_are_one_tag_unless_a_separator_is_told(tmp_path: Path) -> None:
    link = LINK.format("a", ' TAGS="oil price"')
    found = bookmarks(tmp_path, link)
    assert found.matter["tags"] == ["oil price"]
    assert any("one tag" in note for note in found.notes())
    assert bookmarks(tmp_path, link, separator=" ").matter["tags"] == ["oil", "price"]


NESTED = f"""<DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bar</H3><DL><p>
<DT><H3>Piers</H3><DD>All piers.
<DL><p>{LINK.format("a", ' TAGS="oil"')}</DL><p>{LINK.format("b", "")}</DL><p>{LINK.format("c", "")}"""


def test_folders_become_tags_on_request(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, NESTED, folders=True)
    articles = [item for item in found.items if item.type == "article"]
    assert [item.matter.get("tags") for item in articles] == [["oil", "Piers"], ["Bar"], None]
    tags = [item for item in found.items if item.type == "tag"]
    assert [(item.matter, item.text) for item in tags] == [
        ({"name": "Piers", "parent": ["Bar"]}, Html("<p>All piers.</p>"))
    ]


def test_folders_that_stay_behind_are_said(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, NESTED)
    assert found.items[0].matter["tags"] == ["oil"]
    assert ("folder", "Bar, Piers") in found.lost()


def test_folders_that_are_in_each_other_make_no_circle_of_parents(tmp_path: Path, site: Site) -> None:
    def inside(outer: str, inner: str, name: str) -> str:
        lower = f"<DT><H3>{inner}</H3><DL><p>{LINK.format(name, '')}</DL>"
        return f"<DT><H3>{outer}</H3><DL><p>{LINK.format(name + 'o', '')}{lower}</DL>"

    text = inside("A", "B", "x") + inside("B", "A", "y") + inside("C", "c", "z")
    found = bookmarks(tmp_path, text, folders=True)
    assert [what for what, _ in found.lost()] == ["folder", "folder"]
    imported(site.root, *found.items)
    assert site.build()


def test_lists_of_pocket_and_instapaper_in_html_are_read(tmp_path: Path) -> None:
    text = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        '<li><a href="https://pier.example/a" time_added="1700000000" tags="oil,sea">A</a></li>'
        '<li><a href="https://pier.example/b" time_added="1700000000" tags="">B</a></li></ul>'
        "<h1>Read Archive</h1><ul></ul></body></html>"
    )
    path = written(tmp_path, {"ril_export.html": text})
    assert recognises("bookmarks", path)
    found = read("bookmarks", path)
    assert [item.matter.get("tags") for item in found.items] == [["oil", "sea"], None]


def test_a_note_of_shaarli_without_an_original_is_an_article_of_its_own(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, '<DT><A HREF="/shaare/AbC-1" ADD_DATE="1700000000">Mine</A>\n<DD>Words.')
    assert "source" not in found.matter
    assert found.text == "<p>Words.</p>"


def test_addresses_in_web_archives_lead_to_their_originals(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20240102030405id_/http://pier.example:80/a"
    found = bookmarks(tmp_path, f'<DT><A HREF="{copy}">T</A>')
    assert (found.source["url"], found.source["archive_url"]) == ("http://pier.example/a", copy)
    assert "archived copy" in found.guesses()["source.url"]


def test_a_page_in_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    text = HEAD.replace("UTF-8", "iso-8859-2") + '<DL><DT><A HREF="https://pier.example/a">Łódź</A></DL>'
    found = read("bookmarks", written(tmp_path, {"b.html": text.encode("iso-8859-2")}))
    assert found.matter["title"] == "Łódź"
    assert any("iso8859-2" in note for note in found.notes())


def test_deep_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="more than 500 levels"):
        bookmarks(tmp_path, "<DL><p>" * 100_000)


@pytest.mark.parametrize("part", ["<DT><A HREF='x'>", "<DD>", "<", "<a ", "<!--", "</DL>", "&#", '<A HREF="', "<H3>"])
def test_endless_parts_are_read_in_time(part: str) -> None:
    start = time.process_time()
    bookmark_list(part * 30_000, "b.html")
    assert time.process_time() - start < 10


def test_a_line_of_many_megabytes_is_read(tmp_path: Path) -> None:
    found = bookmarks(tmp_path, f'<DT><A HREF="https://pier.example/{"x" * 3_000_000}" TAGS="{"y," * 1000}">T</A>')
    assert len(found.items) == 1


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "<DT>",
                "<DD>",
                "<DL><p>",
                "</DL>",
                "<H3>f</H3>",
                '<A HREF="https://x.example/1">',
                "</A>",
                "word ",
                "<HR>",
                "&lt;",
                "<p>",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_elements_gives_each_link_once(parts: list[str]) -> None:
    found = bookmark_list(HEAD + "".join(parts), "b.html")
    in_notes = parts.count("<DD>")
    links = parts.count('<A HREF="https://x.example/1">')
    assert links - links * bool(in_notes) <= len(found.bookmarks) <= links


def test_lists_are_recognised_by_their_first_line(tmp_path: Path) -> None:
    assert recognises("bookmarks", written(tmp_path / "1", {"b.html": HEAD}))
    assert not recognises("bookmarks", written(tmp_path / "2", {"b.html": "<!DOCTYPE html><p>x"}))
