"""Edits of tags in front matter change the tag, and not one byte besides it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tagarchive.core.errors import SiteError
from tagarchive.core.slugs import tag_key
from tagarchive.editing.front_matter_edits import ListChange, edited

HEAD, TAIL = "---\ntitle: 'T: 1'   # kept\n", "date: 2020-01-01\n---\n\ntags: [a]\n---\na\n"


def changed(matter: str, to: Sequence[str] | None, *, added: Sequence[str] = (), ending: str = "\n") -> str:
    """The front matter of a file after its tag `a` becomes others, as the file holds it."""
    data = f"{HEAD}{matter}\n{TAIL}".replace("\n", ending).encode()
    change = ListChange(lambda name: to if tag_key(name) == "a" else None, added, tag_key)
    after = (edited(data, "content/x.md", {"tags": change}) or data).decode()
    head, tail = (part.replace("\n", ending) for part in (HEAD, f"\n{TAIL}"))
    assert after.startswith(head)
    assert after.endswith(tail)
    return after[len(head) : -len(tail)].replace(ending, "\n")


RENAMED = [
    ("tags: [a, b]", "tags: [New, b]"),
    ("tags: [ a , b ]", "tags: [ New , b ]"),
    ("tags: [A]", "tags: [New]"),
    ("tags: ['a', \"b\"]", "tags: ['New', \"b\"]"),
    ('tags: ["\\u0061", b]', 'tags: ["New", b]'),
    ("tags: [b,\n  a,\n]", "tags: [b,\n  New,\n]"),
    ("tags: [  # all\n  a,  # first\n  # between\n  b]", "tags: [  # all\n  New,  # first\n  # between\n  b]"),
    ("tags:\n- a\n- b", "tags:\n- New\n- b"),
    ("tags:\n  -   a   # why\n  # between\n  -   b", "tags:\n  -   New   # why\n  # between\n  -   b"),
    ("tags:\n-\ta\n-\tb", "tags:\n-\tNew\n-\tb"),
    ("tags:\n  - a\t# tab", "tags:\n  - New\t# tab"),
    ("tags:   # all\n\n  - b\n\n  - a\n", "tags:   # all\n\n  - b\n\n  - New\n"),
    ("tags:\n- 🚀 a\n- a\n- العراق\n- C#", "tags:\n- 🚀 a\n- New\n- العراق\n- C#"),
    ("tags:\n- |\n  a\n- b", "tags:\n- New\n- b"),
    ("tags: !!seq [!!str a, b]", "tags: !!seq [New, b]"),
    ('"tags" : [a]', '"tags" : [New]'),
    ("? tags\n: [a]", "? tags\n: [New]"),
    ("extra: {x: &n [a]}\ntags: [a]", "extra: {x: &n [a]}\ntags: [New]"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("before", "after"), RENAMED)
def test_another_name_stands_where_the_old_one_stood(before: str, after: str, ending: str) -> None:
    assert changed(before, ["New"], ending=ending) == after


REMOVED = [
    ("tags: [a, b]", "tags: [b]"),
    ("tags: [b,a]", "tags: [b]"),
    ("tags: [ b, a, ]", "tags: [ b, ]"),
    ("tags: [b, a, A, c]", "tags: [b, c]"),
    ("tags: [ a ]", "tags: []"),
    ("tags: [a # why\n]", "tags: [ # why\n]"),
    ("tags: [\n  a, # why\n  # between\n  b\n]", "tags: [\n  # why\n  # between\n  b\n]"),
    ("tags: [\n  b, # why\n  a\n]", "tags: [\n  b, # why\n]"),
    ("tags: [\n  b,\n  a\n]", "tags: [\n  b\n]"),
    ("tags:\n- b\n- a", "tags:\n- b"),
    ("tags:\n  - a  # why\n  # between\n  - b", "tags:\n  # why\n  # between\n  - b"),
    ("tags:\n  - a", "tags: []"),
    ("tags: # all\n  # one\n  - a # why", "tags: [] # all\n  # one\n  # why"),
    ("tags:\n- >-\n  a\n- b", "tags:\n- b"),
]


@pytest.mark.parametrize(("before", "after"), REMOVED)
def test_a_tag_that_goes_takes_its_comma_or_its_line_and_no_comment(before: str, after: str) -> None:
    assert changed(before, []) == after
    assert changed(before, [], ending="\r\n") == after


ADDED = [
    ("tags: [b]", "tags: [b, New]"),
    ("tags: ['b']", "tags: ['b', 'New']"),
    ("tags: [b,c]", "tags: [b,c,New]"),
    ("tags: [b,\n  c]", "tags: [b,\n  c,\n  New]"),
    ("tags: [b # why\n]", "tags: [b, New # why\n]"),
    ("tags: []", "tags: [New]"),
    ("tags:\n  -  b # why\n  # last", "tags:\n  -  b # why\n  -  New\n  # last"),
    ("tags: [b, NEW]", "tags: [b, NEW]"),
]


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_a_tag_is_added_as_the_last_one_is_written(before: str, after: str) -> None:
    assert changed(before, None, added=["New"]) == after
    assert changed(before, None, added=["New"], ending="\r\n") == after


def test_a_key_that_is_missing_is_added_at_the_end_of_front_matter() -> None:
    change = {"tags": ListChange(added=["no", "a: b"])}
    assert edited(b"---\r\ntitle: T\r\n---\r\nText", "x.md", change) == (
        b'---\r\ntitle: T\r\ntags: [no, "a: b"]\r\n---\r\nText'
    )
    assert edited(b"---\n  title: T\n---\n", "x.md", change) == b'---\n  title: T\n  tags: [no, "a: b"]\n---\n'


SEVERAL = [
    ("tags: [a, b]", ["b"], "tags: [b]"),
    ("tags: [b, a]", ["B"], "tags: [b]"),
    ("tags: [a, A]", ["c"], "tags: [c]"),
    ("tags: [a, x]", ["c", "d"], "tags: [c, d, x]"),
    ("tags:\n  - a # why\n  - x", ["c", "d"], "tags:\n  - c # why\n  - d\n  - x"),
    ("tags:\n  - a\n  - c", ["c", "d"], "tags:\n  - d\n  - c"),
]


@pytest.mark.parametrize(("before", "to", "after"), SEVERAL)
def test_no_tag_gets_into_an_article_twice(before: str, to: Sequence[str], after: str) -> None:
    assert changed(before, to) == after


NAMES = ["no", "2024", "null", "C#", "a: b", "a #b", "x, y", "[x]", "- x", "'x'", '"x"', "\\", "&x", "*x", "@x", "%x"]
NAMES += [
    "x:",
    "? x",
    "~",
    "{x}",
    "| x",
    "AT&T",
    "&amp;",
    "R&amp;D &lt;",
    "🚀",
    "العراق",
    "x\u2028y".replace("\u2028", " "),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", ["tags: [{}, x]", "tags:\n  - {}\n  - x"])
@pytest.mark.parametrize("item", ["a", "'a'", '"a"'])
def test_any_name_is_read_back_as_it_is(name: str, before: str, item: str) -> None:
    after = changed(before.replace("{}", item), [name])
    assert changed(after.replace("T: 1", "T"), None) == after  # It is verified where it is edited.
    if item == "a" and name in ("no", "2024", "null", "C#", "AT&T", "🚀", "العراق"):
        assert after == before.replace("{}", name)


def test_marks_and_missing_line_ends_at_both_ends_of_a_file_stay() -> None:
    data = "\ufeff---\ntitle: \u2028x\x85\ntags: [a]\n---".encode()
    change = {"tags": ListChange(lambda _: ["b"])}
    assert edited(data, "x.md", change) == data.replace(b"[a]", b"[b]")
    lone = b"---\ntitle: x\x00\xed\xa0\x80\ntags: [a]\n---\n\x07"
    assert edited(lone, "x.md", change) == lone.replace(b"[a]", b"[b]")


REFUSED = [
    ("tags: &all [a]", "content/x.md:3:7: uneditable"),
    ("tags: [b, &one a]", "content/x.md:3:11: uneditable"),
    ("tags:\n  - b\n  - &one a", "content/x.md:5:5: uneditable"),
    ("tags: {a: b}", "content/x.md:3:7: uneditable"),
]


@pytest.mark.parametrize(("matter", "place"), REFUSED)
def test_what_can_not_be_edited_is_refused_with_its_place(matter: str, place: str) -> None:
    with pytest.raises(SiteError) as caught:
        changed(matter, ["New"])
    (problem,) = caught.value.problems
    assert f"{problem.where}: {problem.code}" == place
    assert problem.hint


def test_front_matter_in_braces_is_edited_and_gets_no_new_key() -> None:
    change = {"tags": ListChange(lambda _: ["b"])}
    assert edited(b"---\n{title: T, tags: [a]}\n---\n", "x.md", change) == b"---\n{title: T, tags: [b]}\n---\n"
    with pytest.raises(SiteError):
        edited(b"---\n{title: T}\n---\n", "x.md", {"tags": ListChange(added=["b"])})


def test_a_text_alone_becomes_a_list_when_it_gets_company() -> None:
    data = b"---\nalso: 'x: y' # why\nname: Old\n---\n"
    assert edited(data, "x.md", {"also": ListChange(added=["z"])}, "New: 1") == (
        b"---\nalso: ['x: y', 'z'] # why\nname: \"New: 1\"\n---\n"
    )
    assert edited(data, "x.md", {"also": ListChange(lambda _: [])}) == b"---\nalso: [] # why\nname: Old\n---\n"
