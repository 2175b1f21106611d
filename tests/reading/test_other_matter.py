"""Front matter in the forms of other programs: a message says which it is, and how to write it here."""

from __future__ import annotations

from contextlib import suppress

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.errors import SiteError
from tagarchive.reading.front_matter import split

FORMS = {
    '+++\ntitle = "A: b"\ndate = 2020-01-01T10:00:00Z\ntags = ["x", "y"]\n+++\nText.\n': (
        "1:1",
        "front matter in TOML, which begins with `+++`,",
        'write `---`, `title: "A: b"`, `date: 2020-01-01 10:00:00+00:00`, `tags: [x, y]`, `---`, or move ',
    ),
    '+++\ntitle = "A"\n\nText\n': (
        "1:1",
        "front matter in TOML, which begins with `+++` and never ends",
        "write `---`, `title: ",
    ),
    "+++\ntitle = [[[\n+++\n": ("1:1", "front matter in TOML", "write `---`, `title: …`, `date: …`, `---`"),
    '{\n  "title": "A",\n  "date": "2020-01-01"\n}\n\nText.\n': (
        "1:1",
        "front matter in JSON",
        "write `---`, `title: A`, `date: 2020-01-01`, `---`, or move",
    ),
    ';;;\n"title": "A",\n"date": "2020-01-01"\n;;;\nText.\n': ("1:1", "front matter in JSON", "`title: A`"),
    f'{{"title": {"[" * 9999}': ("1:1", "front matter in JSON", "`title: …`"),
    "Title: My title\nDate: 2020-01-01 10:20\nTags: a, b\nSummary: One.\n\nText.\n": (
        "1:1",
        "front matter of Pelican or MultiMarkdown, in lines such as “Title: My title”",
        "write `---`, `title: My title`, `date: 2020-01-01 10:20`, `tags: [a, b]`, `summary: One.`, `---`, or move ",
    ),
    "<!--\n.. title: A\n.. date: 2020-01-01\n.. tags: a, b\n-->\nText.\n": (
        "2:1",
        "front matter of Nikola, in lines `.. title:`",
        "`tags: [a, b]`, `---`, or move all such files out and let `tagarchive import nikola FOLDER` do it",
    ),
    ".. title: A\n.. date: 2020-01-01\n\nText.\n": ("1:1", "front matter of Nikola", "`title: A`"),
    "title: A\ndate: 2020-01-01\n\nText\n": (
        "1:1",
        "front matter without the line `---` above it",
        "write a line `---` above it, and one below it",
    ),
    "# My title #\n\nText\n": ("1:1", "a heading and no front matter", "write above it: `---`, `title: My title`, "),
    "My title\n=====\n\nText\n": ("1:1", "a heading and no front matter", "`title: My title`, `date: …`, `---`"),
    "#+TITLE: Of Org\n\nText\n": ("1:1", "a heading and no front matter", "`title: Of Org`"),
    "= Of AsciiDoc\n\nText\n": ("1:1", "a heading and no front matter", "`title: Of AsciiDoc`"),
    "\n\n---\ntitle: A\n---\n": ("1:1", "an empty line above the front matter", "delete what stands above the line"),
    "<!-- x -->\n---\ntitle: A\n---\n": ("1:1", "“<!-- x -->” above the front matter", "delete what stands above"),
    "—\ntitle: A\n—\nText\n": ("1:1", "“—” above the front matter", "write `---` in place of —"),
    "--\ntitle: A\n--\nText\n": ("1:1", "“--” above the front matter", "write `---` in place of --"),
    "---yaml\ntitle: A\n---\nText\n": ("1:1", "“---yaml” above the front matter", "write `---` in place of ---yaml"),
    "```yaml\ntitle: A\n```\nText\n": ("1:1", "“```yaml” above the front matter", "write `---` in place of ```yaml"),
    "<!DOCTYPE html>\n<title>A</title>\n": ("1:1", "a page in HTML", "`tagarchive import page PATH`"),
    "Just text.\n": ("1:1", "no front matter", '`tagarchive new "A title"`'),
    " \n": ("1:1", "an empty file", '`tagarchive new "A title"`'),
    "---\ntitle: A\n...\nText\n": ("3:1", "“...” at the end of the front matter", "write `---` in place of ..."),
    "---\ntitle: A\n—\nText\n": ("3:1", "“—” at the end of the front matter", "write `---` in place of —"),
    "---\ntitle: A\n ---\nText\n": ("3:1", "“ ---” at the end of the front matter", "without spaces before it"),
    "---\ntitle: A\ndate: 2020-01-01\n\nText of it\n": (
        "1:1",
        "front matter that never ends",
        "write `---` above line 5, “Text of it”",
    ),
    "---\ntitle: A\n": ("1:1", "front matter that never ends", "close it with a line of three hyphens"),
}


@pytest.mark.parametrize("text", FORMS)
def test_another_form_is_told_with_the_way_to_write_it_here(site: Site, text: str) -> None:
    place, message, hint = FORMS[text]
    (problem,) = site.put("content/a.md", text.encode()).problems()
    assert problem == f"content/a.md:{place}: bad-front-matter"
    assert problem.message.startswith(f"found {message}")
    assert hint in problem.hint


def test_a_file_is_read_once_it_is_written_as_the_hint_says(site: Site) -> None:
    site.put("content/a.md", b"Title: One: two\nDate: 2020-01-01\nTags: a, b: c\n\nText.\n")
    (problem,) = site.problems()
    lines = problem.hint.partition("write `")[2].partition("`, or move")[0].split("`, `")
    page = site.put("content/a.md", "\n".join([*lines, "Text."]).encode()).page("articles/a/index.html")
    assert ">One: two</h1>" in page
    assert ">b: c</a>" in page


PARTS = st.sampled_from(
    [
        "+++\n",
        ";;;\n",
        "---\n",
        "{",
        '"title": ',
        "Title: x\n",
        ".. title: y\n",
        "<!--\n",
        "-->\n",
        "\n",
        "# T\n",
        "...\n",
    ]
)


@given(st.lists(PARTS | st.text(max_size=9), max_size=8).map("".join))
def test_no_start_of_a_file_gives_a_traceback(text: str) -> None:
    with suppress(SiteError):
        split(text, "a.md")
