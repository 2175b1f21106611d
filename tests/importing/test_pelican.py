"""Pelican: metadata in both kinds of text, settings that are never run, addresses and links."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from imports import OPTIONS
from read_sites import Read, is_markdown, read

from tagarchive.importing.generators.pelican import reader as pelican
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Html, Noted

CONF = 'AUTHOR = "The mill"\nSITEURL = "https://mill.example"\nPATH = "content"\nTIMEZONE = "Asia/Tokyo"\n'
POST = "Title: A mill\nDate: 2020-05-06 10:00\n\nWords.\n"


def site(folder: Path, files: Mapping[str, str | bytes], conf: str = CONF) -> Read:
    return read(pelican, folder, {"pelicanconf.py": conf, **files})


def post(folder: Path, text: str, conf: str = CONF, name: str = "content/a.md") -> Read:
    return site(folder, {name: text}, conf)


def test_lines_above_markdown_become_front_matter(tmp_path: Path) -> None:
    text = (
        "Title: A &amp; B: the mill\nDate: 2020-05-06 10:00\nModified: 2020-06-07\nCategory: Grain\n"
        "Tags: flour,  Old Mills,flour\nSlug: the-mill\nAuthors: Una Grist, Bo Quern\nSummary: One *long*\n"
        "    line.\nlang: ja\nOdd_key: kept\nTemplate: wide\n\nWords.\n"
    )
    found = post(tmp_path, text)
    assert found.matter("content/a.md") == {
        "title": "A & B: the mill",
        "date": "2020-05-06T10:00:00+09:00",
        "updated": "2020-06-07",
        "summary": "One long line.",
        "lang": "ja",
        "tags": ["flour", "Old Mills", "Grain"],
        "authors": ["Una Grist", "Bo Quern"],
        "aliases": ["/the-mill.html", "/the-mill-ja.html"],
        "extra": {"odd_key": "kept"},
    }
    item = found.items["content/a.md"]
    assert (item.name, item.base, item.key) == ("the-mill", "https://mill.example/the-mill.html", "content/a.md")
    assert is_markdown(item, "default")
    assert found.text("content/a.md") == "Words.\n"


def test_fields_of_rest_become_front_matter_and_semicolons_divide(tmp_path: Path) -> None:
    fields = ":date: 2020-05-06\n:tags: flour, white; rye\n:authors: Grist, Una; Bo Quern\n:summary: *Hm*.\n"
    text = f"A mill\n######\n\n{fields}\nWords.\n"
    found = post(tmp_path, text, name="content/vale/a.rst")
    matter = found.matter("content/vale/a.rst")
    assert matter["title"] == "A mill"
    assert matter["tags"] == ["flour, white", "rye", "vale"]
    assert matter["authors"] == ["Una Grist", "Bo Quern"]
    assert "family name" in found.guessed("content/vale/a.rst")["authors"]
    assert found.items["content/vale/a.rst"].text == Html("<p>Words.</p>\n")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("---\ntitle: A\ndate: 2020-01-02\ntags: [x, 'y: z']\n---\nWords.\n", ["x", "y: z"]),
        ("---\nTitle: A\nDate: 2020-01-02\nTags: x, y\n---\nWords.\n", ["x", "y"]),
        ("Title: A\nDate: 2020-01-02\nTags: x\n    y, z\n\nWords.\n", ["x", "y, z"]),
        ("title: A\ndate: 2020-01-02\nkeywords: x\n\nWords.\n", ["x"]),
        ("\ufeffTitle: A\r\nDate: 2020-01-02\r\nTags: x\r\n\r\nWords.\r\n", ["x"]),
    ],
)
def test_other_forms_of_metadata(tmp_path: Path, text: str, tags: list[str]) -> None:
    found = post(tmp_path, text)
    assert found.matter("content/a.md")["tags"] == tags
    assert found.text("content/a.md").strip() == "Words."


@pytest.mark.parametrize(
    ("status", "draft"), [("draft", True), ("hidden", True), ("published", False), ("Draft", True)]
)
def test_states(tmp_path: Path, status: str, draft: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    found = post(tmp_path, f"Status: {status}\n{POST}")
    assert found.matter("content/a.md").get("draft", False) is draft
    assert draft == bool(found.noted("content/a.md"))


def test_a_text_to_be_skipped_is_skipped(tmp_path: Path) -> None:
    assert "skip" in post(tmp_path, f"Status: skip\n{POST}").skipped["content/a.md"]


def test_drafts_have_the_address_of_drafts(tmp_path: Path) -> None:
    assert post(tmp_path, f"Status: draft\n{POST}").matter("content/a.md")["aliases"] == ["/drafts/a-mill.html"]


@pytest.mark.parametrize(
    ("conf", "alias"),
    [
        ("", ["/a-mill.html"]),
        ('ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"\n', ["/2020/05/a-mill/"]),
        ('ARTICLE_URL = "{category}/{slug}/"\nARTICLE_SAVE_AS = "{category}/{slug}/index.html"\n', ["/vale/a-mill/"]),
        ('ARTICLE_SAVE_AS = "x/{slug}.html"\n', ["/a-mill.html", "/x/a-mill.html"]),
        ('ARTICLE_URL = "{author}/{slug}.html"\n', ["/the-mill/a-mill.html"]),
        ('SLUGIFY_SOURCE = "basename"\n', ["/a.html"]),
        ('SITEURL = "https://mill.example/log/"\n', ["/log/a-mill.html"]),
        ('ARTICLE_URL = "{date:%B}/{slug}"\n', []),
        ('ARTICLE_URL = "{slug:>9999999999}.html"\n', ["/a-mill.html"]),
        ('ARTICLE_URL = "{date.__class__}"\n', []),
        ('ARTICLE_URL = "{unknown}/{slug}"\n', []),
    ],
)
def test_addresses_follow_the_patterns_of_the_settings(tmp_path: Path, conf: str, alias: list[str]) -> None:
    found = post(tmp_path, POST, CONF + conf, "content/vale/a.md")
    assert found.matter("content/vale/a.md").get("aliases", []) == alias


@pytest.mark.parametrize("line", ["url: old/place/", "save_as: old/place/index.html"])
def test_a_text_may_name_its_address(tmp_path: Path, line: str) -> None:
    assert post(tmp_path, f"{line}\n{POST}").matter("content/a.md")["aliases"] == ["/old/place/"]


def test_settings_are_never_run_and_what_is_no_literal_is_said(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    conf = f"import os\nopen({str(mark)!r}, 'w').close()\nAUTHOR = os.environ['USER']\nTIMEZONE = 'Asia/' + 'Tokyo'\n"
    found = post(tmp_path, POST, conf, "a.md")
    assert not mark.exists()
    assert "authors" not in found.matter("a.md")
    assert [(one.remark.line, one.remark.text.split()[0]) for one in found.said if isinstance(one.remark, Noted)] == [
        (4, "TIMEZONE"),
        (3, "AUTHOR"),
        (0, "no"),
    ]


@pytest.mark.parametrize("conf", ["AUTHOR = (\n", "\0", "x = " + "(" * 3000, "\\", "AUTHOR = '\\d'\n"])
def test_settings_that_are_no_python_leave_the_defaults(tmp_path: Path, conf: str) -> None:
    found = site(tmp_path, {"a.md": POST}, conf)
    assert found.matter("a.md")["aliases"] == ["/a-mill.html"]


def test_without_settings_the_defaults_hold_and_are_said(tmp_path: Path) -> None:
    found = read(
        pelican, tmp_path, {"a.md": POST, "vale/b.md": POST.replace("A mill", "B"), "pages/c.md": "Title: C\n\nx"}
    )
    assert [(item.type, item.matter["title"]) for item in found.items.values()] == [
        ("article", "A mill"),
        ("page", "C"),
        ("article", "B"),
    ]
    assert found.matter("a.md")["date"] == "2020-05-06T10:00:00+00:00"
    assert "zone" in found.guessed("a.md")["date"]
    assert "aliases" in found.guessed("a.md")
    assert found.matter("vale/b.md")["tags"] == ["vale"]
    assert "tags" not in found.matter("a.md")


def test_pages_have_no_date_and_no_tags(tmp_path: Path) -> None:
    found = post(tmp_path, "Title: Who\nSlug: us\nDate: 2020-01-01\nTags: x\n\nWe.\n", name="content/pages/us.md")
    item = found.items["content/pages/us.md"]
    assert (item.type, item.name) == ("page", "us")
    assert item.matter == {"title": "Who", "aliases": ["/pages/us.html"]}


def test_folders_of_articles_and_pages_come_from_the_settings(tmp_path: Path) -> None:
    conf = CONF + 'ARTICLE_PATHS = ["log"]\nPAGE_PATHS = ["info", "help"]\nARTICLE_EXCLUDES = ["log/old"]\n'
    names = ["log/a.md", "help/b.md", "else/c.md", "log/old/d.md", "log/.hidden.md"]
    found = site(tmp_path, {f"content/{name}": POST for name in names} | {"README.md": "x"}, conf)
    assert {name: item.type for name, item in found.items.items()} == {
        "content/log/a.md": "article",
        "content/help/b.md": "page",
    }
    assert sorted(found.skipped) == [
        "README.md",
        "content/else/c.md",
        "content/log/.hidden.md",
        "content/log/old/d.md",
        "pelicanconf.py",
    ]


def test_a_default_author_and_category_only_fill_gaps(tmp_path: Path) -> None:
    conf = CONF + 'DEFAULT_CATEGORY = "News"\nUSE_FOLDER_AS_CATEGORY = False\n'
    found = site(tmp_path, {"content/v/a.md": POST, "content/b.md": f"Author: Una\nCategory: Own\n{POST}"}, conf)
    assert (found.matter("content/v/a.md")["authors"], found.matter("content/v/a.md")["tags"]) == (
        ["The mill"],
        ["News"],
    )
    assert (found.matter("content/b.md")["authors"], found.matter("content/b.md")["tags"]) == (["Una"], ["Own"])


def test_categories_may_be_parents_or_ignored(tmp_path: Path) -> None:
    files = {"content/a.md": f"Category: Own\nTags: x\n{POST}"}
    found = read(pelican, tmp_path, files, OPTIONS._replace(categories="parents"))
    assert found.matter("content/a.md")["tags"] == ["x"]
    assert found.matter("tag x") == {"name": "x", "parent": ["Own"]}
    found = read(pelican, tmp_path, files, OPTIONS._replace(categories="ignore"))
    assert found.matter("content/a.md")["extra"] == {"category": "Own"}


@pytest.mark.parametrize(
    ("pattern", "name", "date"),
    [
        ("", "2019-04-05-x", "2019-04-05"),
        (r"FILENAME_METADATA = '(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.*)'", "2019-04-05_y", "2019-04-05"),
        (r"FILENAME_METADATA = '(?P<date>(\d+)+)$'", "2019-04-05-x", "2019-04-05"),
        (r"FILENAME_METADATA = '(?P<date'", "2019-04-05-x", "2019-04-05"),
    ],
)
def test_names_of_files_say_the_date(tmp_path: Path, pattern: str, name: str, date: str) -> None:
    found = post(tmp_path, "Title: A\n\nx\n", f"{CONF}{pattern}\n", f"content/{name}.md")
    assert found.matter(f"content/{name}.md")["date"] == date


def test_a_text_without_title_and_date_says_what_stands_in(tmp_path: Path) -> None:
    found = post(tmp_path, "Just words.\n", name="content/old_mill-race.md")
    matter = found.matter("content/old_mill-race.md")
    assert (matter["title"], matter["date"], matter["draft"]) == ("Old mill race", "2026-01-01", True)
    assert found.guessed("content/old_mill-race.md").keys() == {"title", "date"}
    assert found.items["content/old_mill-race.md"].stand_ins == {"date"}


LINKS = [
    ("[x]({filename}b.rst)", "[x](origin:content/v/b.rst)"),
    ("[x]({filename}/c.md#deep)", "[x](origin:content/c.md#deep)"),
    ("[x]({filename}../c.md)", "[x](origin:content/c.md)"),
    ("[x](|filename|/c.md)", "[x](origin:content/c.md)"),
    ("[x](../c.md)", "[x](origin:content/c.md)"),
    ("![x]({static}/images/i%20j.png)", "![x]({static}content/images/i%20j.png)"),
    ("![x]({attach}i.png)", "![x]({static}content/v/i.png)"),
    ("![x](|static|/images/i.png)", "![x]({static}content/images/i.png)"),
    ("[x]({filename}/images/i.png)", "[x]({static}content/images/i.png)"),
    ("[x]({category}Old Mills)", "[x]({category}Old Mills)"),
    ("[x](<{category}Old Mills>)", "[x](site:/tag/old-mills/)"),
    ("[x]({tag}c%2B%2B)", "[x](site:/tag/c/)"),
    ("[x]({author}Una)", "[x](site:/author/una/)"),
    ("[x]({index})", "[x](site:/)"),
    ('<a href="{filename}/c.md">x</a>', '<a href="origin:content/c.md">x</a>'),
    ("[r]: {filename}/c.md", "[r]: origin:content/c.md"),
    ("`[x]({filename}/c.md)`", "`[x]({filename}/c.md)`"),
    ("[x](https://a.example/{filename})", "[x](https://a.example/{filename})"),
]


@pytest.mark.parametrize(("written", "led"), LINKS)
def test_links_lead_to_texts_files_and_tags(tmp_path: Path, written: str, led: str) -> None:
    files: dict[str, str | bytes] = {
        "content/v/a.md": f"{POST}\n{written}\n",
        "content/v/b.rst": "B\n=\n",
        "content/c.md": POST,
    }
    assert site(tmp_path, files).text("content/v/a.md").endswith(f"\n{led}\n")


def test_links_in_rest_lead_to_texts_too(tmp_path: Path) -> None:
    text = "A\n=\n\n:date: 2020-01-02\n\n`x <{filename}c.md>`_ `y <|filename|/c.md#z>`_\n\n.. image:: {static}/i.png\n"
    found = site(tmp_path, {"content/a.rst": text, "content/c.md": POST, "content/i.png": b"x"})
    html = found.text("content/a.rst")
    assert '<a href="origin:content/c.md">x</a>' in html
    assert '<a href="origin:content/c.md#z">y</a>' in html
    assert found.media("content/a.rst", "{static}content/i.png") == "content/i.png"


def test_files_come_along_or_are_missing(tmp_path: Path) -> None:
    found = site(tmp_path, {"content/v/a.md": POST, "content/images/i j.png": b"x", "content/v/k.pdf": b"x"})
    name = "content/v/a.md"
    assert found.media(name, "{static}content/images/i%20j.png") == "content/images/i j.png"
    assert found.media(name, "https://mill.example/images/i%20j.png") == "content/images/i j.png"
    assert found.media(name, "k.pdf") == "content/v/k.pdf"
    assert found.media(name, "{static}content/gone.png") == "missing content/gone.png"
    assert found.media(name, "{static}../../etc/passwd").startswith("missing")
    assert not found.media(name, "https://other.example/images/i%20j.png")
    assert not found.media(name, "/a-mill.html")


def test_code_after_a_list_becomes_code_and_a_mark_for_contents_goes(tmp_path: Path) -> None:
    text = f"{POST}\n[TOC]\n\n1. One\n    * in\n\n    :::python\n    a = 1\n\n    b = 2\n\nEnd.\n\n    :::c\n    x;\n"
    found = post(tmp_path, text)
    assert "```python\na = 1\n\nb = 2\n```\n" in found.text("content/a.md")
    assert found.text("content/a.md").endswith("End.\n\n    :::c\n    x;\n")
    assert found.lost("content/a.md") == [("table of contents", "[TOC]; the site makes one", 6)]
    assert found.noted("content/a.md") == [("code after a list becomes a fence", 11)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"Title: A\nDate: 2020-01-02\n\n\xff\n", 4),
        (b"---\ntitle: A\ndate: [\n---\nx\n", 3),
        (b"---\ntitle: A\n\nx\n", 1),
    ],
)
def test_a_text_that_cant_be_read_is_skipped_and_the_others_go_on(tmp_path: Path, text: bytes, line: int) -> None:
    found = site(tmp_path, {"content/a.md": text, "content/b.md": POST})
    assert "unreadable" in found.skipped["content/a.md"]
    assert "content/b.md" in found.items
    skipped = [one for one in pelican.found(files_at(tmp_path), OPTIONS) if one.origin == "content/a.md"]
    assert [getattr(one, "line", 0) for one in skipped] == [line]


def test_html_with_a_date_is_an_article(tmp_path: Path) -> None:
    text = '<html><head><title>H</title><meta name="date" content="2020-01-02"><meta name="tags" content="a, b"></head>'
    found = site(tmp_path, {"content/h.html": f"{text}<body><p>x</p></body></html>", "content/i.html": "<p>static</p>"})
    assert found.matter("content/h.html")["tags"] == ["a", "b"]
    assert found.text("content/h.html") == "<p>x</p>"
    assert "content/i.html" not in {*found.items, *found.skipped}


def test_private_things_reach_no_item(tmp_path: Path) -> None:
    found = post(tmp_path, f"Author: Una <una@mill.example>\nEmail: una@mill.example\nPassword: s3cret\n{POST}")
    assert "una@" not in repr(found.items["content/a.md"]).lower()
    assert "s3cret" not in repr(found)


def test_recognition(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    assert not pelican.recognises(files_at(folder))
    (folder / "x.md").write_text("# A text\n\nTitle: no\n", "utf-8")
    assert not pelican.recognises(files_at(folder))
    (folder / "y.md").write_text(POST, "utf-8")
    assert pelican.recognises(files_at(folder))
