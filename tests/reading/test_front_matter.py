"""What an author writes at the top of a file, right and wrong. Every fault has its file, line and column."""

from __future__ import annotations

import re
from datetime import UTC

import pytest
from conftest import Site

from tagarchive.core.dates import moment, zone_named
from tagarchive.reading.field_types import with_characters

BAD = {
    "no front matter": ("Just text.\n", "1:1: bad-front-matter"),
    "an empty file": ("", "1:1: bad-front-matter"),
    "front matter that never ends": ("---\ntitle: x\n", "1:1: bad-front-matter"),
    "a list as front matter": ("---\n- title\n---\n", "2:1: bad-front-matter"),
    "a text as front matter": ("---\njust words\n---\n", "2:1: bad-front-matter"),
    "a duplicate key": ("---\ntitle: a\ndate: 2021-01-01\ntitle: b\n---\n", "4:1: duplicate-key"),
    "no title": ("---\ndate: 2021-01-01\n---\n", "1:1: missing-key"),
    "no date": ("---\ntitle: a\n---\n", "1:1: missing-key"),
    "an empty title": ("---\ntitle:\ndate: 2021-01-01\n---\n", "2:7: bad-value"),
    "an impossible date": ("---\ntitle: a\ndate: 2021-02-30\n---\n", "3:7: bad-value"),
    "an impossible time": ("---\ntitle: a\ndate: 2021-02-03 25:00\n---\n", "3:7: bad-value"),
    "a date in words": ("---\ntitle: a\ndate: last May\n---\n", "3:7: bad-value"),
    "an unknown key": ("---\ntitle: a\ndate: 2021-01-01\ntag: [b]\n---\n", "4:1: unknown-key"),
    "an unknown key below": (
        "---\ntitle: a\ndate: 2021-01-01\nsource:\n  nam: x\n  name: y\n---\n",
        "5:3: unknown-key",
    ),
    "tags as a text": ("---\ntitle: a\ndate: 2021-01-01\ntags: b, c\n---\n", "4:7: bad-value"),
    "tags as a number": ("---\ntitle: a\ndate: 2021-01-01\ntags: 7\n---\n", "4:7: bad-value"),
    "tags as null": ("---\ntitle: a\ndate: 2021-01-01\ntags: null\n---\n", "4:7: bad-value"),
    "tags as nothing": ("---\ntitle: a\ndate: 2021-01-01\ntags:\n---\n", "4:6: bad-value"),
    "nested tags": ("---\ntitle: a\ndate: 2021-01-01\ntags: [b, [c]]\n---\n", "4:11: bad-value"),
    "a tag of spaces": ('---\ntitle: a\ndate: 2021-01-01\ntags: ["  "]\n---\n', "4:8: bad-value"),
    "a path as slug": ("---\ntitle: a\ndate: 2021-01-01\nslug: ../../etc/passwd\n---\n", "4:7: bad-value"),
    "a truth that is none": ("---\ntitle: a\ndate: 2021-01-01\ndraft: maybe\n---\n", "4:8: bad-value"),
    "an address that is none": (
        "---\ntitle: a\ndate: 2021-01-01\nsource:\n  name: x\n  url: javascript:alert(1)\n---\n",
        "6:8: bad-value",
    ),
    "an alias out of the site": ("---\ntitle: a\ndate: 2021-01-01\naliases: [/../x/]\n---\n", "4:11: bad-value"),
    "a choice that is none": (
        "---\ntitle: a\ndate: 2021-01-01\nsource: {name: x, republish: some}\n---\n",
        "4:30: bad-value",
    ),
    "YAML that can't be read": ("---\ntitle: a: b\ndate: 2021-01-01\n---\n", "2:8: bad-yaml"),
    "a tag that YAML takes for a comment": (
        "---\ntitle: a\ndate: 2021-01-01\nsummary: See #MeToo\n---\n",
        "4:10: bad-yaml",
    ),
    "a key that is no text": ("---\ntitle: a\ndate: 2021-01-01\n? [b]\n: c\n---\n", "4:3: bad-yaml"),
    "a mapping as tags": ("---\ntitle: a\ndate: 2021-01-01\ntags: {b: c}\n---\n", "4:7: bad-value"),
    "a list as source": ("---\ntitle: a\ndate: 2021-01-01\nsource: [Reuters]\n---\n", "4:9: bad-value"),
    "extra that is no mapping": ("---\ntitle: a\ndate: 2021-01-01\nextra: [b]\n---\n", "4:8: bad-value"),
    "a year that is none": ("---\ntitle: a\ndate: 0021-01-01\n---\n", "3:7: bad-value"),
    "a picture that is none": (
        '---\ntitle: a\ndate: 2021-01-01\nimage: {src: "javascript:x", alt: b}\n---\n',
        "4:14: bad-value",
    ),
    "lists too deep": (f"---\nextra: {'[' * 3000}{']' * 3000}\n---\n", "1:4: too-deep"),
    "lists deeper than the parser's stack": (f"---\nextra: {'[' * 50000}\n---\n", "1:4: too-deep"),
    "a YAML tag": ("---\ntitle: !!python/name:os.system a\ndate: 2021-01-01\n---\n", "2:8: bad-yaml"),
    "a picture that is an article": (
        "---\ntitle: a\ndate: 2021-01-01\nimage: {src: a.md, alt: b}\n---\n",
        "4:14: bad-value",
    ),
    "a name too long for a file": (
        f"---\ntitle: a\ndate: 2021-01-01\naliases: [/{'x' * 300}/]\n---\n",
        "4:11: bad-value",
    ),
    "a list as a date": ("---\ntitle: a\ndate: [2021]\n---\n", "3:7: bad-value"),
    "a dateline of nothing": ("---\ntitle: a\ndate: 2021-01-01\ndateline: {}\n---\n", "4:11: bad-value"),
    "a dateline as a text": ("---\ntitle: a\ndate: 2021-01-01\ndateline: BAGHDAD\n---\n", "4:11: bad-value"),
    "an empty place": ("---\ntitle: a\ndate: 2021-01-01\ndateline:\n  place:\n  date: Nov 8\n---\n", "5:9: bad-value"),
    "a key point that is a mapping": (
        "---\ntitle: a\ndate: 2021-01-01\nkey_points:\n  - One\n  - Two: three\n---\n",
        "6:5: bad-value",
    ),
    "key points as a text": ("---\ntitle: a\ndate: 2021-01-01\nkey_points: One\n---\n", "4:13: bad-value"),
    "a credit without a role": (
        "---\ntitle: a\ndate: 2021-01-01\ncredits:\n  - names: [Ann]\n---\n",
        "5:5: missing-key",
    ),
    "a credit of nobody": (
        "---\ntitle: a\ndate: 2021-01-01\ncredits: [{role: Editor, names: []}]\n---\n",
        "4:11: bad-value",
    ),
    "a film without a title": ("---\ntitle: a\ndate: 2021-01-01\nfilms: [{seconds: 1}]\n---\n", "4:9: missing-key"),
    "a film of less than no time": (
        "---\ntitle: a\ndate: 2021-01-01\nfilms: [{title: b, seconds: -1}]\n---\n",
        "4:29: bad-value",
    ),
    "a film that lasts for years": (
        "---\ntitle: a\ndate: 2021-01-01\nfilms: [{title: b, seconds: 99999999999999999999}]\n---\n",
        "4:29: bad-value",
    ),
    "a running time in minutes": (
        '---\ntitle: a\ndate: 2021-01-01\nfilms: [{title: b, seconds: "1:30"}]\n---\n',
        "4:29: bad-value",
    ),
    "a film at no address": (
        "---\ntitle: a\ndate: 2021-01-01\nfilms: [{title: b, url: film.mp4}]\n---\n",
        "4:25: bad-value",
    ),
    "a YAML alias": ("---\ntitle: &a b\ndate: 2021-01-01\nsummary: *a\n---\n", "2:8: bad-yaml"),
    "a character no feed can carry": ('---\ntitle: "a\\x07"\ndate: 2021-01-01\n---\n', "2:8: illegal-character"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_its_place(site: Site, case: str) -> None:
    text, place_and_code = BAD[case]
    assert site.put("content/a.md", text.encode()).problems() == [f"content/a.md:{place_and_code}"]


def test_lists_of_text_that_are_too_deep_are_told(site: Site) -> None:
    (problem,) = site.article("a", body="- " * 600 + "x").problems()
    assert problem == "content/a.md: too-deep"
    assert problem.message == "found lists, quotes or emphasis in one another too deep to read"


A_LIST = "a list, each item a line of text"

MESSAGES = {
    "an empty file": "found an empty file, expected a line `---` first, then `title:` and `date:`, then `---`",
    "no front matter": "found no front matter, expected a line `---` first, then `title:` and `date:`, then `---`",
    "front matter that never ends": "found front matter that never ends, expected a second line `---` after it",
    "a list as front matter": "found a list as front matter, expected lines of `key: value`",
    "a text as front matter": "found “just words” as front matter, expected lines of `key: value`",
    "a duplicate key": "found the key “title” a second time, first on line 2",
    "no title": "found no title, expected a line of text",
    "no date": "found no date, expected a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00",
    "an impossible date": "found “2021-02-30”, expected a day and time that exist in the calendar",
    "a date in words": "found “last May”, expected a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00",
    "an unknown key below": "found the unknown key “nam”",
    "tags as a text": f"found “b, c”, expected {A_LIST}",
    "tags as a number": f"found “7”, expected {A_LIST}",
    "tags as null": f"found “null”, expected {A_LIST}",
    "tags as nothing": f"found nothing, expected {A_LIST}",
    "a mapping as tags": f"found a mapping, expected {A_LIST}",
    "nested tags": "found a list, expected a line of text",
    "a path as slug": "found “../../etc/passwd”, expected letters, digits, hyphens, dots and underscores, such as "
    "“etc-passwd”",
    "a truth that is none": "found “maybe”, expected true or false",
    "an address that is none": "found “javascript:alert(1)”, expected an http(s) address with a host, such as "
    "https://example.org/page",
    "an alias out of the site": "found “/../x/”, expected an address of this site, such as /2021/11/old-name/",
    "a choice that is none": "found “some”, expected one of full, excerpt, link",
    "YAML that can't be read": "found “a: b”, in which the colon after a word ends a key",
    "a tag that YAML takes for a comment": "found “See” and after it “#MeToo”, which YAML takes for a comment",
    "a key that is no text": "found a key that is no text",
    "a list as source": "found a list, expected a mapping of name, url, feed, authors, published, retrieved, "
    "archive_url, access, sha256, via, republish, canonical, noindex, or a line of text",
    "extra that is no mapping": "found a list, expected a mapping",
    "a year that is none": "found “0021-01-01”, expected a year from 1000 to 9999",
    "a picture that is none": "found “javascript:x”, expected a picture: a path, an address of this site, or a whole "
    "URL",
    "lists too deep": "found lists or mappings in one another too deep to read",
    "a YAML tag": "found the YAML tag tag:yaml.org,2002:python/name:os.system, expected a plain value",
    "a name too long for a file": f"found “/{'x' * 58}…”, expected a name of at most 255 bytes; this one has 300",
    "a dateline of nothing": "found a mapping, expected a place, an agency or a date in it",
    "a dateline as a text": "found “BAGHDAD”, expected a mapping of place, agency, date",
    "key points as a text": f"found “One”, expected {A_LIST}",
    "a credit of nobody": "found a mapping, expected at least one name in it",
    "a film of less than no time": "found “-1”, expected a whole number, 0 or more, 359999 at most",
    "a running time in minutes": "found “1:30”, expected a whole number, 0 or more, 359999 at most",
    "a YAML alias": "found a YAML alias (*name), expected the value itself",
    "a character no feed can carry": "found the character U+0007, which no feed can carry",
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_says_what_is_found_and_what_is_expected(site: Site, case: str) -> None:
    (problem,) = site.put("content/a.md", BAD[case][0].encode()).problems()
    assert problem.message == MESSAGES[case]


def test_a_dateline_of_nothing_is_told_what_to_write(site: Site) -> None:
    (problem,) = site.article("a", dateline="{}").problems()
    assert problem.hint == "delete the line, or write {place: …}"


@pytest.mark.parametrize(
    ("written", "place", "found"),
    [("{Iraq: true}", "9", "a mapping"), ("", "8", "nothing"), ("[[Iraq]]", "10", "a list")],
)
def test_parents_of_a_tag_that_are_no_names_are_told(site: Site, written: str, place: str, found: str) -> None:
    site.article("a", tags="[Basra]").put("content/tags/basra.md", f"---\nparent: {written}\n---\n".encode())
    (problem,) = site.problems()
    assert problem == f"content/tags/basra.md:2:{place}: bad-value"
    assert problem.message.startswith(f"found {found}, expected a line of text")


def test_a_misspelt_key_is_told_what_was_probably_meant(site: Site) -> None:
    (problem,) = site.article("a", tag="[b]").problems()
    assert problem.message == "found the unknown key “tag”"
    assert problem.hint == "write `tags: [b]`"


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
    assert site.problems() == [
        "content/a.md:1:1: missing-key",
        "content/a.md:3:7: bad-value",
        "content/b.md:1:1: bad-front-matter",
        "site.toml:1:1: unknown-key",
        "templates/page.html:1:4: unknown-name",
    ]


def test_invalid_utf8_is_told_with_its_line(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: caf\xe9\n---\n")
    (problem,) = site.problems()
    assert problem == "content/a.md:2:11: not-utf8"
    assert problem.message == "found the byte 0xE9, expected text in UTF-8"


@pytest.mark.parametrize("change", [lambda t: b"\xef\xbb\xbf" + t, lambda t: t.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(site: Site, change: object) -> None:
    assert callable(change)
    text = b"---\ntitle: a\ndate: 2021-01-01\ntags: [b]\n---\n# One\n\nTwo\nlines.\n"
    plain = site.put("content/a.md", text).build()
    assert site.put("content/a.md", change(text)).build() == plain


def test_control_characters_are_left_out_with_a_notice(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: a\ndate: 2021-01-01\n---\nSmoke\x0bscreen\n")
    (notice,) = site.notices()
    assert notice == "content/a.md:5:6: illegal-character"
    assert "U+000B" in notice.message
    assert b"Smokescreen" in site.published()["feed.xml"]


@pytest.mark.parametrize("tag", ["no", "2024", "0123", "null", "1e3", "yes", "2021-01-01", "~"])
def test_a_tag_is_the_text_that_stands_there(site: Site, tag: str) -> None:
    page = site.article("a", tags=f"[{tag}]").page("articles/a/index.html")
    assert f">{tag}</a>" in page


def test_separators_of_pasted_text_end_no_line(site: Site) -> None:
    site.put("content/a.md", "---\ntitle: One\u2028two\x85three\ndate: 2021-01-01\ntags: b\n---\n".encode())
    assert site.problems() == ["content/a.md:4:7: bad-value"]
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
    assert problem == "content/a.md:3:7: bad-value"
    assert f"“{written}”" in problem.message
    assert problem.hint == hint
    for word in re.findall(r"2021-\S+[0-9Z]", hint):
        moment(word, UTC)


@pytest.mark.parametrize(
    "written", ["8 Nov 21", "Tue, 08 Nov 2021", "31.02.2021", "0021/11/08", "8 Nov 2021 10", "Nov 8, 2021 15:04 PM"]
)
def test_a_date_that_is_not_certain_gets_no_hint(site: Site, written: str) -> None:
    (problem,) = site.article("a", date=f'"{written}"').problems()
    assert problem == "content/a.md:3:7: bad-value"
    assert not problem.hint


def test_an_alias_that_is_too_long_says_so(site: Site) -> None:
    (problem,) = site.article("a", aliases=f"[/{'é' * 128}/]").problems()
    assert problem == "content/a.md:4:11: bad-value"
    assert problem.message.startswith("found “/ééé")
    assert problem.message.endswith("at most 255 bytes; this one has 256")


def test_a_slug_with_what_nobody_sees_is_told_so(site: Site) -> None:
    (problem,) = site.article("a", slug='"a\u00ad-b"').problems()
    assert problem == "content/a.md:4:7: bad-value"
    assert "“a\u00ad-b”" in problem.message
    assert problem.message.endswith("such as “a-b”")
    assert problem.hint.startswith("it holds what nobody sees, U+00AD")


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
