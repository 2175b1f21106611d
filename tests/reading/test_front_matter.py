"""What an author writes at the top of a file, right and wrong. Every fault has its file, line and column."""

from __future__ import annotations

import re
from datetime import UTC

import pytest
from conftest import Site

from tagarchive.core.dates import moment, zone_named
from tagarchive.reading.field_types import with_characters

BAD = {
    "no front matter": ("Just text.\n", "1:1", "found no front matter"),
    "an empty file": ("", "1:1", "found an empty file"),
    "front matter that never ends": ("---\ntitle: x\n", "1:1", "never ends"),
    "a list as front matter": ("---\n- title\n---\n", "2:1", "found a list as front matter"),
    "a text as front matter": ("---\njust words\n---\n", "2:1", "found “just words” as front matter"),
    "a duplicate key": ("---\ntitle: a\ndate: 2021-01-01\ntitle: b\n---\n", "4:1", "the key “title” a second time"),
    "no title": ("---\ndate: 2021-01-01\n---\n", "1:1", "found no title, expected a line of text"),
    "no date": ("---\ntitle: a\n---\n", "1:1", "found no date, expected a date such as 2021-11-08"),
    "an empty title": ("---\ntitle:\ndate: 2021-01-01\n---\n", "2:7", "found nothing, expected a line of text"),
    "an impossible date": ("---\ntitle: a\ndate: 2021-02-30\n---\n", "3:7", "exist in the calendar"),
    "an impossible time": ("---\ntitle: a\ndate: 2021-02-03 25:00\n---\n", "3:7", "exist in the calendar"),
    "a date in words": ("---\ntitle: a\ndate: last May\n---\n", "3:7", "found “last May”, expected a date such as"),
    "an unknown key": ("---\ntitle: a\ndate: 2021-01-01\ntag: [b]\n---\n", "4:1", "the unknown key “tag”"),
    "an unknown key below": (
        "---\ntitle: a\ndate: 2021-01-01\nsource:\n  nam: x\n  name: y\n---\n",
        "5:3",
        "the unknown key “nam”",
    ),
    "tags as a text": ("---\ntitle: a\ndate: 2021-01-01\ntags: b, c\n---\n", "4:7", "found “b, c”, expected a list"),
    "tags as a number": ("---\ntitle: a\ndate: 2021-01-01\ntags: 7\n---\n", "4:7", "found “7”, expected a list"),
    "tags as null": ("---\ntitle: a\ndate: 2021-01-01\ntags: null\n---\n", "4:7", "found “null”, expected a list"),
    "tags as nothing": ("---\ntitle: a\ndate: 2021-01-01\ntags:\n---\n", "4:6", "found nothing, expected a list"),
    "nested tags": ("---\ntitle: a\ndate: 2021-01-01\ntags: [b, [c]]\n---\n", "4:11", "found a list, expected a line"),
    "a tag of spaces": ('---\ntitle: a\ndate: 2021-01-01\ntags: ["  "]\n---\n', "4:8", "expected a line of text"),
    "a path as slug": (
        "---\ntitle: a\ndate: 2021-01-01\nslug: ../../etc/passwd\n---\n",
        "4:7",
        "found “../../etc/passwd”, expected letters, digits, hyphens",
    ),
    "a truth that is none": ("---\ntitle: a\ndate: 2021-01-01\ndraft: maybe\n---\n", "4:8", "expected true or false"),
    "an address that is none": (
        "---\ntitle: a\ndate: 2021-01-01\nsource:\n  name: x\n  url: javascript:alert(1)\n---\n",
        "6:8",
        "expected an http(s) address",
    ),
    "an alias out of the site": (
        "---\ntitle: a\ndate: 2021-01-01\naliases: [/../x/]\n---\n",
        "4:11",
        "expected an address of this site",
    ),
    "a choice that is none": (
        "---\ntitle: a\ndate: 2021-01-01\nsource: {name: x, republish: some}\n---\n",
        "4:30",
        "expected one of full, excerpt, link",
    ),
    "YAML that can't be read": ("---\ntitle: a: b\ndate: 2021-01-01\n---\n", "2:9", "found YAML that can't be read"),
    "a tag that YAML takes for a comment": (
        "---\ntitle: a\ndate: 2021-01-01\nsummary: See #MeToo\n---\n",
        "4:10",
        "found “See” and after it “#MeToo”, which YAML takes for a comment",
    ),
    "a key that is no text": ("---\ntitle: a\ndate: 2021-01-01\n? [b]\n: c\n---\n", "4:3", "a key that is no text"),
    "a mapping as tags": ("---\ntitle: a\ndate: 2021-01-01\ntags: {b: c}\n---\n", "4:7", "found a mapping"),
    "a text as source": ("---\ntitle: a\ndate: 2021-01-01\nsource: Reuters\n---\n", "4:9", "found “Reuters”, expected"),
    "extra that is no mapping": ("---\ntitle: a\ndate: 2021-01-01\nextra: [b]\n---\n", "4:8", "expected a mapping"),
    "a year that is none": ("---\ntitle: a\ndate: 0021-01-01\n---\n", "3:7", "expected a year from 1000 to 9999"),
    "a picture that is none": (
        '---\ntitle: a\ndate: 2021-01-01\nimage: {src: "javascript:x", alt: b}\n---\n',
        "4:14",
        "expected a picture: a path, an address of this site, or a whole URL",
    ),
    "lists too deep": (f"---\nextra: {'[' * 3000}{']' * 3000}\n---\n", "1:4", "too deep to read"),
    "lists deeper than the parser's stack": (f"---\nextra: {'[' * 50000}\n---\n", "1:4", "too deep to read"),
    "a YAML tag": ("---\ntitle: !!python/name:os.system a\ndate: 2021-01-01\n---\n", "2:8", "found the YAML tag"),
    "a picture that is an article": (
        "---\ntitle: a\ndate: 2021-01-01\nimage: {src: a.md, alt: b}\n---\n",
        "4:14",
        "expected a picture",
    ),
    "a name too long for a file": (
        f"---\ntitle: a\ndate: 2021-01-01\naliases: [/{'x' * 300}/]\n---\n",
        "4:11",
        "expected a name of at most 255 bytes; this one has 300",
    ),
    "a list as a date": ("---\ntitle: a\ndate: [2021]\n---\n", "3:7", "found a list, expected a date such as"),
    "lists of text too deep": ("---\ntitle: a\ndate: 2021-01-01\n---\n" + "- " * 600 + "x\n", "", "too deep to read"),
    "a YAML alias": ("---\ntitle: &a b\ndate: 2021-01-01\nsummary: *a\n---\n", "2:8", "found a YAML alias"),
    "a character no feed can carry": (
        '---\ntitle: "a\\x07"\ndate: 2021-01-01\n---\n',
        "2:8",
        "found the character U+0007",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_its_place(site: Site, case: str) -> None:
    text, place, message = BAD[case]
    site.put("content/a.md", text.encode())
    problems = site.problems()
    start = ":".join(part for part in ("content/a.md", place) if part)
    assert any(problem.startswith(f"{start}: ") and message in problem for problem in problems), problems


def test_a_misspelt_key_is_told_what_was_probably_meant(site: Site) -> None:
    assert "did you mean “tags”?" in site.article("a", tag="[b]").problems()[0]


def test_every_fault_of_every_file_is_told_in_one_run(site: Site) -> None:
    site.write(
        """-- site.toml --
titel = "x"
-- content/a.md --
---
titel: a
tags: b
---
-- content/b.md --
no front matter
-- templates/page.html --
{{ nothing }}
"""
    )
    told = "\n".join(site.problems())
    for part in (
        "site.toml:1:1",
        "content/a.md:1:1: found no title",
        "content/a.md:1:1: found no date",
        "content/a.md:2:1: found the unknown key",
        "content/a.md:3:7: found “b”",
        "content/b.md:1:1",
        "templates/page.html:1:4: found the unknown name “nothing”",
    ):
        assert part in told


def test_invalid_utf8_is_told_with_its_line(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: caf\xe9\n---\n")
    (problem,) = site.problems()
    assert problem.startswith("content/a.md:2:11: found the byte 0xE9, expected text in UTF-8")


@pytest.mark.parametrize("change", [lambda t: b"\xef\xbb\xbf" + t, lambda t: t.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(site: Site, change: object) -> None:
    assert callable(change)
    text = b"---\ntitle: a\ndate: 2021-01-01\ntags: [b]\n---\n# One\n\nTwo\nlines.\n"
    plain = site.put("content/a.md", text).build()
    assert site.put("content/a.md", change(text)).build() == plain


def test_control_characters_are_left_out_with_a_notice(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: a\ndate: 2021-01-01\n---\nSmoke\x0bscreen\n")
    (notice,) = site.notices()
    assert notice.startswith("content/a.md:5:6: found the character U+000B")
    assert b"Smokescreen" in site.published()["feed.xml"]


@pytest.mark.parametrize("tag", ["no", "2024", "0123", "null", "1e3", "yes", "2021-01-01", "~"])
def test_a_tag_is_the_text_that_stands_there(site: Site, tag: str) -> None:
    page = site.article("a", tags=f"[{tag}]").page("articles/a/index.html")
    assert f">{tag}</a>" in page


def test_separators_of_pasted_text_end_no_line(site: Site) -> None:
    site.put("content/a.md", "---\ntitle: One\u2028two\x85three\ndate: 2021-01-01\ntags: b\n---\n".encode())
    assert site.problems()[0].startswith("content/a.md:4:7: ")
    assert ">One two three</h1>" in site.put(
        "content/a.md", "---\ntitle: One\u2028two\x85three\ndate: 2021-01-01\n---\n".encode()
    ).page("articles/a/index.html")


def test_a_failed_build_leaves_the_published_site_as_it_was(site: Site) -> None:
    before = site.article("a").build()
    site.article("b", tags="c").problems()
    assert site.published() == before


def test_a_failed_first_build_leaves_no_folder(site: Site) -> None:
    site.article("a", tags="c").problems()
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2021-11-08", "2021-11-08T00:00:00+03:00"),
        ("2021-11-08 10:00", "2021-11-08T10:00:00+03:00"),
        ("2021-11-08 10:00 -0400", "2021-11-08T10:00:00-04:00"),
        ("2021-11-08T10:00:00Z", "2021-11-08T10:00:00+00:00"),
        ("2021-11-08 10:00:30.5+01:00", "2021-11-08T10:00:30+01:00"),
        ("1890-01-01", "1890-01-01T00:00:00+02:58"),
    ],
)
def test_a_date_without_an_offset_is_read_in_the_time_zone_of_the_site(site: Site, written: str, text: str) -> None:
    site.write('-- site.toml --\ntimezone = "Asia/Baghdad"\n')
    page = site.article("a", date=written).page("articles/a/index.html")
    assert f'<time datetime="{text}">' in page


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2021-11-08 4:00:00 +0000", "2021-11-08T04:00:00+00:00"),
        ("2021-11-08 9:30", "2021-11-08T09:30:00+03:00"),
        ("2021-11-08 10:00 UTC", "2021-11-08T10:00:00+00:00"),
        ("2021-11-08 10:00:00 GMT", "2021-11-08T10:00:00+00:00"),
        ("2021-11-08 10:00:00 UTC+03:30", "2021-11-08T10:00:00+03:30"),
        ("2021-11-08T10:00 GMT-5", "2021-11-08T10:00:00-05:00"),
        ("2021-11-08 9:30 PM", "2021-11-08T21:30:00+03:00"),
    ],
)
def test_a_time_is_read_in_other_spellings(written: str, text: str) -> None:
    assert moment(written, zone_named("Asia/Baghdad")).text == text


def test_a_date_in_another_spelling_has_the_same_day_everywhere(site: Site) -> None:
    page = site.article("a", date="2021-11-08 4:00:00 UTC+03:00").page("articles/a/index.html")
    assert '<time datetime="2021-11-08T04:00:00+03:00">' in page


@pytest.mark.parametrize("written", ["2021-11-08 10:00 EST", "2021-13-08 9:00", "2021/11/08 25:00", "2021-11/08"])
def test_a_time_or_day_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="a date such as"):
        moment(written, UTC)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("8 Nov 2021", "write 2021-11-08"),
        ("8th of November 2021", "write 2021-11-08"),
        ("2021/11/08", "write 2021-11-08"),
        ("2021-11-8", "write 2021-11-08"),
        ("20211108", "write 2021-11-08"),
        ("8 Nov 2021 10:00 UTC+3", "write 2021-11-08T10:00+03:00"),
        ("08.11.2021", "write 2021-11-08"),
        ("8. 11. 2021", "write 2021-11-08"),
        ("Nov 8, 2021 3:04 PM", "write 2021-11-08T15:04"),
        ("Nov 8, 2021 12:04 am", "write 2021-11-08T00:04"),
        ("Mon, 08 Nov 2021 10:00:00 +0000", "write 2021-11-08T10:00:00+00:00"),
        ("2021\u201311\u201308", "write 2021-11-08"),
        ("\u200e2021-11-08", "write 2021-11-08"),
        ("٢٠٢١-١١-٠٨", "write 2021-11-08"),
        ("13/11/2021", "write 2021-11-13"),
        ("11/13/2021", "write 2021-11-13"),
        ("11/08/2021", "write 2021-08-11 or 2021-11-08, whichever is meant"),
        ("11-08-2021", "write 2021-08-11 or 2021-11-08, whichever is meant"),
    ],
)
def test_a_date_in_another_spelling_is_refused_with_the_right_one(site: Site, written: str, hint: str) -> None:
    (problem,) = site.article("a", date=f'"{written}"').problems()
    assert problem.startswith(f"content/a.md:3:7: found “{written}”, expected a date such as 2021-11-08")
    assert problem.endswith(f"\n    hint: {hint}")
    for word in re.findall(r"2021-\S+[0-9Z]", hint):
        moment(word, UTC)


@pytest.mark.parametrize(
    "written", ["8 Nov 21", "Tue, 08 Nov 2021", "31.02.2021", "0021/11/08", "8 Nov 2021 10", "Nov 8, 2021 15:04 PM"]
)
def test_a_date_that_is_not_certain_gets_no_hint(site: Site, written: str) -> None:
    (problem,) = site.article("a", date=f'"{written}"').problems()
    assert "hint" not in problem


def test_an_alias_that_is_too_long_says_so(site: Site) -> None:
    (problem,) = site.article("a", aliases=f"[/{'é' * 128}/]").problems()
    assert problem.startswith("content/a.md:4:11: found “/ééé")
    assert problem.endswith("expected a name of at most 255 bytes; this one has 256")


def test_a_slug_with_what_nobody_sees_is_told_so(site: Site) -> None:
    (problem,) = site.article("a", slug='"a\u00ad-b"').problems()
    assert problem.startswith("content/a.md:4:7: found “a\u00ad-b”, expected letters, digits")
    assert "such as “a-b”\n    hint: it holds what nobody sees, U+00AD" in problem


def test_extra_is_free_and_reaches_templates(site: Site) -> None:
    site.write(
        """-- content/a.md --
---
title: a
date: 2021-01-01
extra: {mood: grave, links: [{to: x}, y]}
---
-- templates/article.html --
{% set free = article.extra %}
{{ free.mood }} {{ free.links[0].to }} {{ free.links[1] }}{% if "tone" in free %}!{% endif %}
"""
    )
    assert site.page("articles/a/index.html").strip() == "grave x y"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("A &amp; B", "A & B"),
        ("It&#8217;s &hellip; &#x201C;so&#X201D;", "It’s … “so”"),
        ("&amp;amp; is &lt;", "&amp; is <"),
        ("AT&T; R&D &foo; &copy=1 &notit; &;", "AT&T; R&D &foo; &copy=1 &notit; &;"),
        ("a&#1;&#12;b", "ab"),
    ],
)
def test_a_character_reference_is_its_character(written: str, text: str) -> None:
    assert with_characters(written) == text


def test_character_references_in_text_become_characters_and_ids_stay(site: Site) -> None:
    site.article(
        "a",
        title='"Q&amp;A: it&#8217;s <b>"',
        summary='"One &hellip; &lt;two&gt;"',
        tags='["R&amp;D"]',
        guid='"https://old.example/?p=1&amp;q=2"',
        image='{src: "https://e.example/a.png?b=1&amp;c=2", alt: "A &quot;map&quot;"}',
    )
    files = site.build()
    page = files["articles/a/index.html"].decode()
    assert "Q&amp;A: it’s &lt;b&gt;</h1>" in page
    assert "One … &lt;two&gt;" in page
    assert ">R&amp;D</a>" in page
    assert "A &#34;map&#34;" in page
    assert "?b=1&amp;amp;c=2" in page
    assert "?p=1&amp;amp;q=2" in files["feed.xml"].decode()
