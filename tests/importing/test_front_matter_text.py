"""Front matter is written so that it is read back as it was; tags are added without a change to anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.text import ILLEGAL
from tagarchive.importing.inputs.items import Value
from tagarchive.importing.writing.front_matter_text import front_matter_text
from tagarchive.importing.writing.tag_lines import matter_of, with_tags
from tagarchive.reading.field_types import with_characters


def test_keys_stand_in_the_order_of_the_schema_and_quotes_only_where_yaml_needs_them() -> None:
    matter: dict[str, Value] = {
        "extra": {"mood": "", "list": ["a", {"k": "v"}]},
        "films": [{"seconds": 340, "title": "How"}],
        "source": {"url": "https://x.example/?a=1&amp;b", "name": "X"},
        "draft": True,
        "tags": ["no", "2024", "C#", "a: b", "Local & county"],
        "date": "2024-07-03T07:30:00+02:00",
        "title": "Ferry & bridge: “a day”",
    }
    assert front_matter_text("article", matter) == (
        "---\n"
        "title: 'Ferry & bridge: “a day”'\n"
        "date: 2024-07-03T07:30:00+02:00\n"
        "tags: [no, 2024, C#, 'a: b', Local & county]\n"
        "draft: true\n"
        "source:\n  name: X\n  url: https://x.example/?a=1&amp;b\n"
        "films:\n  - title: How\n    seconds: 340\n"
        "extra:\n  mood: ''\n  list:\n    - a\n    - k: v\n"
        "---\n"
    )


ONE_LINE = st.text(max_size=30).map(lambda text: " ".join(ILLEGAL.sub("", text).split()))


@given(ONE_LINE, st.lists(ONE_LINE, max_size=4), st.dictionaries(ONE_LINE.filter(bool), ONE_LINE, max_size=3))
def test_any_line_of_text_is_read_back_as_it_was(title: str, tags: list[str], extra: dict[str, str]) -> None:
    text = front_matter_text("article", {"title": title, "tags": list(tags), "extra": dict(extra)})
    matter = matter_of(f"{text}\nBody", "content/a.md")
    assert with_characters(matter["title"]) == title
    assert [with_characters(tag) for tag in matter["tags"]] == tags
    assert {key: with_characters(value) for key, value in (matter["extra"] or {}).items()} == extra


def test_a_comment_stands_beside_the_value_that_it_is_about() -> None:
    matter: dict[str, Value] = {
        "title": "A",
        "date": "2024-07-03",
        "tags": ["a", "b"],
        "draft": True,
        "source": {"name": "x.example", "url": "https://x.example/", "authors": ["n" * 60, "m" * 60]},
    }
    comments = {"date": "guessed:\nthe day", "tags": "of", "source.name": "the host", "source.authors": "a list"}
    comments |= {"summary": "there is none", "source.feed": "nor this"}
    assert front_matter_text("article", matter, comments) == (
        "---\ntitle: A\ndate: 2024-07-03  # guessed: the day\ntags: [a, b]  # of\ndraft: true\n"
        "source:\n  name: x.example  # the host\n  url: https://x.example/\n"
        f"  authors:  # a list\n    - {'n' * 60}\n    - {'m' * 60}\n---\n"
    )


@given(st.text(max_size=20), st.text(max_size=20), st.lists(ONE_LINE, max_size=3), ONE_LINE)
def test_comments_change_nothing_that_is_read(title: str, name: str, tags: list[str], comment: str) -> None:
    matter: dict[str, Value] = {"title": title, "tags": list(tags), "source": {"name": name}}
    comments = dict.fromkeys(("title", "tags", "source", "source.name"), comment)
    with_comments = front_matter_text("article", matter, comments)
    assert matter_of(with_comments, "a.md") == matter_of(front_matter_text("article", matter), "a.md")


FORMS = [
    ("tags: [a, b]", "tags: [a, b, new]"),
    ("tags: [ a, b ]", "tags: [ a, b, new ]"),
    ("tags: []", "tags: [new]"),
    ("tags: [a, 'b: c',]", "tags: [a, 'b: c', 'new',]"),
    ("tags:\n- a\n- b", "tags:\n- a\n- b\n- new"),
    ("tags:\n  - a  # why\n  - b", "tags:\n  - a  # why\n  - b\n  - new"),
    ("tags: [a,\n  b]", "tags: [a,\n  b,\n  new]"),
    ("tags: # all\n  - a", "tags: # all\n  - a\n  - new"),
    ("slug: x", "slug: x\ntags: [new]"),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
@pytest.mark.parametrize("rest", ["", "summary: s  # kept\n"])
def test_tags_are_added_in_the_form_that_a_file_has(before: str, after: str, rest: str) -> None:
    text = "---\ntitle: 'T'\n{}\n{}---\n\nBody - tags: [x]\n---\n"
    expected = text.format(after, rest) if "tags" in before else text.format(before, f"{rest}tags: [new]\n")
    assert with_tags(text.format(before, rest), "a.md", ["new"]) == expected


@pytest.mark.parametrize("form", ["tags: a", "tags: {a: b}", "tags:\n  - >\n    long", "no front matter"])
def test_tags_in_a_form_that_is_no_list_are_left_alone(form: str) -> None:
    text = f"---\ntitle: T\n{form}\n---\nBody\n" if ":" in form else "Body\n"
    changed = with_tags(text, "a.md", ["new"])
    assert changed is None or matter_of(changed, "a.md")["tags"][-1] == "new"


def test_tags_that_need_quotes_get_them() -> None:
    changed = with_tags("---\ntitle: T\ntags: [a]\n---\n", "a.md", ["b, c", "#d", "e & f"])
    assert changed == '---\ntitle: T\ntags: [a, "b, c", "#d", e & f]\n---\n'
