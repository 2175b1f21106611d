"""Mistakes in the YAML of front matter: each is told at the line where it begins, by its cause."""

from __future__ import annotations

from contextlib import suppress

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.errors import Location, SiteError
from tagarchive.reading.front_matter import split
from tagarchive.reading.yaml_faults import faults
from tagarchive.reading.yaml_reader import yaml_node

DATE = "date: 2021-01-01"

MISTAKES = {
    "a double quote that is not closed": (
        f'title: "A\n{DATE}\ntags: [a]',
        "2:8",
        '“"A”, a text whose quote " is not closed',
        'write `title: "A"`',
    ),
    "a quote that another text closes": (f'title: "A\n{DATE}\nsummary: "B"', "2:8", "is not closed", '`title: "A"`'),
    "a single quote that is not closed": (f"title: 'A\n{DATE}", "2:8", "quote ' is not closed", "`title: 'A'`"),
    "a quote that is not closed, far below": (f'title: A\n{DATE}\nsummary: "B', "4:10", "not closed", '`summary: "B"`'),
    "an apostrophe in single quotes": (
        f"title: 'It's so'\n{DATE}",
        "2:8",
        "“s so'” after the closing quote '",
        '`title: "It\'s so"`',
    ),
    "words after a quote": (
        f'title: "A" and "B"\n{DATE}',
        "2:8",
        '“and "B"” after the closing quote "',
        'write `title: \'"A" and "B"\'`',
    ),
    "quotes in quotes": (f'title: "A "B" c"\n{DATE}', "2:8", "after the closing quote", "write `title: 'A \"B\" c'`"),
    "a backslash in double quotes": (
        f'title: "C:\\path"\n{DATE}',
        "2:8",
        "\\p in double quotes",
        "`title: 'C:\\path'`",
    ),
    "a bracket that is not closed": (
        f"title: A\ntags: [a, b\n{DATE}",
        "3:7",
        "“[a, b”, whose bracket [ is not closed",
        "write `tags: [a, b]`",
    ),
    "a bracket over several lines that is not closed": (
        f"title: A\ntags: [a,\n  b\n{DATE}",
        "3:7",
        "whose bracket [ is not closed",
        "write ] after what belongs to it",
    ),
    "a brace that is not closed": (
        f"title: A\nsource: {{name: B, url: https://b.example\n{DATE}",
        "3:9",
        "whose bracket { is not closed",
        "`source: {name: B, url: https://b.example}`",
    ),
    "a bracket of another kind": (
        f"title: A\ntags: [a}}\n{DATE}",
        "3:7",
        "} closes a bracket of another",
        "close [ with ]",
    ),
    "a quote in a list that is not closed": (f'title: A\ntags: ["a, b]\n{DATE}', "3:7", 'a quote " is not', 'write "'),
    "words after a bracket": (
        f"title: [Update] The night\n{DATE}",
        "2:8",
        "“The night” after the closing bracket ]",
        "write `title: '[Update] The night'`",
    ),
    "two lists": (f"title: A\ntags: [a] [b]\n{DATE}", "3:7", "after the closing bracket ]", "one pair of brackets"),
    "no comma": (f'title: A\ntags: ["a" "b"]\n{DATE}', "3:7", 'no comma after "a"', 'write "a", before the next item'),
    "a hash in a list": (f"title: A\ntags: [#a, #b]\n{DATE}", "3:7", "“#a” in a list", 'write "#a"'),
    "no space after a colon": (f"title: A\n{DATE}\nlang:de", "4:1", "“lang:de” without a space", "`lang: de`"),
    "no space after the first colon": (f"title:A\n{DATE}", "2:1", "“title:A” without a space", "write `title: A`"),
    "no space after a colon, a time": (f"title: A\n{DATE}\nfiled:10:30", "4:1", "without a space", "`filed: 10:30`"),
    "curly quotes": (f"title: “Basra: A”\n{DATE}", "2:8", "“Basra: A” in curly quotes", 'write `title: "Basra: A"`'),
    "curly quotes of German": (f"title: „Basra: A“\n{DATE}", "2:8", "in curly quotes", '`title: "Basra: A"`'),
    "an item without a space": (f"title: A\n{DATE}\ntags:\n  - a\n  -b", "6:3", "“-b”, an item", "write `- b`"),
    "an item at the margin without a space": (f"title: A\ntags:\n-a\n{DATE}", "4:1", "“-a”, an item", "write `- a`"),
    "an item with a star": (f"title: A\n{DATE}\ntags:\n  * a", "5:3", "found * before an item", "write `- a`"),
    "an item on the line of its key": (
        f"title: A\ntags: - a\n{DATE}",
        "3:7",
        "an item of a list on the line",
        "[a, b]",
    ),
    "a tab before an item": (f"title: A\n{DATE}\ntags:\n\t- a", "5:1", "a tab at the start", "write `  - a`"),
    "a tab before a key": (f"title: A\nsource:\n\tname: B\n{DATE}", "4:1", "a tab at the start", "write `  name: B`"),
    "a colon in a title": (
        f"title: Basra: A\n{DATE}",
        "2:8",
        "in which the colon after a word",
        'write `title: "Basra: A"`',
    ),
    "a colon at the end of a title": (f"title: What now:\n{DATE}", "2:8", "the colon after a word", '"What now:"'),
    "a colon in an item": (
        f"title: A\n{DATE}\nkey_points:\n  - One: two: three",
        "5:5",
        "“One: two: three”, in which",
        'write `- "One: two: three"`',
    ),
    "a colon in a mapping of a list": (
        f"title: A\n{DATE}\nupdates:\n  - note: One: two\n    date: 2021-01-02",
        "5:11",
        "“One: two”",
        'write `note: "One: two"`',
    ),
    "an at sign": (f"title: @home\n{DATE}", "2:8", "begins with @", 'write `title: "@home"`'),
    "a grave accent": (f"title: `x` is\n{DATE}", "2:8", "begins with `", 'write `title: "`x` is"`'),
    "a percent sign": (f"title: %d\n{DATE}", "2:8", "begins with %", 'write `title: "%d"`'),
    "a star": (f"title: *Bold* move\n{DATE}", "2:8", "begins with *", 'write `title: "*Bold* move"`'),
    "an ampersand": (f"title: & more\n{DATE}", "2:8", "begins with &", 'write `title: "& more"`'),
    "a question mark": (f"title: ? what\n{DATE}", "2:8", "begins with ?", 'write `title: "? what"`'),
    "a comma": (f"title: , a\n{DATE}", "2:8", "begins with ,", 'write `title: ", a"`'),
    "a bar and a text": (f"title: | what\n{DATE}", "2:8", "begins with |", 'write `title: "| what"`'),
    "an angle and a text": (f"summary: > what\ntitle: A\n{DATE}", "2:10", "begins with >", '`summary: "> what"`'),
    "a hash": (f"title: #MeToo\n{DATE}", "2:7", "“#MeToo”, which YAML takes for a comment", '"double quotes"'),
    "an equals sign": (f'title = "A"\n{DATE}', "2:1", "which is TOML, expected a colon", 'write `title: "A"`'),
    "a hard space": (f"title:\u00a0A\n{DATE}", "2:1", "a colon after title with no plain space", "write `title: A`"),
    "a colon of another script": (f"title\uff1a A\n{DATE}", "2:1", "one of another script", "write `title: A`"),
    "a key that is too deep": (
        f"title: A\n {DATE}",
        "3:2",
        "more spaces before it than title",
        "below the first letter",
    ),
    "a first key that is too deep": (f" title: A\n{DATE}", "2:2", "spaces before the first key", "write `title: A`"),
    "a word alone": (f"title: A\n{DATE}\ndraft", "4:1", "“draft”, expected a line of `key: value`", ""),
    "a text in the block": (
        f"title: A\n{DATE}\n\nText: of it.\nMore\n\nText, and more.\n\n- a: b: c",
        "6:1",
        "“More”, expected a line of `key: value`",
        "",
    ),
    "a text after an empty line": (
        f"title: A\n{DATE}\n\nText of it.\n\nMore.",
        "5:1",
        "“Text of it.”",
        "write a line `---`",
    ),
}


def _problem_of(text: str) -> tuple[str, str, str, str]:
    """Place, code, message and hint of the first problem in front matter."""
    with pytest.raises(SiteError) as caught:
        yaml_node(f"{text}\n", Location("", 2, 1))
    first = caught.value.problems[0]
    return f"{first.where.line}:{first.where.column}", first.code, first.message, first.hint


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_where_it_begins_by_its_cause(case: str) -> None:
    text, place, message, hint = MISTAKES[case]
    found = _problem_of(text)
    assert found[:2] == (place, "bad-yaml")
    assert message in found[2]
    assert hint in found[3]


def test_every_mistake_of_a_block_is_told_in_one_run(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: One: two\ndate:2021-01-01\ntags: [a\nsummary: Three: four\n---\n")
    assert site.problems() == [
        "content/a.md:2:8: bad-yaml",
        "content/a.md:3:1: bad-yaml",
        "content/a.md:4:7: bad-yaml",
        "content/a.md:5:10: bad-yaml",
    ]


def test_keys_without_a_space_are_told_although_yaml_reads_them_as_a_text(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle:A\ndate:2021-01-01\n---\n")
    assert site.problems() == ["content/a.md:2:1: bad-yaml", "content/a.md:3:1: bad-yaml"]


@pytest.mark.parametrize(
    ("written", "place", "hint"),
    [
        ("\n  -a\n  -b", "5:3", 'an item stands on a line of its own, after a hyphen and a space; or write ["a", "b"]'),
        (
            "\n  – a\n  – b",
            "5:3",
            'an item stands on a line of its own, after a hyphen and a space; or write ["a", "b"]',
        ),
        ("“Iraq”", "4:7", "curly quotes are letters to YAML; write Iraq"),
    ],
)
def test_a_list_that_yaml_reads_as_a_text_is_told_how_to_write_it(
    site: Site, written: str, place: str, hint: str
) -> None:
    (problem,) = site.article("a", tags=written).problems()
    assert problem == f"content/a.md:{place}: bad-value"
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [("a b", 'write ["a b"], or ["a", "b"] if these are several'), ("a - b", 'write ["a - b"]')],
)
def test_words_without_commas_may_be_several_tags(site: Site, written: str, hint: str) -> None:
    (problem,) = site.article("a", tags=written).problems()
    assert (problem, problem.hint) == ("content/a.md:4:7: bad-value", hint)


def test_no_more_than_some_mistakes_of_a_block_are_told(site: Site) -> None:
    lines = "".join(f"k{number}: a: b\n" for number in range(50))
    assert len(site.put("content/a.md", f"---\n{lines}---\n".encode()).problems()) == 20


def test_a_date_in_curly_quotes_is_told_so(site: Site) -> None:
    (problem,) = site.article("a", date="“2021-01-01”").problems()
    assert problem == "content/a.md:3:7: bad-value"
    assert problem.hint == "curly quotes are letters to YAML; write 2021-01-01"


def test_an_item_that_begins_with_a_curly_quote_and_holds_a_colon_is_told_so(site: Site) -> None:
    (problem,) = site.article("a", tags="\n  - “Basra: A”").problems()
    assert problem == "content/a.md:5:5: bad-value"
    assert problem.hint == 'curly quotes hold no text together; write straight ones: "…"'


def test_what_yaml_reads_is_no_mistake() -> None:
    text = (
        "title: \"A: b\" # note\nsummary: >\n  One: two\n  -three\ntags:\n- \"c: d\"\n- [e, 'f''s',\n  g]\n"
        "source: {name: 'H', url: https://h.example/a:b}\nrights: more\n  and more\nlang: de"
    )
    assert not list(faults(text))


LINES = st.sampled_from(
    (
        "title: A|tags: [a, b]|tags:|  - a|-b|x: \"|y: '|z: [|{|}|a: b: c|\tq||---|text|k:v|“a”: b|w: >|  deep: 1"
        "|#|@|a = b|? [x]|: y|&a b|*a|!x y|%|{{ x }}|- - a: b|title： A"
    ).split("|")
)


@given(st.lists(LINES | st.text(max_size=12), max_size=9).map("\n".join))
def test_no_block_gives_a_traceback(block: str) -> None:
    text = f"---\n{block}\n---\nText.\n"
    with suppress(SiteError):
        split(text, "a.md")


@given(st.lists(LINES | st.text(max_size=12), max_size=9))
def test_each_known_mistake_is_on_a_line_of_the_block(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = list(faults(text))
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert all(fault.column <= len(text.split("\n")[fault.line]) and fault.message for fault in found)
